"""Undo of a task of the year: the very day stands again, and another's tick is not taken off."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.development.supply.models import WheelTask
from tests.undoing import done, press, rows, signed_in

from .factories import task

pytestmark = pytest.mark.both


@pytest.fixture
def made(cast):
    return task(cast, function="Mottagningschef")


def marks(client, made, **sent) -> str:
    return done(client, reverse("supply:mark_task", args=[made.public_key]), sent)


def test_what_was_done_by_mistake_is_open_again_and_stays_so_when_pressed_twice(cast, made):
    karin, before = signed_in(cast.karin), rows(WheelTask)
    undo = marks(karin, made, done="")
    assert rows(WheelTask) != before
    assert "The task is as it was." in press(karin, undo)
    assert rows(WheelTask) == before
    assert "It is undone already" in press(karin, undo)
    assert rows(WheelTask) == before


def test_what_was_opened_by_mistake_is_done_on_the_day_it_was(cast, made):
    WheelTask.objects.update(done_on=dt.date(2026, 1, 20))
    karin, before = signed_in(cast.karin), rows(WheelTask)
    press(karin, marks(karin, made))
    assert rows(WheelTask) == before


def test_of_two_who_press_it_is_done_the_second_opens_nothing_and_has_nothing_to_undo(cast, made):
    marks(signed_in(cast.karin), made, done="")
    left = rows(WheelTask)
    assert marks(signed_in(cast.ulla), made, done="") == ""
    assert rows(WheelTask) == left


def test_a_task_that_was_done_on_another_day_since_stays_done(cast, made):
    karin = signed_in(cast.karin)
    undo = marks(karin, made, done="")
    WheelTask.objects.update(done_on=dt.date(2026, 2, 2))
    left = rows(WheelTask)
    assert "It was changed after you did it" in press(karin, undo)
    assert rows(WheelTask) == left


def test_whoever_does_not_have_the_task_does_not_undo_it(cast, made):
    undo = marks(signed_in(cast.karin), made, done="")
    left = rows(WheelTask)
    assert signed_in(cast.sara).post(undo).status_code == 404
    assert rows(WheelTask) == left
