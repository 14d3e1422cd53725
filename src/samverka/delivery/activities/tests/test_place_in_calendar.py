"""Letters about a place carry it into the calendar, change it there and take it out again."""

import datetime as dt

import pytest
import vobject
from icalendar import Calendar

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Registration
from samverka.delivery.activities.tests.test_news import applies, minutes_pass, move
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import now
from tests.strict_ics import hold_together

from .factories import TOMORROW, training_day, whole_day

State = Registration.State


def events(letter) -> dict[str, list]:
    """The entries of a letter by method, as two programs read them alike."""
    found = {}
    for part in letter.walk():
        if part.get_content_type() == "text/calendar":
            file = part.get_payload(decode=True)
            hold_together(file)
            other = vobject.readOne(file.decode())
            found[part.get_param("method")] = entries = Calendar.from_ical(file).walk("VEVENT")
            assert [str(one["UID"]) for one in entries] == [
                one.uid.value for one in other.vevent_list
            ]
    return found


@pytest.fixture
def activity(cast):
    return training_day(cast, TOMORROW, seats=1, place="Rummet", answer_days=1)


def told_of(place: Registration, letters) -> dict[str, list]:
    letters.clear()
    actions.waiting.tell_about_place.func(place.pk, "https://samverka.example/")
    (letter,) = letters
    return events(letter)


def test_a_seat_is_an_entry_and_whoever_waits_has_none(cast, activity, letters):
    amanda, bashir = (applies(cast, activity, name) for name in ("amanda", "bashir"))
    seat, waits = (activity.registrations.get(person=one) for one in (amanda, bashir))
    (entry,) = told_of(seat, letters)["REQUEST"]
    session = activity.sessions.get()
    assert str(entry["UID"]) == f"{session.public_key}@samverka"
    assert (entry["DTSTART"].dt, str(entry["STATUS"])) == (session.starts_at, "CONFIRMED")
    assert str(entry["LOCATION"]) == "Rummet"
    assert told_of(waits, letters) == {}


def test_an_offer_is_tentative_and_leaves_the_calendar_when_it_lapses(cast, activity, letters):
    for name in ("amanda", "bashir"):
        applies(cast, activity, name)
    amanda, bashir = activity.registrations.order_by("pk")
    actions.give_back(registration=amanda, by=cast.olga)
    Registration.objects.update(given_back_at=now() - dt.timedelta(days=1))
    actions.offer_next(activity=activity, by=SYSTEM)
    bashir.refresh_from_db()
    (entry,) = told_of(bashir, letters)["REQUEST"]
    assert str(entry["STATUS"]) == "TENTATIVE"
    Registration.objects.filter(pk=bashir.pk).update(state=State.CANCELLED, answer_by=None)
    (entry,) = told_of(bashir, letters)["CANCEL"]
    assert str(entry["STATUS"]) == "CANCELLED"


def test_a_change_has_a_higher_count_and_what_is_no_more_is_taken_out(cast, activity, letters):
    applies(cast, activity, "amanda")
    first = activity.sessions.get()
    move(cast, activity, TOMORROW, place="Partille")
    minutes_pass()
    (entry,) = events(letters.pop())["REQUEST"]
    assert (int(entry["SEQUENCE"]), str(entry["LOCATION"])) == (1, "Partille")
    another = whole_day(TOMORROW + dt.timedelta(days=7))
    activity.refresh_from_db()
    actions.correct_activity(activity=activity, values={}, sessions=[another], by=cast.olga)
    minutes_pass()
    both = events(letters.pop())
    assert str(both["CANCEL"][0]["UID"]) == f"{first.public_key}@samverka"
    assert int(both["REQUEST"][0]["SEQUENCE"]) == 2
    activity.refresh_from_db()
    actions.cancel_activity(activity=activity, by=cast.olga)
    minutes_pass()
    (entry,) = events(letters.pop())["CANCEL"]
    assert (int(entry["SEQUENCE"]), str(entry["STATUS"])) == (3, "CANCELLED")
