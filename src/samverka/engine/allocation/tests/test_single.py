"""Single cases: what is answered is the best there is, and is proven."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_array

from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.seal import fingerprint
from samverka.engine.allocation.single.solver import solve_single, solve_state
from samverka.engine.allocation.single.state import NO_LIMIT
from samverka.engine.allocation.solving import solve
from samverka.engine.allocation.verify import verify

from .made import problem


def made(chance, most_cases=60, most_places=9):
    """Ties, clones, sums of two, barred pairs, minimums; too little room, just enough, plenty."""
    n = int(chance.integers(1, most_cases))
    k = int(chance.integers(1, most_places))
    utility = _utility(chance, n, k)
    barred = chance.random((n, k)) < chance.random() * chance.integers(2)
    shares = chance.lognormal(0, 1, k)
    slack = chance.choice([0.3, 0.8, 1.0, 1.05, 1.5, 3])
    room = np.floor(shares / shares.sum() * n * slack).astype(np.int64) + chance.integers(2)
    least = np.zeros(k, np.int64)
    if chance.random() < 0.4:
        least = np.minimum(room + 1, chance.integers(0, 1 + n // 2, k)) * chance.integers(0, 2, k)
    return problem(utility, room, barred=barred, minimum=least[:, None], reasons=("", "no"))


def _utility(chance, n, k):
    kind = chance.integers(5)
    if kind == 0:
        return chance.integers(0, 1_000_001, (n, k))
    if kind == 1:
        return chance.integers(0, 4, (n, k)) * 1000
    if kind == 2:
        return np.repeat(chance.integers(0, 1000, (n // 7 + 1, k)), 7, axis=0)[:n]
    if kind == 3:
        return np.zeros((n, k))
    return chance.integers(0, 100, (n, 1)) + chance.integers(0, 100, (1, k))


def verdict(whole):
    plan = solve_single(whole)
    return verify(whole, replace(plan, fingerprint=fingerprint(whole, plan.settings)))


def best_of_others(whole, least):
    """(placed, missed, value) of the best plan, by the linear programme that others solve."""
    n, k = whole.utility.shape
    dear = float((k + 3) * (int(whole.utility.max(initial=0)) + 1))
    pairs = np.argwhere(whole.barred == 0)
    number = np.arange(len(pairs))
    cost = np.concatenate([-whole.utility[whole.barred == 0].astype(float), np.full(n + k, dear)])
    width = len(cost)
    one = coo_array(
        (
            np.ones(len(pairs) + n),
            (
                np.append(pairs[:, 0], np.arange(n)),
                np.append(number, len(pairs) + np.arange(n)),
            ),
        ),
        shape=(n, width),
    )
    room = coo_array((np.ones(len(pairs)), (pairs[:, 1], number)), shape=(k, width)).toarray()
    filled = -room
    filled[np.arange(k), len(pairs) + n + np.arange(k)] = -1
    found = linprog(
        cost,
        A_ub=np.vstack([room, filled]),
        b_ub=np.append(whole.capacity[:, 0], -least),
        A_eq=one,
        b_eq=np.ones(n),
        method="highs-ds",
    )
    taken = np.rint(found.x).astype(np.int64)
    return (
        n - int(taken[len(pairs) : len(pairs) + n].sum()),
        int(taken[len(pairs) + n :].sum()),
        int(taken[: len(pairs)] @ whole.utility[whole.barred == 0]),
    )


@pytest.mark.parametrize("seed", range(10))
def test_of_three_thousand_problems_each_plan_is_proven_best_by_the_verifier(seed):
    chance = np.random.default_rng(seed)
    for number in range(300):
        found = verdict(made(chance, 40, 8))
        assert found.is_best, (seed, number, found)


def test_larger_problems_with_samples_and_candidates_are_proven_best_too():
    chance = np.random.default_rng(5)
    for number in range(8):
        found = verdict(made(chance, 5000, 45))
        assert found.is_best, (number, found)


def test_plans_are_as_good_as_those_of_another_solver():
    chance = np.random.default_rng(17)
    for number in range(250):
        whole = made(chance)
        plan = solve_single(whole)
        least = whole.minimum[:, 0]
        if plan.missed:
            assert best_of_others(whole, least)[:2] == (plan.placed, plan.missed), number
            placed = plan.place[plan.place != UNPLACED]
            least = np.minimum(least, np.bincount(placed, minlength=len(least)))
        assert best_of_others(whole, least) == (plan.placed, 0, plan.value), number


def test_many_cases_are_placed_as_well_as_by_matching_them_one_to_one():
    chance = np.random.default_rng(3)
    utility = chance.integers(0, 1_000_001, (900, 12), dtype=np.int32)
    room = np.full(12, 76)
    rows, columns = linear_sum_assignment(np.repeat(utility, 76, axis=1), maximize=True)
    best = int(utility[rows, columns // 76].sum())
    assert solve_single(problem(utility, room)).value == best


@given(st.integers(0, 10_000), st.integers(1, 999))
def test_points_of_another_size_place_everybody_alike(seed, factor):
    whole = made(np.random.default_rng(seed), 20, 5)
    whole = replace(whole, utility=whole.utility % 1000)
    larger = replace(whole, utility=(whole.utility * factor).astype(np.int32))
    assert solve_single(larger).value == solve_single(whole).value * factor


@given(st.integers(0, 10_000))
def test_the_same_problem_gives_the_same_plan(seed):
    whole = made(np.random.default_rng(seed), 60, 9)
    once, again = solve_single(whole), solve_single(whole)
    assert (once.place == again.place).all()
    assert (once.prices == again.prices).all()


def test_the_least_price_is_what_one_place_more_adds_and_the_greatest_what_one_less_takes():
    chance = np.random.default_rng(8)
    for _ in range(40):
        utility = chance.integers(0, 50, (20, 4))
        room = chance.integers(5, 9, 4)
        whole = problem(utility, room)
        low, high = solve_state(whole).price_range()
        value = solve_single(whole).value
        for place in range(4):
            more, less = room.copy(), room.copy()
            more[place] += 1
            less[place] -= 1
            assert solve_single(problem(utility, more)).value - value == low[place]
            fewer = solve_single(problem(utility, less))
            if fewer.placed == 20:
                assert value - fewer.value == high[place]
            else:
                assert high[place] == NO_LIMIT


def test_who_is_left_over_where_there_is_too_little_room_is_whom_it_costs_least():
    plan = solve_single(problem([[9, 1], [8, 1], [7, 2]], [1, 1]))
    assert plan.place.tolist() == [0, UNPLACED, 1]
    assert (plan.placed, plan.most, plan.value) == (2, 2, 11)


def test_a_case_that_may_go_nowhere_is_left_over_and_nobody_else():
    plan = solve_single(problem([[5, 5], [5, 5]], [2, 2], barred=[[1, 1], [0, 0]]))
    assert (plan.place == UNPLACED).tolist() == [True, False]


def test_a_minimum_is_filled_though_all_would_rather_be_elsewhere():
    plan = solve_single(problem([[9, 1], [9, 2], [9, 0]], [3, 3], minimum=np.array([[0], [2]])))
    assert plan.place.tolist() == [1, 1, 0]
    assert plan.prices[1, 0] < 0
    assert plan.missed == 0


def test_a_minimum_out_of_reach_is_filled_as_far_as_it_can_be():
    plan = solve_single(
        problem([[9, 1], [9, 2]], [3, 3], minimum=np.array([[0], [3]]), barred=[[0, 1], [0, 0]])
    )
    assert plan.place.tolist() == [0, 1]
    assert plan.missed == plan.least == 2


@pytest.mark.parametrize(("n", "k"), [(0, 3), (1, 1), (4, 1)])
def test_hardly_anybody_and_hardly_anywhere_is_a_problem_too(n, k):
    found = verdict(problem(np.ones((n, k)), np.full(k, 2)))
    assert found.is_best
    assert found.placed == min(n, 2 * k)


def test_prices_that_add_up_along_a_long_chain_of_wishes_are_left_to_another_method():
    k = 560
    utility, barred = np.zeros((k, k)), np.ones((k, k))
    for case in range(k):
        barred[case, case : case + 2] = 0
        utility[case, case + 1 : case + 2] = 1_000_000
    whole = problem(utility, np.ones(k), barred=barred, reasons=("", "no"))
    with pytest.raises(OverflowError, match="price"):
        solve_single(whole)
    assert solve(whole).placed == k


def test_two_thousand_clones_are_spread_without_a_path_for_each():
    state = solve_state(problem(np.full((2000, 20), 7), np.full(20, 100)))
    assert state.load.tolist() == [100] * 20 + [0]
    assert state.paths <= 40
