"""Undo of adding a make-up session: the course has the days it had, or it is said why not."""

import pytest
from django.urls import reverse

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.activities.tests.factories import place
from tests.people import TODAY, person
from tests.undoing import done, press, rows, signed_in

from .factories import course

pytestmark = pytest.mark.both


def keys(cast, made, *more) -> list:
    return [cast.programme.public_key, made.activity.public_key, *more]


def adds(client, cast, made) -> str:
    third = made.activity.sessions.order_by("starts_at")[2]
    address = reverse("courses:add_make_up", args=keys(cast, made, third.public_key))
    sent = {"day": f"{TODAY}", "starts": "17:00", "ends": "19:30", "break_minutes": "0"}
    return done(client, address, sent)


def test_a_make_up_added_by_mistake_leaves_the_days_there_were(cast):
    made = course(cast)
    olga, before = signed_in(cast.olga), rows(Session)
    undo = adds(olga, cast, made)
    assert rows(Session) != before
    assert "The make-up session is taken away." in press(olga, undo)
    assert rows(Session) == before
    assert "It is undone already" in press(olga, undo)
    assert rows(Session) == before


def test_a_make_up_where_somebody_is_ticked_since_stays_and_it_is_said(cast):
    made = course(cast)
    olga = signed_in(cast.olga)
    undo = adds(olga, cast, made)
    amanda = place(cast, made.activity, person("Amanda", cast.kungalv))
    session = Session.objects.get(makes_up__isnull=False)
    mark = activities.Mark(amanda.public_key, Attendance.Mark.HERE)
    activities.record_attendance(session=session, marks=[mark], on=TODAY, by=cast.olga)
    left = rows(Session, Attendance)
    answer = press(olga, undo)
    assert "The make-up session is taken away." not in answer
    assert rows(Session, Attendance) == left


def test_karin_who_does_not_run_the_course_takes_no_day_away(cast):
    made = course(cast)
    undo = adds(signed_in(cast.olga), cast, made)
    left = rows(Session)
    assert signed_in(cast.karin).post(undo).status_code in {403, 404}
    assert rows(Session) == left
