"""What one looks at before a month is sent, and what was begun by mistake."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from samverka.foundation.audit.models import Event
from samverka.publishing.statements import actions
from samverka.publishing.statements.models import SentFile, Series
from samverka.publishing.statements.views import months
from samverka.register.people.models import Access, Person
from tests.people import TODAY

from .factories import JANUARY, NUMBERS, participant, ready, sent, series


def page(name, of, *more) -> str:
    return reverse(f"statements:{name}", args=[of.programme.public_key, of.public_key, *more])


@pytest.fixture
def erik(cast, client):
    client.force_login(cast.erik.user)
    return client


@pytest.fixture
def of(cast) -> Series:
    participant(cast, "Amina", NUMBERS[0])
    return series(cast)


def cells(body: bytes) -> list:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return [
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]


def test_the_files_of_a_ready_month_are_looked_at_and_not_kept(cast, erik, of):
    ready(cast, of, JANUARY)
    assert (
        page("look_at", of, JANUARY, "xlsx")
        in erik.get(page("month", of, JANUARY)).content.decode()
    )
    answer = erik.get(page("look_at", of, JANUARY, "xlsx"))
    assert "198001012387" in {str(cell).replace("-", "") for cell in cells(answer.content)}
    assert "Ready, not sent yet" in cells(answer.content)
    assert erik.get(page("look_at", of, JANUARY, "pdf")).content.startswith(b"%PDF")
    assert not SentFile.objects.exists()
    assert Event.objects.filter(verb="statements.looked_at").count() == 2
    amina = Person.objects.get(given_name="Amina")
    assert Event.objects.filter(verb="read", person_id=amina.pk).exists()


def test_of_an_open_or_a_sent_month_there_is_nothing_to_look_at(cast, erik, of):
    assert erik.get(page("look_at", of, JANUARY, "xlsx")).status_code == 404
    sent(cast, of, JANUARY)
    assert erik.get(page("look_at", of, JANUARY, "xlsx")).status_code == 404


def test_when_the_facts_have_changed_the_file_would_be_another_and_is_not_given(cast, erik, of):
    ready(cast, of, JANUARY)
    participant(cast, "Bo", NUMBERS[1])
    answer = erik.get(page("look_at", of, JANUARY, "xlsx"), follow=True)
    assert "facts have changed" in answer.content.decode()
    assert not Event.objects.filter(verb="statements.looked_at").exists()


def test_the_protected_ones_own_file_is_for_those_they_named(cast, erik, of):
    bo = participant(cast, "Bo", NUMBERS[1]).person
    bo.is_protected, bo.identity_kind = True, Person.IdentityKind.REPLACEMENT
    bo.save()
    ready(cast, of, JANUARY)
    own = page("look_at", of, JANUARY, "protected_xlsx")
    assert erik.get(own).status_code == 403
    assert own not in erik.get(page("month", of, JANUARY)).content.decode()
    ordinary = cells(erik.get(page("look_at", of, JANUARY, "xlsx")).content)
    assert NUMBERS[1] not in ordinary
    Access.objects.create(person=bo, user=cast.erik.user, since=TODAY)
    assert NUMBERS[1].replace("-", "") in {
        str(cell).replace("-", "") for cell in cells(erik.get(own).content)
    }


def test_rows_are_found_by_what_is_shown_and_nobody_is_found_whom_one_may_not_see(
    cast, erik, of, monkeypatch
):
    participant(cast, "Bo", NUMBERS[1])
    hidden = participant(cast, "Bodil", NUMBERS[2]).person
    hidden.is_protected, hidden.identity_kind = True, Person.IdentityKind.REPLACEMENT
    hidden.save()
    monkeypatch.setattr(months, "PER_PAGE", 1)
    text = erik.get(page("month", of, JANUARY), {"q": "bo exempel"}).content.decode()
    assert "Bo Exempel" in text
    assert "Amina Exempel" not in text
    assert "1 row of those you may see" in text
    assert "0 rows" in erik.get(page("month", of, JANUARY), {"q": NUMBERS[1]}).content.decode()


def test_what_was_begun_by_mistake_is_taken_away_at_once_or_later(cast, erik, of):
    layout = of.layout
    assert (
        page("undo", of)
        in erik.get(
            reverse("statements:overview", args=[cast.programme.public_key])
        ).content.decode()
    )
    erik.post(page("undo", of))
    assert not Series.objects.exists()
    begun = {"fund": of.fund.pk, "layout": layout.pk, "first_month": "2026-01"}
    begin = reverse("statements:begin", args=[cast.programme.public_key])
    answer = erik.post(begin, begun, follow=True)
    assert page("undo", Series.objects.get()) in answer.content.decode()


def test_a_month_that_was_ready_and_opened_again_does_not_keep_it(cast, of):
    actions.take_back(version=ready(cast, of, JANUARY), by=cast.erik)
    actions.undo_series(series=of, by=cast.erik)
    assert not Series.objects.exists()


def test_while_a_month_is_ready_it_stays_and_the_page_says_what_to_do(cast, erik, of):
    ready(cast, of, JANUARY)
    overview = reverse("statements:overview", args=[cast.programme.public_key])
    assert page("undo", of) not in erik.get(overview).content.decode()
    answer = erik.post(page("undo", of), follow=True)
    assert "Open what is ready again first" in answer.content.decode()
    assert Series.objects.exists()
