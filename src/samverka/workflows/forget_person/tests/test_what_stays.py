"""Before somebody is erased it is said what goes, what stays and why; a hold stops it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.models import Attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.programmes.models import ProgrammeRole
from samverka.delivery.retention import actions as retention
from samverka.delivery.retention.models import Hold
from samverka.delivery.retention.person_data import IsHeld
from samverka.delivery.retention.tests.factories import ended, fund_keeps
from samverka.workflows.forget_person.actions import forget_person
from samverka.workflows.forget_person.queries import what_stays
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def amanda(cast):
    """She was there today, at an activity of the programme."""
    amanda = person("Amanda", cast.kungalv)
    activity = training_day(cast, TODAY)
    row = place(cast, activity, amanda)
    mark = Mark(key=row.public_key, mark="here")
    record_attendance(session=activity.sessions.get(), marks=[mark], on=TODAY, by=cast.olga)
    return amanda


@pytest.fixture
def karin(cast):
    client = Client()
    client.force_login(cast.karin.user)
    return client


def page(karin, amanda) -> str:
    return karin.get(reverse("forget_person:forget", args=[amanda.public_key])).content.decode()


def test_the_page_says_which_rows_are_kept_until_when_and_by_which_rule(cast, amanda, karin):
    fund_keeps(cast, 5, code="amif")
    [line] = what_stays(amanda, on=TODAY)
    assert (line.rows, line.keeping.until) == (1, dt.date(2031, 12, 31))
    text = page(karin, amanda)
    assert "Handboken amif" in text
    assert "article 17.3 b" in text


def test_nothing_is_kept_that_nobody_asks_for(cast, amanda, karin):
    assert "Nothing but the trail." in page(karin, amanda)
    forget_person(person=amanda, on=TODAY, by=cast.karin)
    assert not Attendance.objects.exists()


def test_what_was_kept_long_enough_goes_with_the_person(cast, amanda):
    fund_keeps(cast, 3)
    ended(cast)
    assert what_stays(amanda, on=TODAY) == []
    forget_person(person=amanda, on=TODAY, by=cast.karin)
    assert not Attendance.objects.exists()


def test_a_hold_on_the_person_stops_it_until_it_is_released(cast, amanda, karin):
    url = reverse("retention:person_holds", args=[amanda.public_key])
    karin.post(url, {"reason": "Ärende 12"})
    assert "Ärende 12" in page(karin, amanda)
    karin.post(reverse("forget_person:forget", args=[amanda.public_key]))
    amanda.refresh_from_db()
    assert not amanda.is_forgotten
    hold = Hold.objects.get(person=amanda)
    karin.post(reverse("retention:release", args=[hold.public_key]))
    karin.post(reverse("forget_person:forget", args=[amanda.public_key]))
    amanda.refresh_from_db()
    assert amanda.is_forgotten
    hold.refresh_from_db()
    assert hold.reason == ""


def test_a_hold_on_a_programme_that_somebody_stands_in_stops_it_too(cast, amanda):
    retention.place_hold(programme=cast.programme, reason="Revision", on=TODAY, by=cast.petra)
    with pytest.raises(IsHeld):
        forget_person(person=amanda, on=TODAY, by=cast.karin)


def test_a_hold_on_a_programme_stops_erasing_whoever_acts_in_it_too(cast):
    berta = person("Berta", cast.kungalv)
    berta.user = cast.sara.user
    berta.save()
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=cast.sara.user,
        organisation=cast.kungalv,
        role="organiser",
        valid_from=TODAY,
    )
    retention.place_hold(programme=cast.programme, reason="Revision", on=TODAY, by=cast.petra)
    with pytest.raises(IsHeld):
        forget_person(person=berta, on=TODAY, by=cast.karin)
