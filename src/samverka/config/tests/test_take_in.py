"""A new municipality with its accounts, from one command (S68)."""

import pytest

from samverka.config.command import main
from samverka.delivery.plans.models import Plan
from samverka.delivery.programmes.models import Contact, Participation
from samverka.delivery.support.models import Onboarding
from samverka.delivery.support.queries import usual_steps
from samverka.foundation.accounts.models import User
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Appointment, Organisation
from tests.post import do_what_waits

STINA = ["--account", "sub_project_leader", "stina@example.org", "Stina Exempel"]
ADAM = ["--account", "administrator", "adam@example.org", "Adam Exempel"]
SITE = ["--site", "https://samverka.example.org"]


@pytest.fixture
def ale(db) -> Municipality:
    return Municipality.objects.get_or_create(code="1440", defaults={"name": "Ale"})[0]


def words(cast, *more: str) -> list[str]:
    given = ["--programme", cast.programme.slug, "--contact", "Samordnare"]
    return ["take-in", "1440", *given, *more]


def test_one_command_sets_up_a_municipality_with_its_accounts(cast, ale, letters, capsys):
    assert main(words(cast, "--mentor", "1482", *STINA, *ADAM, *SITE)) == 0
    assert "2 accounts" in capsys.readouterr().out
    organisation = Organisation.objects.get(municipality=ale)
    assert organisation.name.startswith("Ale ")
    onboarding = Onboarding.objects.get(organisation=organisation)
    assert onboarding.mentor == cast.kungalv
    assert [task.text for task in onboarding.tasks.order_by("number")]
    assert onboarding.tasks.count() == len(usual_steps())
    assert Participation.objects.get(organisation=organisation).part == "participant"
    assert Contact.objects.get(organisation=organisation).function == "Samordnare"
    assert Plan.objects.get(organisation=organisation).state == Plan.State.DRAFT
    held = Appointment.objects.filter(organisation=organisation)
    assert set(held.values_list("user__email", "role")) == {
        ("stina@example.org", "sub_project_leader"),
        ("adam@example.org", "administrator"),
    }
    do_what_waits()
    assert {letter["To"] for letter in letters} == {"stina@example.org", "adam@example.org"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (STINA, "Write --site"),
        (["--mentor", "1440"], "cannot be mentor"),
        ([*SITE, "--account", "king", "stina@example.org", "Sara"], "king is no role"),
        ([*SITE, "--account", "organiser", "sara", "Sara"], "valid email"),
        ([*SITE, *STINA, *STINA], "has this role already"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence_and_nothing_is_left(cast, ale, capsys, more, told):
    assert main(words(cast, *more)) == 1
    assert told in capsys.readouterr().err
    assert not Onboarding.objects.exists()
    assert not User.objects.filter(email="stina@example.org").exists()


def test_one_that_takes_part_is_not_taken_in_again(cast, capsys):
    assert main(["take-in", "1482", *words(cast)[2:]]) == 1
    assert "takes part in the programme already" in capsys.readouterr().err
