"""The first administrator's account, opened at the machine."""

import io

import pytest

from samverka.config.command import main
from samverka.foundation.accounts.actor import SYSTEM
from samverka.foundation.accounts.models import Role, SecondFactorRule
from samverka.foundation.audit.models import Event
from samverka.register.partners.models import Organisation
from samverka.workflows.appoint.actions import ask_second_factor, open_first_account
from tests.people import PASSWORD, TODAY
from tests.post import do_what_waits

WORDS = [
    "administrator",
    "--email",
    "anna@example.org",
    "--name",
    "Anna Exempel",
    "--organisation",
    "Partille kommun",
]


@pytest.fixture
def typed(monkeypatch):
    """What somebody types, or another program sends."""

    def type_in(text: str):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n"))

    return type_in


def test_the_first_administrator_signs_in_and_administers(db, client, typed, capsys):
    typed(PASSWORD)
    assert main(WORDS) == 0
    assert "administers Partille kommun" in capsys.readouterr().out
    client.post("/konto/logga-in/", {"login": "anna@example.org", "password": PASSWORD})
    assert client.get("/administration/").status_code == 200
    assert Organisation.objects.get().kind == "municipality"
    verbs = set(Event.objects.filter(role="system").values_list("verb", flat=True))
    assert verbs == {"partners.organisation_added", "accounts.opened", "partners.appointed"}


def test_an_organisation_that_has_an_administrator_is_left_to_them(cast, typed, capsys):
    typed(PASSWORD)
    assert main([*WORDS[:-1], "Göteborgsregionen"]) == 1
    assert "has an administrator already" in capsys.readouterr().err


def test_an_organisation_without_administrator_gets_one_and_is_not_made_twice(cast, typed):
    typed(PASSWORD)
    assert main(WORDS) == 0
    assert Organisation.objects.filter(name="Partille kommun").count() == 1


@pytest.mark.parametrize(
    ("word", "value", "told"),
    [(2, "anna", "valid email"), (None, None, "too short")],
)
def test_a_poor_address_or_password_is_refused_in_a_sentence(db, typed, capsys, word, value, told):
    words = list(WORDS)
    if word:
        words[word] = value
    typed(PASSWORD if word else "kort")
    assert main(words) == 1
    assert told in capsys.readouterr().err
    assert not Organisation.objects.exists()


def test_a_second_factor_is_asked_of_a_role_from_a_day_with_who_decided_it(db, capsys):
    words = ["second-factor", "economist", "--from", "2026-03-01", "--decided", "The board, § 7"]
    assert main(words) == 0
    rule = SecondFactorRule.objects.get()
    assert (rule.role, str(rule.valid_from), rule.source) == (
        "economist",
        "2026-03-01",
        "The board, § 7",
    )
    assert main(["second-factor", "economist", "--stop"]) == 0
    rule.refresh_from_db()
    assert rule.valid_to == TODAY
    assert "needs no second factor" in capsys.readouterr().out


def test_a_rule_that_began_today_can_be_taken_back(db):
    ask_second_factor(role=Role.ECONOMIST, valid_from=TODAY, source="§ 7", by=SYSTEM)
    assert main(["second-factor", "economist", "--stop"]) == 0
    assert not SecondFactorRule.objects.exists()


def test_no_letter_is_sent_to_who_got_a_password(db, letters):
    open_first_account(
        email="anna@example.org",
        name="Anna Exempel",
        password=PASSWORD,
        organisation_name="Partille kommun",
        kind="municipality",
        valid_from=TODAY,
        by=SYSTEM,
    )
    do_what_waits()
    assert letters == []
