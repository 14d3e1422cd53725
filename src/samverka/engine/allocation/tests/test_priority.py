"""Wishes are granted as far as everybody can still be placed well enough."""

from dataclasses import replace

import numpy as np
import pytest

from samverka.engine.allocation.online.year import part
from samverka.engine.allocation.priority import FloorTooHigh, by_wishes
from samverka.engine.allocation.problem import UNPLACED

from .made import honest_plan, problem, random_problem

# Both do best at the first place, which takes one; the second place is nearly as good for Omar.
AMAL, OMAR = 0, 1
PAIR = problem([[90, 20], [80, 70]], [1, 1])


def wishes(*rows):
    width = max(map(len, rows))
    return np.array([[*row, *[UNPLACED] * (width - len(row))] for row in rows], np.int32)


def test_a_wish_is_granted_when_the_rest_can_still_do_well_enough():
    told = by_wishes(PAIR, wishes([1, 0], [0]), [AMAL, OMAR], 50, honest_plan)
    assert told.place.tolist() == [1, 0]
    assert told.rank.tolist() == [1, 1]
    assert (told.value, told.best) == (100, 160)


def test_a_wish_is_not_granted_below_the_floor():
    told = by_wishes(PAIR, wishes([1, 0], [0]), [AMAL, OMAR], 51, honest_plan)
    assert told.place.tolist() == [0, 1]
    assert told.rank.tolist() == [2, 0]


def test_whoever_chooses_first_is_asked_first():
    both = wishes([0], [0])
    first = by_wishes(PAIR, both, [AMAL, OMAR], 0, honest_plan)
    last = by_wishes(PAIR, both, [OMAR, AMAL], 0, honest_plan)
    assert (first.place.tolist(), last.place.tolist()) == ([0, 1], [1, 0])


def test_no_wish_costs_anybody_the_only_place_there_is():
    """Omar may be at the second place only; Amal's wish for it would leave Omar without."""
    whole = replace(
        PAIR, barred=np.array([[0, 0], [1, 0]], np.uint8), reasons=("", "no school there")
    )
    told = by_wishes(whole, wishes([1, 0], [1]), [AMAL, OMAR], 0, honest_plan)
    assert told.place.tolist() == [0, 1]
    assert told.placed == 2


def test_a_floor_above_the_best_plan_is_told_with_what_can_be_reached():
    with pytest.raises(FloorTooHigh) as told:
        by_wishes(PAIR, wishes([0], [0]), [AMAL, OMAR], 81, honest_plan)
    assert (told.value.floor, told.value.best) == (81, 80)


def test_an_order_that_leaves_somebody_out_is_refused():
    with pytest.raises(ValueError, match="each case once"):
        by_wishes(PAIR, wishes([0], [0]), [AMAL, AMAL], 0, honest_plan)


def test_minimums_and_floors_of_groups_are_not_promised():
    filled = replace(PAIR, minimum=np.array([[1], [0]]))
    with pytest.raises(ValueError, match="cannot be kept"):
        by_wishes(filled, wishes([0], [0]), [AMAL, OMAR], 0, honest_plan)


def test_a_family_that_goes_together_follows_whoever_chooses_first():
    whole = problem([[90, 20], [80, 70], [10, 60]], [2, 2])
    whole = replace(whole, together=((0, 1),))
    told = by_wishes(whole, wishes([1], [0], [0]), [0, 1, 2], 0, honest_plan)
    assert told.place.tolist() == [1, 1, 0]
    assert told.rank.tolist() == [1, 0, 1]


@pytest.mark.parametrize("seed", range(10))
def test_each_wish_is_judged_as_if_all_the_rest_were_placed_anew(seed):
    """The mechanism word by word, with somebody else's solver, grants the same wishes."""
    whole = random_problem(seed, is_single=True)
    n, k, _ = whole.shape
    chance = np.random.default_rng(seed)
    wanted = np.array([chance.permutation(k) for _ in range(n)], np.int32)
    order = chance.permutation(n).tolist()
    best = honest_plan(whole).value
    floor = int(best * chance.uniform(0.7, 1.0)) // n

    told = by_wishes(whole, wanted, order, floor, honest_plan)

    assert told.rank.tolist() == word_by_word(whole, wanted, order, floor * n)
    assert told.value >= floor * n
    assert told.best == best
    chosen = np.flatnonzero(told.rank)
    assert (wanted[chosen, told.rank[chosen] - 1] == told.place[chosen]).all()


def word_by_word(whole, wanted, order, floor):
    most, n = honest_plan(whole).placed, len(order)
    rank, reached, chosen, left = [0] * n, 0, 0, whole.capacity
    for turn, i in enumerate(order):
        rest = np.array(sorted(order[turn + 1 :]), np.int64)
        plan = honest_plan(part(whole, np.array(sorted(order[turn:])), left))
        own = plan.place[sorted(order[turn:]).index(i)]
        for number, j in enumerate(wanted[i], 1):
            room = left.copy()
            room[j] -= whole.needs[i]
            if whole.barred[i, j] or (room < 0).any():
                continue
            plan = honest_plan(part(whole, rest, room))
            is_most = chosen + whole.heads[i] + plan.placed == most
            if is_most and reached + whole.utility[i, j] + plan.value >= floor:
                rank[i], own = number, j
                break
        if own != UNPLACED:
            reached += int(whole.utility[i, own])
            chosen += int(whole.heads[i])
            left = left.copy()
            left[own] -= whole.needs[i]
    return rank


@pytest.mark.parametrize("seed", range(3))
def test_households_choose_within_the_floor_too(seed):
    whole = random_problem(seed, is_single=False)
    n, k, _ = whole.shape
    wanted = np.tile(np.arange(k, dtype=np.int32), (n, 1))
    plan = honest_plan(whole)
    floor = plan.value * 8 // 10 // n

    told = by_wishes(whole, wanted, range(n), floor, honest_plan)

    assert told.placed == plan.placed
    assert told.value >= floor * n
    assert told.rank.tolist() == word_by_word(whole, wanted, range(n), floor * n)
