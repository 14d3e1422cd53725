"""Item statistics, as calculated by hand."""

import math

import pytest

from samverka.engine.forms.knowledge import item_statistics, right_of

KEY = {"q1": ["a"], "q2": ["b"], "q3": ["a", "c"]}
CHOICES = {"q1": ["a", "b", "c"], "q2": ["a", "b"], "q3": ["a", "b", "c"]}
# Right and not: 111, 110, 101, 001, 000.
ANSWERS = [
    {"q1": "a", "q2": "b", "q3": ["c", "a"]},
    {"q1": "a", "q2": "b", "q3": ["a"]},
    {"q1": "a", "q2": "a", "q3": ["a", "c"]},
    {"q1": "b", "q2": "a", "q3": ["a", "c"]},
    {"q1": "c", "q3": ["a", "b", "c"]},
]


def test_difficulty_discrimination_and_wrong_choices_are_as_by_hand():
    """q1 is 1 1 1 0 0 and the others' sum 2 1 1 1 0.

    The mean of q1 is 0.6, of the sum 1. The products of what differs: 0.4*1 + 0 + 0 + 0 + -0.6*-1
    = 1; the squares 3 * 0.16 + 2 * 0.36 = 1.2 and 2; so 1 / sqrt(2.4) = 0.645497.
    q3 is 1 0 1 1 0, the others' sum 2 2 1 0 0: the products 0.4 - 0.6 + 0 - 0.4 + 0.6 = 0.
    """
    first, second, third = item_statistics(ANSWERS, CHOICES, KEY)
    assert (first.persons, first.difficulty, first.left_out) == (5, 0.6, 0)
    assert first.discrimination == pytest.approx(1 / math.sqrt(2.4))
    assert first.chosen == {"a": 0.6, "b": 0.2, "c": 0.2}
    assert (second.difficulty, second.left_out) == (0.4, 0.2)
    assert second.chosen == {"a": 0.4, "b": 0.4}
    assert third.difficulty == 0.6
    assert third.discrimination == pytest.approx(0)


def test_nothing_is_told_of_fewer_than_five():
    assert all(one.is_held_back for one in item_statistics(ANSWERS[:4], CHOICES, KEY))
    told = item_statistics(ANSWERS[:4], CHOICES, KEY)[0]
    assert (told.discrimination, told.chosen, told.left_out) == (None, {}, None)


def test_an_item_that_all_got_right_parts_nobody():
    alike = [{"q1": "a", "q2": "b" if number else "a"} for number in range(5)]
    first, second = item_statistics(alike, CHOICES, {"q1": ["a"], "q2": ["b"]})
    assert (first.difficulty, first.discrimination) == (1, None)
    assert second.discrimination is None


def test_right_is_every_right_choice_and_no_other():
    assert right_of({"q3": ["a"]}, {"q3": ["a", "c"]}) == {"q3": False}
    assert right_of({"q3": ["c", "a"]}, {"q3": ["a", "c"]}) == {"q3": True}
