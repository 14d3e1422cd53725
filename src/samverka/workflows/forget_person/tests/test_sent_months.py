"""What was told to a fund of somebody stays told, and whoever erases them knows which months."""

import pytest
from django.urls import reverse

from samverka.publishing.statements import queries
from samverka.publishing.statements.models import Row
from samverka.publishing.statements.sealed import opened_line
from samverka.publishing.statements.tests import factories as statements
from samverka.publishing.statements.tests.factories import JANUARY, full_sent
from samverka.workflows.forget_person.actions import forget_person
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def amanda(cast):
    made = person("Amanda", cast.kungalv)
    made.user = cast.sara.user
    made.save()
    full_sent(cast, made, said="Flyttat")
    return made


def test_the_page_of_erasing_names_the_sent_months_that_tell_of_somebody(cast, amanda, client):
    client.force_login(cast.karin.user)
    page = client.get(reverse("forget_person:forget", args=[amanda.public_key])).content.decode()
    assert "January 2026" in page
    assert "the law asks that what was accounted for can be shown" in page


def test_a_sent_month_tells_the_same_after_somebody_is_erased(cast, amanda):
    before = opened_line(Row.objects.get())
    forget_person(person=amanda, on=TODAY, by=cast.karin)
    assert opened_line(Row.objects.get()) == before


def test_whoever_is_erased_before_a_month_is_sent_is_in_no_row_of_it_and_that_is_said(
    cast, client
):
    """The page of erasing names the month first, and the law that lets the erasing wait."""
    amina = statements.participant(cast, "Amina", statements.NUMBERS[0]).person
    statements.participant(cast, "Bo", statements.NUMBERS[1])
    of = statements.series(cast)
    client.force_login(cast.karin.user)
    page = client.get(reverse("forget_person:forget", args=[amina.public_key])).content.decode()
    assert page.index("January 2026") < page.index("What is kept, and why")
    assert "17.3 b" in page

    forget_person(person=amina, on=TODAY, by=cast.karin)
    assert queries.month_of(of, JANUARY, on=TODAY).persons == 1
    statements.sent(cast, of, JANUARY)
    assert Row.objects.exclude(person=amina).count() == Row.objects.count() == 1
    client.force_login(cast.erik.user)
    month = [cast.programme.public_key, of.public_key, statements.FEBRUARY]
    assert "was erased before the month was sent" not in _seen(client, [*month[:2], JANUARY])
    assert "1 person who took part was erased before" in _seen(client, month)


def _seen(client, month) -> str:
    return client.get(reverse("statements:month", args=month)).content.decode()
