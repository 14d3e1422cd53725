"""Whoever asks for a plan decides when it stops, hears why it did, and gets the same one again."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from samverka.engine.allocation.plan import Stopped
from samverka.engine.allocation.problem import UNPLACED
from samverka.engine.allocation.solving import Method, NotSingle, Settings, solve
from samverka.engine.allocation.verify import verify

from .made_up import households

HARD = Settings(gap=0.0, seconds=600.0)


def _hard():
    """A problem that takes long to prove: as many resources as bind, and nothing to spare."""
    return households(150, 12, 3, slack=1.05, most=1_000_000)


def test_a_feasible_plan_with_its_bound_is_told_before_the_proof():
    told = []
    problem = households(200, 10, 1, most=100_000)
    plan = solve(problem, Settings(gap=0.001), progress=told.append)
    assert len(told) > 1
    assert told[0].value <= plan.value <= plan.bound <= told[0].bound
    for step in told:
        assert step.placed == step.most
        assert (step.place != UNPLACED).all()


def test_each_step_told_is_at_least_as_good_as_the_one_before():
    told = []
    solve(households(200, 10, 1, most=100_000), Settings(gap=0.001), progress=told.append)
    for one, next_one in pairwise(told):
        assert next_one.value >= one.value
        assert next_one.bound <= one.bound


def test_stopping_half_way_answers_the_best_so_far_with_its_gap():
    told = []
    problem = _hard()
    plan = solve(problem, HARD, progress=told.append, stop=lambda: len(told) >= 2)
    assert plan.stopped is Stopped.INTERRUPTED
    assert plan.placed > 0
    assert 0 < plan.gap < 0.05
    assert not verify(problem, plan).flaws


def test_it_stops_at_the_asked_time_and_says_so():
    problem = households(600, 50, 3, slack=1.05, most=1_000_000)
    plan = solve(problem, replace(HARD, seconds=0.5))
    assert plan.stopped is Stopped.TIME
    assert plan.placed > 0
    assert not verify(problem, plan).flaws


def test_it_stops_at_the_asked_gap_and_says_so():
    plan = solve(_hard(), Settings(gap=0.02))
    assert plan.stopped is Stopped.GAP
    assert 0 < plan.gap <= 0.02


def test_the_same_problem_and_seed_give_the_same_plan():
    problem = households(80, 6, 4, most=1_000)
    one, other = (solve(problem, Settings(gap=0.005, seed=7)) for _ in range(2))
    assert np.array_equal(one.place, other.place)
    assert np.array_equal(one.prices, other.prices)
    assert (one.value, one.bound, one.fingerprint) == (other.value, other.bound, other.fingerprint)


def test_the_fingerprint_is_another_when_problem_or_settings_are():
    problem = households(20, 3, 4)
    other_problem = replace(problem, capacity=problem.capacity + 1)
    prints = {
        solve(problem).fingerprint,
        solve(problem, Settings(seed=2)).fingerprint,
        solve(problem, Settings(gap=0.01)).fingerprint,
        solve(other_problem).fingerprint,
    }
    assert len(prints) == 4


def test_single_cases_are_placed_by_the_exact_method_and_others_by_the_other():
    problem = households(30, 4, 2)
    assert solve(problem).method == "households"
    single = replace(
        problem,
        resources=("persons",),
        needs=np.ones((30, 1), np.int64),
        capacity=problem.capacity[:, :1],
        minimum=problem.minimum[:, :1],
        persons=np.ones(30, np.int64),
    )
    plan = solve(single)
    assert (plan.method, plan.gap) == ("single", 0)
    by_other = solve(single, Settings(gap=0, method=Method.HOUSEHOLDS))
    assert by_other.value == plan.value
    with pytest.raises(NotSingle, match="single persons"):
        solve(problem, Settings(method=Method.SINGLE))


@pytest.mark.parametrize("wrong", [{"gap": 1}, {"gap": -0.1}, {"seconds": 0}, {"seed": -1}])
def test_settings_that_can_not_be_meant_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        Settings(**wrong)


def test_needs_counted_in_billions_are_placed_and_proven():
    problem = households(20, 3, 4)
    large = replace(problem, needs=problem.needs * 10**9, capacity=problem.capacity * 10**9)
    plan = solve(large, Settings(gap=0.01))
    assert not verify(large, plan).flaws
