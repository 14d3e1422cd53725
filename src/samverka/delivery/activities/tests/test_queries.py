import datetime as dt

import pytest

from samverka.delivery.activities import actions, queries
from samverka.delivery.activities.models import Attendance
from samverka.register.people.models import Person
from tests.people import TODAY, person

from .factories import TOMORROW, YESTERDAY, only_session, place, training_day

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
JANUARY, FEBRUARY = dt.date(2026, 1, 31), dt.date(2026, 2, 1)


def mark(cast, session, place_, mark=HERE, minutes=None):
    actions.record_attendance(
        session=session,
        marks=[actions.Mark(place_.public_key, mark, minutes)],
        on=TODAY,
        by=cast.olga,
    )


@pytest.fixture
def winter(cast):
    """Amanda and Bashir on the last day of January and the first of February."""
    activity = training_day(cast, JANUARY, FEBRUARY, registration_closes_on=TODAY)
    amanda = place(cast, activity, person("Amanda", cast.kungalv))
    bashir = place(cast, activity, person("Bashir", cast.partille), cast.partille)
    january, february = activity.sessions.order_by("held_on")
    mark(cast, january, amanda)
    mark(cast, january, bashir, minutes=90)
    mark(cast, february, amanda, minutes=60)
    mark(cast, february, bashir, ABSENT)
    return activity


def test_a_month_is_read_from_the_day_and_counts_those_who_were_there(cast, winter):
    january, february = queries.minutes_by_month(cast.programme)
    assert (january.month, january.minutes, january.persons) == (dt.date(2026, 1, 1), 450, 2)
    assert (february.minutes, february.persons) == (60, 1)
    rows = queries.attendance_rows(cast.programme, dt.date(2026, 1, 15))
    assert sum(row.minutes for row in rows) == january.minutes


def test_organisations_come_with_their_minutes_and_sum_to_the_month(cast, winter):
    kungalv, partille = queries.minutes_by_organisation(cast.programme, JANUARY)
    assert (kungalv["name"], kungalv["minutes"], kungalv["persons"]) == ("Kungälv kommun", 360, 1)
    assert partille["minutes"] == 90


def test_a_person_counts_once_however_often_there(cast, winter):
    assert queries.unique_persons(cast.programme) == 2
    assert queries.unique_persons(cast.programme, FEBRUARY) == 1


def test_totals_count_protected_persons_whom_nobody_sees(cast, winter):
    Person.objects.update(is_protected=True)
    rows = queries.attendance_rows(cast.programme)
    assert sum(row.minutes for row in rows) == 510
    assert not rows.visible_to(cast.erik).exists()


def test_a_mark_taken_away_counts_no_longer(cast, winter):
    session = winter.sessions.get(held_on=FEBRUARY)
    row = session.attendances.get(mark=HERE)
    key = winter.registrations.get(person=row.person).public_key
    actions.record_attendance(
        session=session,
        marks=[actions.Mark(key, Attendance.Mark.CLEARED, version=row.version)],
        on=TODAY,
        by=cast.olga,
    )
    assert [month.month.month for month in queries.minutes_by_month(cast.programme)] == [1]


def test_sessions_to_tick_are_those_that_have_come_and_miss_a_mark(cast):
    waits = training_day(cast, YESTERDAY, registration_closes_on=TODAY)
    place(cast, waits, person("Amanda", cast.kungalv))
    done = training_day(cast, YESTERDAY, registration_closes_on=TODAY)
    mark(cast, only_session(done), place(cast, done, person("Bashir", cast.kungalv)), ABSENT)
    training_day(cast, YESTERDAY, title="Utan anmälda")
    place(cast, training_day(cast, TOMORROW), person("Cecilia", cast.kungalv))
    assert list(queries.sessions_to_tick(cast.olga, on=TODAY)) == [only_session(waits)]
    assert not queries.sessions_to_tick(cast.karin, on=TODAY).exists()
    assert not queries.sessions_to_tick(cast.erik, on=TODAY).exists()


def test_next_sessions_leave_out_what_is_cancelled_and_what_has_been(cast):
    training_day(cast, YESTERDAY)
    cancelled = training_day(cast, TOMORROW)
    actions.cancel_activity(activity=cancelled, by=cast.olga)
    later, today = training_day(cast, TOMORROW), training_day(cast, TODAY)
    found = [session.activity for session in queries.next_sessions(on=TODAY)]
    assert found == [today, later]
