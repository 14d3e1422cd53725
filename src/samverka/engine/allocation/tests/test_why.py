"""Every case can be told what stands against each other place, and what would have to change."""

from dataclasses import replace

import numpy as np
import pytest

from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.why import Against, Lack, Reasons

from .made import honest_plan, problem, random_problem

# The first three want place 1, which has room for two; the fourth may not be there.
WANTED = problem(
    [[90, 30], [80, 30], [70, 60], [99, 10]],
    [[2], [2]],
    barred=[[0, 0], [0, 0], [0, 0], [1, 0]],
    reasons=("", "no sfi in the evening"),
)


def explained(whole, case, **changed):
    return Reasons(whole, replace(honest_plan(whole), **changed)).of(case)


def test_somebody_who_does_not_get_the_best_place_is_told_who_takes_it_and_by_how_much():
    told = explained(WANTED, 2, prices=np.array([[10], [0]]))

    (wanted,) = told.alternatives
    assert (told.place, told.score) == (1, 60)
    assert wanted.against == Against.FULL
    assert (wanted.difference, wanted.price, wanted.regret) == (10, 10, 0)
    assert wanted.lacks == (Lack(0, 1),)


def test_a_place_that_gives_less_is_told_with_what_it_lacks_to_be_chosen():
    told = explained(WANTED, 0, prices=np.array([[10], [0]]))

    (other,) = told.alternatives
    assert (other.against, other.difference, other.regret) == (Against.LESS, -60, 50)


def test_a_place_that_is_not_allowed_is_told_with_its_reason_and_has_no_regret():
    (barred,) = explained(WANTED, 3).alternatives

    assert barred.against == Against.BARRED
    assert WANTED.reasons[barred.reason] == "no sfi in the evening"
    assert barred.regret is None


def test_a_household_that_is_larger_than_a_place_is_told_how_much_is_missing_in_all():
    whole = problem(
        [[5, 9], [5, 5]],
        [[7, 1], [4, 1]],
        needs=[[6, 1], [1, 0]],
        persons=[6, 1],
        resources=("persons", "homes"),
    )

    (small,) = explained(whole, 0, place=np.array([0, 1], np.int32)).alternatives

    assert small.against == Against.TOO_LARGE
    assert small.lacks == (Lack(0, 2),)


def test_whoever_must_be_near_somebody_is_told_that_the_area_is_another():
    whole = problem(
        [[9, 0, 8], [7, 9, 0]], [[1], [2], [1]], near=((0, 1),), area=np.array([1, 2, 1], np.int32)
    )

    told = explained(whole, 0, place=np.array([2, 0], np.int32))

    assert {each.place: each.against for each in told.alternatives} == {
        0: Against.FULL,
        1: Against.AREA,
    }


def test_those_who_go_together_are_explained_by_what_the_place_is_worth_to_all():
    whole = problem([[9, 0], [0, 5]], [[2], [2]], together=((0, 1),))

    told = explained(whole, 1, place=np.array([0, 0], np.int32))

    assert told.together == (0,)
    assert (told.alternatives[0].score, told.alternatives[0].difference) == (5, -4)


def test_a_better_place_with_room_is_never_hidden():
    """The plan was stopped early, or a minimum holds the case: the reader is told."""
    told = explained(WANTED, 0, place=np.array([1, 0, 1, UNPLACED], np.int32))

    assert told.alternatives[0].against == Against.HELD


def test_without_a_place_every_place_is_told():
    whole = problem([[5, 1], [3, 2], [2, 9]], [[1], [1]], barred=[[0, 1], [0, 1], [0, 0]])

    told = explained(whole, 1)

    assert told.place == UNPLACED
    assert [each.against for each in told.alternatives] == [Against.FULL, Against.BARRED]


@pytest.mark.parametrize("seed", range(30))
def test_in_a_best_plan_of_single_cases_nobody_regrets(seed):
    whole = random_problem(seed, is_single=True)
    reasons = Reasons(whole, honest_plan(whole))

    for case in range(len(whole.cases)):
        told = [each for each in reasons.of(case).alternatives if each.regret is not None]
        assert all(each.regret >= 0 for each in told)
        assert [each.regret for each in told] == sorted(each.regret for each in told)


@pytest.mark.parametrize("seed", range(30))
def test_what_costs_something_is_used_up(seed):
    whole = random_problem(seed, is_single=True)

    for room in Reasons(whole, honest_plan(whole)).rooms():
        assert room.taken == room.capacity or room.price == 0


def test_one_more_that_would_let_somebody_in_is_told():
    whole = problem([[5, 1], [3, 2], [2, 9]], [[1], [1]], barred=[[0, 1], [0, 1], [0, 0]])

    first, second = Reasons(whole, honest_plan(whole)).rooms()

    assert (first.waiting, second.waiting) == (1, 0)


def test_one_more_of_one_thing_lets_nobody_in_where_another_is_missing_too():
    whole = problem(
        [[5], [4]],
        [[2, 1]],
        needs=[[2, 1], [1, 1]],
        persons=[2, 1],
        resources=("persons", "homes"),
    )

    rooms = Reasons(whole, honest_plan(whole)).rooms()

    assert [room.waiting for room in rooms] == [0, 0]
