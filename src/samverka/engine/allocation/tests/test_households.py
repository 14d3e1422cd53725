"""Whoever places households can rely on the plan, on its bound, and on being told what is left."""

import pytest

from samverka.engine.allocation.plan import Stopped
from samverka.engine.allocation.problem import Problem
from samverka.engine.allocation.solving import Method, Settings, solve
from samverka.engine.allocation.verify import verify

from .made_up import best, households, tangled

EXACT = Settings(gap=0.0, seconds=30.0)


def _is_as_told(problem: Problem, plan) -> None:
    verdict = verify(problem, plan)
    assert not verdict.flaws, "\n".join(map(str, verdict.flaws))


@pytest.mark.parametrize("seed", range(40))
def test_no_other_plan_of_a_small_problem_is_better(seed):
    problem = tangled(6, 3, seed)
    plan = solve(problem, EXACT)
    _is_as_told(problem, plan)
    assert (plan.placed, plan.missed, plan.value) == best(problem)
    assert (plan.most, plan.least, plan.bound) == best(problem)
    assert plan.stopped is Stopped.OPTIMAL


@pytest.mark.parametrize("seed", range(20))
def test_a_plain_problem_with_too_few_places_leaves_the_fewest_persons(seed):
    problem = households(7, 3, seed, slack=0.7)
    plan = solve(problem, EXACT)
    _is_as_told(problem, plan)
    assert (plan.placed, 0, plan.value) == best(problem)
    assert plan.most == plan.placed


@pytest.mark.parametrize("method", [Method.HOUSEHOLDS, Method.HIGHS])
def test_a_larger_problem_is_proven_to_the_asked_gap(method):
    problem = households(120, 8, 5, most=100_000)
    plan = solve(problem, Settings(gap=0.002, seconds=60, method=method))
    _is_as_told(problem, plan)
    assert plan.gap <= 0.002
    assert plan.placed == plan.most == problem.heads.sum()
    assert plan.stopped in (Stopped.GAP, Stopped.OPTIMAL)
