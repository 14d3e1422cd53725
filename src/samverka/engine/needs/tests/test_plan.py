"""S121, S122: needs become lines of a plan, each with its reason, and nothing is met twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.needs.plan import Module, plan, unmet

NAN = float("nan")
CULTURE, HEALTH = 0, 1
LECTURE = Module("lecture", (CULTURE, HEALTH), up_to=2, places=100, minutes=120, most_gap=2)
GROUP = Module("group", (HEALTH,), up_to=4, places=2, minutes=180, least_gap=3)


def asked(people: int) -> np.ndarray:
    return np.full((people, 2), 3.0)


def test_each_line_says_for_whom_how_often_what_it_meets_and_what_is_left():
    current = np.array([[1.0, 3.0], [1.0, 0.0], [3.0, 0.0], [2.0, 0.0], [NAN, NAN]])
    group, lecture = plan(asked(5), current, np.array([1.0, 2.0]), [LECTURE, GROUP])
    assert group.people.tolist() == [1, 2, 3]
    assert (group.sessions, group.met, group.left) == (2, 18.0, 0.0)
    assert group.lifted == ((HEALTH, 3, 9.0),)
    assert lecture.people.tolist() == [0, 1]
    assert (lecture.sessions, lecture.met, lecture.left) == (1, 2.0, 3.0)


def test_a_lecture_is_not_for_somebody_who_lacks_more_than_it_is_made_for():
    current = np.array([[1.0, 3.0], [1.0, 0.0]])
    (line,) = plan(asked(2), current, np.ones(2), [LECTURE])
    assert line.people.tolist() == [0]


def test_what_one_line_meets_the_next_does_not_count_again():
    low = Module("low", (CULTURE,), up_to=2, places=10, minutes=60)
    high = Module("high", (CULTURE,), up_to=3, places=10, minutes=600)
    lines = plan(asked(1), np.array([[0.0, 3.0]]), np.ones(2), [high, low])
    assert [(line.module.key, line.met) for line in lines] == [("low", 2.0), ("high", 1.0)]


def test_other_weights_give_another_order():
    one = Module("one", (CULTURE,), up_to=3, places=10, minutes=60)
    two = Module("two", (HEALTH,), up_to=3, places=10, minutes=60)
    current = np.array([[1.0, 2.0]])
    for weights, first in (([1.0, 1.0], "one"), ([1.0, 3.0], "two")):
        assert plan(asked(1), current, np.array(weights), [one, two])[0].module.key == first


def test_the_time_there_is_holds_and_a_shorter_module_comes_instead():
    long = Module("long", (CULTURE,), up_to=3, places=10, minutes=300)
    short = Module("short", (HEALTH,), up_to=3, places=10, minutes=60)
    lines = plan(asked(1), np.zeros((1, 2)), np.array([9.0, 1.0]), [long, short], minutes=100)
    assert [line.module.key for line in lines] == ["short"]


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_what_the_lines_meet_is_never_more_than_the_need_and_lines_stand_by_worth(people, seed):
    rng = np.random.default_rng(seed)
    current = rng.integers(0, 5, (people, 2)).astype(float)
    importance = rng.integers(1, 4, 2).astype(float)
    lines = plan(asked(people), current, importance, [LECTURE, GROUP])
    assert sum(line.met for line in lines) <= unmet(asked(people), current, importance) + 1e-9
    assert all(line.sessions * line.module.places >= len(line.people) for line in lines)
    assert all(line.met > 0 for line in lines)


def test_a_module_that_cannot_be_held_is_refused():
    strange = Module("strange", (7,), up_to=3, places=10, minutes=60)
    with pytest.raises(ValueError, match="strange"):
        plan(asked(1), np.zeros((1, 2)), np.ones(2), [strange])
    empty = Module("empty", (CULTURE,), up_to=3, places=0, minutes=60)
    with pytest.raises(ValueError, match="no places"):
        plan(asked(1), np.zeros((1, 2)), np.ones(2), [empty])
