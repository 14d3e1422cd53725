"""What a floor costs and whom an objective serves is seen before anybody decides."""

from fractions import Fraction

import numpy as np
import pytest

from samverka.engine.allocation.fairness import (
    BEST_MEMBER,
    Members,
    Objective,
    as_by_lot,
    as_on_their_own,
    by_objective,
    cost_of_floors,
    household_utility,
    results_of,
)
from samverka.engine.allocation.problem import UNPLACED, Floor
from samverka.engine.allocation.solving import solve

from .made import problem

# Two couples. In each he finds work in the first place, she in the second.
COUPLES = Members(
    score=np.array([[90, 10], [20, 80], [70, 10], [30, 60]], np.int32),
    household=np.array([0, 0, 1, 1], np.int32),
)
WOMEN, MEN = [1, 3], [0, 2]


@pytest.mark.parametrize(
    ("objective", "expected"),
    [
        (Objective.SUM, [[110, 90], [100, 70]]),
        (Objective.MEAN, [[55, 45], [50, 35]]),
        (Objective.LEAST, [[20, 10], [30, 10]]),
    ],
)
def test_a_households_utility_is_made_from_all_its_members(objective, expected):
    assert household_utility(COUPLES, objective).tolist() == expected


def test_a_mean_is_rounded_to_the_nearest_unit_halves_up():
    three = Members(np.array([[1], [2], [2], [1]], np.int32), np.array([0, 0, 0, 1]))
    assert household_utility(three, Objective.MEAN).tolist() == [[2], [1]]
    half = Members(np.array([[1], [2]], np.int32), np.array([0, 0]))
    assert household_utility(half, Objective.MEAN).tolist() == [[2]]


def test_members_may_stand_in_any_order():
    order = [2, 0, 3, 1]
    shuffled = Members(COUPLES.score[order], COUPLES.household[order])
    for objective in Objective:
        assert (
            household_utility(shuffled, objective) == household_utility(COUPLES, objective)
        ).all()


def test_counting_only_the_best_member_is_shown_beside_to_tell_whom_it_leaves_out():
    """He decides alone by one point; the sum sees that she loses forty."""
    members = Members(np.array([[61, 20], [10, 60]], np.int32), np.array([0, 0]))
    whole = problem([[0, 0]], [1, 1], persons=[2])
    told = {o.name: o for o in by_objective(whole, members, groups((1,), (0,)), solve)}

    assert told[Objective.SUM].plan.place.tolist() == [1]
    assert told[BEST_MEMBER].plan.place.tolist() == [0]
    women, men = told[BEST_MEMBER].groups
    assert (women.mean, men.mean) == (10, 61)
    women, men = told[Objective.SUM].groups
    assert (women.mean, men.mean) == (60, 20)


def groups(women, men):
    return {"women": women, "men": men}


def test_the_best_member_alone_cannot_be_chosen():
    assert BEST_MEMBER not in set(Objective)


def test_a_member_without_a_household_is_refused():
    with pytest.raises(ValueError, match="each household a member"):
        Members(np.zeros((2, 1), np.int32), np.array([0, 2]))


def test_somebody_without_a_place_counts_as_zero():
    score = np.array([[10, 20], [30, 40], [50, 60]], np.int32)
    place = np.array([1, UNPLACED, 0], np.int32)
    some, nobody = results_of(score, place, {"some": [0, 1], "nobody": []})
    assert (some.size, some.placed, some.mean) == (2, 1, Fraction(20, 2))
    assert (nobody.size, nobody.placed, nobody.mean) == (0, 0, None)


def test_a_floor_is_told_with_its_cost():
    """The second group gains 20 each, the first loses more."""
    whole = problem([[90, 30], [90, 30], [60, 40], [60, 40]], [2, 2])
    floor = Floor("second", (2, 3), 60)

    told = cost_of_floors(whole, [floor], solve)

    assert (told.without.plan.value, told.within.plan.value) == (260, 180)
    assert (told.cost, told.share) == (80, pytest.approx(80 / 260))
    assert (told.without.groups[0].mean, told.within.groups[0].mean) == (40, 60)


def test_a_floor_that_cannot_be_reached_is_told_with_what_is_missed():
    whole = problem([[90, 30], [90, 30], [60, 40], [60, 40]], [2, 2])

    within = cost_of_floors(whole, [Floor("second", (2, 3), 61)], solve).within

    assert (within.groups[0].mean, within.plan.missed) == (60, 2)


def test_a_floor_as_by_lot_is_the_mean_over_the_room_that_is_open():
    whole = problem(
        [[90, 30], [80, 40]], [1, 3], barred=[[0, 0], [1, 0]], reasons=("", "no school")
    )
    first, second = as_by_lot(whole, {"first": [0], "second": [1]})
    assert (first.mean, second.mean) == ((90 + 3 * 30) // 4, 40)


def test_a_floor_as_on_their_own_is_what_a_group_reaches_in_its_share_of_room():
    whole = problem([[90, 30], [90, 30], [60, 40], [60, 40]], [2, 2])
    first, second = as_on_their_own(whole, {"first": [0, 1], "second": [2, 3]}, solve)
    assert (first.mean, second.mean) == (60, 50)
    assert cost_of_floors(whole, [first, second], solve).cost == 40
