"""The timetable: each line is done when it is due, by one server."""

import datetime as dt

import pytest

from samverka.foundation.work import actions
from samverka.foundation.work.models import Routine
from samverka.toolkit.clock import now

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def test_a_routine_never_done_is_begun():
    assert actions.begin_routine(name="sweep", every=DAY)


def test_a_second_server_does_not_begin_what_the_first_has_begun():
    actions.begin_routine(name="sweep", every=DAY)

    assert not actions.begin_routine(name="sweep", every=DAY)


def test_a_routine_is_begun_again_when_it_is_due():
    Routine.objects.create(name="sweep", begun_at=now() - DAY, problem="no broom")

    assert actions.begin_routine(name="sweep", every=DAY)

    assert Routine.objects.get().problem == ""


def test_what_went_wrong_is_kept():
    actions.begin_routine(name="sweep", every=DAY)

    actions.end_routine(name="sweep", problem="no broom")

    routine = Routine.objects.get()
    assert routine.problem == "no broom"
    assert routine.ended_at is not None
