"""What was told to a fund of somebody stays told, and whoever erases them knows which months."""

import pytest
from django.urls import reverse

from samverka.publishing.statements.models import Row
from samverka.publishing.statements.sealed import opened_line
from samverka.publishing.statements.tests.factories import full_sent
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
