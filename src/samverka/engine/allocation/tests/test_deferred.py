"""Two-sided choices end so that no case and place would rather have each other."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.engine.allocation.deferred import Sides, match, objections
from samverka.engine.allocation.problem import UNPLACED


def sides(wishes, ranks, capacity):
    return Sides(np.array(wishes, np.int32), np.array(ranks, np.int32), np.array(capacity))


def drawn(seed, n, k, *, most=None):
    """Complete or short lists of wishes, ties in ranks, and some who cannot be taken."""
    chance = np.random.default_rng(seed)
    wishes = np.array([chance.permutation(k) for _ in range(n)], np.int32)
    lengths = chance.integers(0, k + 1, n)
    wishes[np.arange(k)[None] >= lengths[:, None]] = UNPLACED
    ranks = chance.integers(0, most or n, (n, k))
    return sides(wishes, ranks, chance.integers(0, max(2, 2 * n // k), k))


def test_the_textbook_case():
    """Both want the first place, which would rather have the second of them."""
    told = match(sides([[0, 1], [0, 1]], [[2, 1], [1, 2]], [1, 1]))
    assert told.tolist() == [1, 0]


def test_whoever_asks_for_nothing_or_is_not_taken_has_no_place():
    told = match(sides([[-1, -1], [0, -1], [0, 1]], [[1, 1], [0, 1], [1, 1]], [1, 0]))
    assert told.tolist() == [UNPLACED, UNPLACED, 0]


def test_equal_ranks_fall_by_the_order_of_cases():
    assert match(sides([[0], [0], [0]], [[1], [1], [1]], [2])).tolist() == [0, 0, UNPLACED]


@given(st.integers(0, 10**9), st.integers(1, 25), st.integers(1, 6))
def test_no_case_and_place_would_rather_have_each_other(seed, n, k):
    both = drawn(seed, n, k, most=4)
    place = match(both)
    assert objections(both, place).size == 0
    placed = place[place != UNPLACED]
    assert (np.bincount(placed, minlength=k) <= both.capacity).all()
    assert all(place[i] in both.wishes[i] for i in np.flatnonzero(place != UNPLACED))


@pytest.mark.parametrize("seed", range(25))
def test_nobody_has_a_better_place_in_any_other_stable_matching(seed):
    both = drawn(seed, 4, 3, most=9)
    place = match(both)
    for other in product(*[{*row.tolist(), UNPLACED} for row in both.wishes]):
        trial = np.array(other, np.int32)
        if not is_possible(both, trial) or objections(both, trial).size:
            continue
        for i in range(4):
            assert wish_of(both, i, place[i]) <= wish_of(both, i, trial[i])


def is_possible(both, place):
    placed = np.flatnonzero(place != UNPLACED)
    load = np.bincount(place[placed], minlength=len(both.capacity))
    return (load <= both.capacity).all() and (both.ranks[placed, place[placed]] > 0).all()


def wish_of(both, i, j):
    wishes = both.wishes[i].tolist()
    return wishes.index(j) if j in wishes else len(wishes)


def test_nobody_gains_by_wishing_for_something_else():
    for seed in range(8):
        both = drawn(seed, 5, 3, most=9)
        honest = match(both)
        for length in (1, 2, 3):
            for told in permutations(range(3), length):
                wishes = both.wishes.copy()
                wishes[0] = [*told, *[UNPLACED] * (3 - length)]
                other = match(Sides(wishes, both.ranks, both.capacity))
                assert wish_of(both, 0, honest[0]) <= wish_of(both, 0, other[0])


def test_a_matching_that_two_would_leave_is_objected_to():
    both = sides([[0, 1], [0, 1]], [[2, 1], [1, 2]], [1, 1])
    assert objections(both, np.array([0, 1], np.int32)).tolist() == [[1, 0]]
    assert objections(both, np.array([UNPLACED, 0], np.int32)).tolist() == [[0, 1]]


@pytest.mark.parametrize(
    ("wishes", "ranks", "capacity"),
    [
        ([[0]], [[1], [1]], [1]),
        ([[1]], [[1]], [1]),
        ([[-2]], [[1]], [1]),
        ([[0]], [[-1]], [1]),
        ([[0]], [[1]], [-1]),
        ([[0]], [[1]], [1, 1]),
    ],
)
def test_what_does_not_fit_is_refused(wishes, ranks, capacity):
    with pytest.raises(ValueError, match=r"one row per case|numbers of places|negative"):
        sides(wishes, ranks, capacity)
