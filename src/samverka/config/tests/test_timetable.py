"""The timetable does its lines, each when it is due, and none hinders the others."""

import datetime as dt

import pytest

from samverka.config.server import keep_line
from samverka.config.timetable import TIMETABLE, Line
from samverka.foundation.work.models import Routine

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize("line", TIMETABLE, ids=lambda line: line.name)
def test_each_line_can_be_done(line):
    keep_line(line)

    routine = Routine.objects.get(name=line.name)
    assert routine.problem == ""
    assert routine.ended_at is not None


def test_a_line_that_is_not_due_is_left():
    done = []
    line = Line("count", HOUR, lambda: done.append(1))

    keep_line(line)
    keep_line(line)

    assert done == [1]


def test_a_line_that_fails_is_noted(caplog):
    def fail() -> None:
        raise ValueError("no broom")

    keep_line(Line("sweep", HOUR, fail))

    assert "no broom" in Routine.objects.get().problem
    assert "sweep failed" in caplog.text
