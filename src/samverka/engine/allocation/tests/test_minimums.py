"""Minimums that can not all be met: what is missed is missed where that is best, and proven so."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import coo_array, eye_array, hstack, vstack

from samverka.engine.allocation.problem import Floor
from samverka.engine.allocation.seal import fingerprint
from samverka.engine.allocation.solving import Settings, solve
from samverka.engine.allocation.verify import FlawKind, verify

from .made import problem

EXACT = Settings(gap=0)


def by_programme(whole):
    """(placed, missed, value) by somebody else's programme; whole where cases are single."""
    n, k, _ = whole.shape
    missing = (k + 2) * (int(whole.utility.max()) + 1)
    pair = np.arange(n * k)
    once = coo_array((np.ones(n * k), (pair // k, pair)), shape=(n, n * k))
    load = coo_array((np.ones(n * k), (pair % k, pair)), shape=(k, n * k))
    rows = vstack([
        hstack([once, coo_array((n, k))]),
        hstack([load, coo_array((k, k))]),
        hstack([-load, -eye_array(k)]),
    ]).tocsr()  # fmt: skip
    limits = np.r_[np.ones(n), whole.capacity[:, 0], -whole.minimum[:, 0]]
    cost = np.r_[-(whole.utility.ravel() + 4.0 * missing), np.full(k, missing)]
    most = np.r_[(whole.barred == 0).ravel(), np.full(k, np.inf)]
    bounds = np.stack([np.zeros(len(most)), most], axis=1)
    found = linprog(cost, A_ub=rows, b_ub=limits, bounds=bounds, method="highs-ds").x
    placed, value = found[: n * k].sum(), whole.utility.ravel() @ found[: n * k]
    return round(placed), round(found[n * k :].sum()), round(value)


def asking_too_much(seed):
    """Some hundred single cases; minimums sum to more than there are, or who may go there."""
    chance = np.random.default_rng(seed)
    n, k = int(chance.integers(150, 500)), int(chance.integers(2, 7))
    utility = chance.integers(0, 1001, (n, k)) + chance.integers(0, 2000, k)
    room = chance.multinomial(int(n * chance.choice([0.8, 1.5, 3])), np.ones(k) / k) + 5
    asked = chance.multinomial(int(1.3 * n), chance.dirichlet(np.ones(k)))
    barred = (chance.random((n, k)) < chance.choice([0, 0.2, 0.7])).astype(np.uint8)
    minimum = np.minimum(asked, room)[:, None]
    return problem(utility, room, barred=barred, reasons=("", "no school"), minimum=minimum)


@pytest.mark.parametrize("seed", range(25))
def test_of_single_cases_no_plan_that_misses_as_little_is_worth_more(seed):
    whole = asking_too_much(seed)

    plan = solve(whole, EXACT)

    assert (plan.placed, plan.missed, plan.value) == by_programme(whole)
    assert verify(whole, plan).is_best


def test_a_minimum_far_beyond_all_cases_is_missed_and_troubles_nothing():
    whole = problem([[305], [375]], [2_000_000_000], minimum=np.array([[43_117_480]]))

    plan = solve(whole, EXACT)

    assert (plan.placed, plan.value, plan.missed) == (2, 680, 43_117_478)
    assert verify(whole, plan).is_best


def household_that_both_places_ask_for():
    """Both are to have two persons, and there are two: worth 9 points at one, 5 at the other."""
    return problem([[5, 9]], [2, 2], needs=[[2]], persons=[2], minimum=np.array([[2], [2]]))


def test_what_is_missed_may_be_missed_elsewhere_so_the_bound_covers_that_too():
    whole = household_that_both_places_ask_for()
    best = solve(whole, EXACT)
    text = dict(best.settings)
    poor = replace(
        best,
        place=np.array([0], np.int32),
        value=5,
        bound=5,
        prices=np.array([[0.0], [2.0]]),
        proof="prices",
        fingerprint=fingerprint(whole, text),
    )
    held = replace(poor, prices=np.array([[-2.0], [0.0]]))

    assert (best.value, best.missed) == (9, 2)
    assert FlawKind.BOUND_NOT_PROVEN in {flaw.kind for flaw in verify(whole, poor).flaws}
    assert FlawKind.BOUND_NOT_PROVEN in {flaw.kind for flaw in verify(whole, held).flaws}


@pytest.mark.parametrize("seed", range(60))
def test_of_households_the_bound_is_never_below_a_plan_that_misses_as_little(seed):
    chance = np.random.default_rng(seed)
    n, k, r = 5, 3, 2
    whole = problem(
        chance.integers(0, 1000, (n, k)),
        chance.integers(0, 9, (k, r)),
        needs=chance.integers(0, 4, (n, r)),
        persons=chance.integers(1, 5, n),
        resources=("persons", "school"),
        floors=(Floor("women", (0, 2), int(chance.integers(0, 900))),),
    )
    whole = replace(whole, minimum=np.minimum(chance.integers(0, 6, (k, r)), whole.capacity))

    plan = solve(whole, EXACT)

    assert (plan.placed, -plan.missed, plan.value) == best_of_all(whole)
    assert plan.bound == plan.value
    assert verify(whole, plan).is_accepted


def best_of_all(whole):
    """(persons, less missed, value) of the best of all plans that there are."""
    n, k, _ = whole.shape
    every = np.indices((k + 1,) * n).reshape(n, -1).T
    at = np.eye(k + 1, dtype=np.int64)[every][:, :, :k]
    load = np.einsum("pnk,nr->pkr", at, whole.needs)
    worth = (at * whole.utility).sum(axis=2)
    missed = np.maximum(whole.minimum - load, 0).sum(axis=(1, 2))
    for floor in whole.floors:
        got = worth[:, list(floor.cases)].sum(axis=1)
        missed += np.maximum(floor.mean * len(floor.cases) - got, 0)
    fits = (load <= whole.capacity).all(axis=(1, 2))
    placed = at.sum(axis=2) @ whole.heads
    return max(
        zip(placed[fits].tolist(), (-missed[fits]).tolist(), worth[fits].sum(axis=1).tolist(),
            strict=True)
    )  # fmt: skip
