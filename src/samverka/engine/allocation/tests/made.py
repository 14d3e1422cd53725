"""Small problems, and honest plans for them by other people's solvers."""

from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import coo_array, csr_array

from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import UNPLACED, Problem
from samverka.engine.allocation.seal import fingerprint


def problem(
    utility, capacity, *, needs=None, barred=None, persons=(), resources=("persons",), **more
) -> Problem:
    """A problem of n × k, one person and one unit of one resource each unless said otherwise."""
    utility = np.array(utility, np.int32)
    n, k = utility.shape
    capacity = np.array(capacity, np.int64).reshape(k, -1)
    whole = Problem(
        cases=tuple(f"case {row + 1:03}" for row in range(n)),
        places=tuple(f"place {column + 1:02}" for column in range(k)),
        resources=tuple(resources),
        utility=utility,
        needs=np.ones((n, 1), np.int64) if needs is None else np.array(needs, np.int64),
        capacity=capacity,
        minimum=np.zeros_like(capacity),
        barred=np.zeros((n, k), np.uint8) if barred is None else np.array(barred, np.uint8),
        persons=np.array(persons, np.int64),
    )
    return replace(whole, **more)


def random_problem(seed: int, *, is_single: bool) -> Problem:
    """Ties, clones, tight and slack room, some pairs barred; households take three resources."""
    chance = np.random.default_rng(seed)
    n, k = int(chance.integers(3, 30)), int(chance.integers(2, 6))
    utility = chance.integers(0, 6, (n, k)) * 10
    barred = (chance.random((n, k)) < 0.15).astype(np.uint8)
    reasons = ("", "no school")
    if is_single:
        room = chance.integers(0, 2 * n // k + 2, (k, 1))
        return problem(utility, room, barred=barred, reasons=reasons)
    persons = chance.integers(1, 6, n)
    pupils = chance.integers(0, 3, n)
    needs = np.stack([persons, pupils, np.ones(n, np.int64)], axis=1)
    room = chance.integers(0, 2 * needs.sum(axis=0) // k + 2, (k, 3))
    resources = ("persons", "school", "homes")
    return problem(
        utility,
        room,
        needs=needs,
        barred=barred,
        persons=persons,
        resources=resources,
        reasons=reasons,
    )


def honest_plan(whole: Problem) -> Plan:
    """The best plan, with the prices of the linear relaxation; without minimums and floors."""
    worth = int(whole.utility.max(initial=0)) * len(whole.cases) + 1
    gain, rows, room, pairs = _as_rows(whole, worth)
    place = np.full(len(whole.cases), UNPLACED, np.int32)
    prices = np.zeros(whole.capacity.shape)
    if len(gain):
        found = milp(
            -gain,
            constraints=LinearConstraint(rows, ub=room),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(gain)),
            options={"mip_rel_gap": 0},
        )
        chosen = pairs[found.x > 0.5]
        place[chosen[:, 0]] = chosen[:, 1]
        relaxed = linprog(-gain, A_ub=rows, b_ub=room, bounds=(0, 1), method="highs-ds")
        prices = -relaxed.ineqlin.marginals[: whole.capacity.size].reshape(whole.capacity.shape)
    at = np.flatnonzero(place != UNPLACED)
    value, placed = int(whole.utility[at, place[at]].sum()), int(whole.heads[at].sum())
    if whole.is_single:
        prices = np.rint(prices).astype(np.int64)
    return Plan(
        place=place,
        value=value,
        bound=value,
        prices=prices,
        method="single" if whole.is_single else "highs",
        stopped=Stopped.OPTIMAL,
        fingerprint=fingerprint(whole, {}),
        placed=placed,
        most=placed,
        worth=float(worth),
        proof="prices" if whole.is_single else "search",
    )


def _as_rows(whole: Problem, worth: int):
    """Gains, rows (k · r of room, then n of one place each) and their limits, and the pairs."""
    n, k, r = whole.shape
    pairs = np.argwhere(whole.barred == 0)
    gain = whole.utility[pairs[:, 0], pairs[:, 1]] + worth * whole.heads[pairs[:, 0]]
    count = np.arange(len(pairs))
    room = coo_array(
        (
            whole.needs[pairs[:, 0]].ravel(),
            (
                (pairs[:, 1][:, None] * r + np.arange(r)).ravel(),
                np.repeat(count, r),
            ),
        ),
        shape=(k * r + n, len(pairs)),
    )
    once = coo_array((np.ones(len(pairs)), (k * r + pairs[:, 0], count)), shape=room.shape)
    limits = np.concatenate([whole.capacity.ravel(), np.ones(n)])
    return gain.astype(float), csr_array(room + once), limits, pairs
