"""Undo of a booking: the time is unused again, and a workshop that was held stays booked."""

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.activities.tests.factories import place
from samverka.delivery.entitlements.models import Booking
from samverka.foundation.audit.models import Event
from tests.people import person
from tests.undoing import done, press, rows, signed_in

from .factories import workshop

pytestmark = pytest.mark.both


def books(client, made, organisation) -> str:
    address = reverse("entitlements:book", args=[made.programme.public_key, made.public_key])
    sent = {"day": "2026-05-06", "starts": "13:00", "ends": "16:00"}
    return done(client, address, sent | {"organisation": organisation.public_key})


def left(client, made) -> int:
    keys = [made.programme.public_key, made.public_key]
    return client.get(reverse("entitlements:detail", args=keys)).context["left"]


def test_a_workshop_booked_by_mistake_uses_no_time_and_can_be_booked_on_another_day(cast):
    made, karin = workshop(cast), signed_in(cast.karin)
    before = left(karin, made)
    undo = books(karin, made, cast.kungalv)
    assert left(karin, made) == before - 1
    assert "the activity is cancelled" in press(karin, undo)
    assert left(karin, made) == before
    assert Activity.objects.get().is_cancelled
    assert "It is undone already" in press(karin, undo)
    assert books(karin, made, cast.kungalv)
    assert left(karin, made) == before - 1


def test_undo_of_the_undo_is_the_same_booking_of_the_same_activity(cast):
    made, karin = workshop(cast), signed_in(cast.karin)
    undo = books(karin, made, cast.kungalv)
    before = rows(Booking)
    press(karin, done(karin, undo))
    assert rows(Booking) == before
    assert not Activity.objects.get().is_cancelled


def test_a_booking_given_back_twice_is_told_once(cast):
    made, karin = workshop(cast), signed_in(cast.karin)
    undo = books(karin, made, cast.kungalv)
    karin.post(undo)
    noted = Event.objects.count()
    karin.post(undo)
    assert Event.objects.count() == noted


def test_a_workshop_that_was_held_since_stays_booked_and_it_is_said(cast):
    made, karin = workshop(cast), signed_in(cast.karin)
    undo = books(karin, made, cast.kungalv)
    activity = Activity.objects.get()
    session = activity.sessions.get()
    amanda = place(cast, activity, person("Amanda", cast.kungalv))
    mark = activities.Mark(amanda.public_key, Attendance.Mark.HERE)
    activities.record_attendance(session=session, marks=[mark], on=session.held_on, by=cast.olga)
    stood = rows(Booking, Activity)
    assert "is cancelled" not in press(karin, undo)
    assert rows(Booking, Activity) == stood


def test_sara_gives_nobodys_booking_back(cast):
    made = workshop(cast)
    undo = books(signed_in(cast.karin), made, cast.kungalv)
    assert signed_in(cast.sara).post(undo).status_code == 403
    assert Booking.objects.get().number
