"""Whoever places households can rely on the plan, on its bound, and on being told what is left."""

from dataclasses import replace

import numpy as np
import pytest

from samverka.engine.allocation.households import Limits, method
from samverka.engine.allocation.households.model import Ask, Goal, Model
from samverka.engine.allocation.households.run import begin
from samverka.engine.allocation.households.units import units_of
from samverka.engine.allocation.plan import Stopped
from samverka.engine.allocation.problem import Floor, Problem
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


def test_minimums_that_can_be_met_are_met_and_the_value_stays_proven():
    problem = households(200, 10, 8, slack=1.1, most=100_000)
    minimum = (problem.capacity * 0.8).astype(np.int64)
    plan = solve(replace(problem, minimum=minimum), Settings(gap=0.005))
    _is_as_told(replace(problem, minimum=minimum), plan)
    assert plan.missed == plan.least == 0
    assert plan.placed == plan.most == problem.heads.sum()
    assert plan.gap <= 0.005
    assert (plan.prices < 0).any()


def test_a_floor_lifts_its_group_and_costs_the_others():
    problem = households(120, 6, 9, most=1_000)
    group = tuple(range(30))
    usual = solve(problem, Settings(gap=0.001))
    got = problem.utility[group, usual.place[list(group)]].sum()
    floor = Floor("large households", group, int(got / len(group)) + 20)
    floored = replace(problem, floors=(floor,))
    plan = solve(floored, Settings(gap=0.001))
    _is_as_told(floored, plan)
    assert plan.missed == 0
    assert problem.utility[group, plan.place[list(group)]].mean() >= floor.mean
    assert plan.bound < usual.value
    assert plan.lifts[0] > 0


def test_those_near_each_other_share_an_area_and_those_together_a_place():
    problem = households(100, 9, 10, most=100_000)
    bound = replace(
        problem,
        together=((0, 40), (1, 41, 42)),
        near=((2, 3), (4, 40)),
        area=(np.arange(9) % 3).astype(np.int32),
    )
    plan = solve(bound, Settings(gap=0.005))
    _is_as_told(bound, plan)
    assert plan.placed == plan.most == problem.heads.sum()
    assert plan.gap <= 0.005


def test_more_persons_than_room_leaves_no_room_that_a_person_could_have():
    problem = households(300, 8, 11, slack=0.8, most=100_000)
    plan = solve(problem, Settings(gap=0.05, seconds=20))
    _is_as_told(problem, plan)
    assert plan.placed == plan.most < problem.heads.sum()


def test_two_thousand_households_are_proven_without_a_search_of_all_pairs():
    problem = households(2000, 20, 12, slack=1.2, most=1_000_000)
    plan = solve(problem, Settings(gap=0.005))
    _is_as_told(problem, plan)
    assert plan.gap <= 0.005
    assert plan.proof == "prices"


@pytest.mark.parametrize("seed", range(8))
def test_what_is_proven_of_the_best_pair_of_each_household_alone_holds_for_all_plans(seed):
    problem = households(24, 12, seed, slack=1.1, most=100)
    exact = solve(problem, replace(EXACT, method=Method.HIGHS))
    run = begin(problem, Limits(0.0, 300.0, 1, lambda: False), lambda plan: None)
    method._fill_first(run)
    loss = method._losses(run)
    method._prove_core(run, loss <= 0, loss, run.bound)
    assert run.value <= exact.value <= run.bound


def test_a_linear_programme_is_left_when_somebody_stops_it():
    units = units_of(households(200, 8, seed=1))
    every = np.ones(units.worth.shape, bool)

    assert Model(units, every, Ask(Goal.WORTH)).relax() is not None
    assert Model(units, every, Ask(Goal.WORTH, is_over=lambda: True)).relax() is None


def test_a_plan_to_begin_with_saves_the_search_for_how_many_can_be_placed():
    problem = households(60, 5, 4, slack=0.8)
    known = solve(problem, EXACT)
    turned = replace(problem, utility=np.ascontiguousarray(problem.utility[::-1]))
    plan = solve(turned, EXACT, start=known.place, most=known.most)
    _is_as_told(turned, plan)
    anew = solve(turned, EXACT)
    assert (plan.placed, plan.value) == (anew.placed, anew.value)


def test_a_plan_to_begin_with_that_does_not_fit_is_passed_over():
    problem = households(30, 4, 3)
    crowded = np.zeros(30, np.int32)
    assert solve(problem, EXACT, start=crowded).value == solve(problem, EXACT).value
