"""Somebody without an account asks, is answered by letter, and is forgotten when the rule says."""

import datetime as dt

import pytest

from samverka.delivery.questions import actions
from samverka.delivery.questions.models import DeskRule, Question
from samverka.foundation.accounts.actor import SYSTEM
from tests.people import LONG_AGO, TODAY
from tests.post import do_what_waits

from .factories import answer, question

LATER = TODAY + dt.timedelta(days=91)


@pytest.fixture
def asked(cast) -> Question:
    return question(
        cast, by=SYSTEM, outside_name="Amanda Exempel", outside_email="amanda@example.org"
    )


def test_the_answer_stands_in_the_letter(cast, asked, letters):
    answer(cast, asked, text="Ring växeln.")
    do_what_waits()
    (letter,) = [one for one in letters if one["To"] == "amanda@example.org"]
    assert "Ring växeln." in letter.get_content()
    assert "Rutin 12" in letter.get_content()


def test_the_letter_to_those_who_answer_says_nothing_of_who_asked(cast, asked, letters):
    do_what_waits()
    (letter,) = letters
    assert letter["To"] == "petra@example.org"
    assert "manda" not in letter.get_content()


def test_a_title_of_several_lines_gets_its_letter_and_adds_no_reader(cast, letters):
    title = "Hej\r\nBcc: annan@example.org\n\nNågot annat"
    question(cast, by=SYSTEM, title=title, outside_email="amanda@example.org")
    do_what_waits()
    (letter,) = letters
    assert letter["Subject"].endswith("Hej Bcc: annan@example.org Något annat")
    assert letter["Bcc"] is None


def keeps(days: int, cast):
    actions.set_rule(
        programme=None,
        subject=DeskRule.Subject.OUTSIDE,
        days=days,
        source="Beslut 1",
        valid_from=LONG_AGO,
        by=cast.petra,
    )


def test_who_asked_is_erased_after_the_days_of_the_rule(cast, asked):
    keeps(90, cast)
    assert actions.empty_old_outside(on=LATER, by=SYSTEM) == 1
    asked.refresh_from_db()
    assert (asked.outside_name, asked.outside_email) == ("", "")
    assert asked.title == "Hur bokar vi tolk?"


def test_not_a_day_before(cast, asked):
    keeps(90, cast)
    assert actions.empty_old_outside(on=TODAY + dt.timedelta(days=90), by=SYSTEM) == 0


def test_nothing_is_erased_without_a_rule(cast, asked):
    assert actions.empty_old_outside(on=LATER, by=SYSTEM) == 0
