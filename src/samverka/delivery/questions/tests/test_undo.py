"""Undo of sharing an answer: the programme reads it no more, and what was answered since stays."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samverka.delivery.questions.models import Answer, Question
from tests.undoing import done, press, rows, signed_in

from .factories import answer, question


def of(asked: Question, name: str) -> str:
    return reverse(f"questions:{name}", args=[asked.public_key])


@pytest.fixture
def asked(cast):
    made = question(cast)
    answer(cast, made)
    return made


def test_what_was_shared_by_mistake_is_as_before(cast, asked):
    petra, before = signed_in(cast.petra), rows(Question, Answer)
    undo = done(petra, of(asked, "publish"))
    assert rows(Question, Answer) != before
    assert "It is no longer shared" in press(petra, undo)
    assert rows(Question, Answer) == before
    assert "It is undone already" in press(petra, undo)
    assert rows(Question, Answer) == before


def test_an_answer_given_after_it_was_shared_stays_when_sharing_is_undone(cast, asked):
    petra = signed_in(cast.petra)
    undo = done(petra, of(asked, "publish"))
    answer(cast, asked, "Ring receptionen.")
    press(petra, undo)
    assert not Question.objects.get().is_published
    assert Answer.objects.count() == 2


def test_what_is_shared_already_offers_no_undo(cast, asked):
    done(signed_in(cast.petra), of(asked, "publish"))
    assert done(signed_in(cast.petra), of(asked, "publish")) == ""


def test_sara_who_does_not_answer_it_stops_no_sharing(cast, asked):
    undo = done(signed_in(cast.petra), of(asked, "publish"))
    assert signed_in(cast.sara).post(undo).status_code in {403, 404}
    assert Question.objects.get().is_published


def test_a_question_closed_by_mistake_is_answered_as_it_was_and_nobody_gets_a_letter(cast, asked):
    petra, before = signed_in(cast.petra), rows(Question, Answer)
    letters = DBTaskResult.objects.count()
    undo = done(petra, of(asked, "close"))
    assert rows(Question) != before
    assert "The question is as it was." in press(petra, undo)
    assert rows(Question, Answer) == before
    assert DBTaskResult.objects.count() == letters
    done(petra, of(asked, "close"))
    assert done(petra, of(asked, "close")) == ""
