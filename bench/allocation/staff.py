"""Staff to sessions beside booking in turn: python -m bench.allocation.staff

Made-up staff of five towns and forty workplaces, with needs of half of twelve modules; sixty
sessions that clash, in four kinds of tightness. Unmet need is what nobody's session meets, of the
need that is there. The same is asked of people who book in the order they come, and in an order
drawn by chance. And: the order of needs, dealt anew a thousand times.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from bench.measure import Row
from samverka.engine.allocation.sessions.in_turn import in_turn, worth
from samverka.engine.allocation.sessions.problem import Problem, faults
from samverka.engine.allocation.sessions.solving import NEAR_ENOUGH, solve
from samverka.engine.allocation.sessions.tests.made_up import term
from samverka.engine.needs.stability import ranks, together

PEOPLE, COMPETENCES, DRAWS = 2_000, 24, 1_000
SEEDS = range(3)
SECONDS, BOOTSTRAP_SECONDS = 10.0, 5.0
# Room for so much of what is needed, and half-days the sessions lie in; fewer clash more.
KINDS = {"little room": (0.4, 20), "room": (0.7, 20), "much room": (1.2, 20), "clashes": (0.7, 8)}


def rows() -> list[Row]:
    """Seconds, gap and unmet need of each kind, and the seconds of the bootstrap."""
    found = []
    for name, (room, slots) in KINDS.items():
        found += _of_kind(name, [term(seed, room=room, slots=slots) for seed in SEEDS])
    return [*found, *_bootstrapped()]


def _of_kind(name: str, terms: list[Problem]) -> list[Row]:
    solved = [_timed(lambda each=each: solve(each, seconds=SECONDS)) for each in terms]
    bookings = [booking for _seconds, booking in solved]
    for each, booking in zip(terms, bookings, strict=True):
        if faults(each, booking.of, booking.held):
            raise AssertionError("A rule is broken, so the time says nothing.")
    ours = sum(_unmet(each, b.worth) for each, b in zip(terms, bookings, strict=True))
    rivals = {
        "first come": [range(PEOPLE)] * len(terms),
        "by chance": [np.random.default_rng(seed).permutation(PEOPLE) for seed in SEEDS],
    }
    title = f"2,000 staff × 60 sessions, {name}"
    return [
        Row(f"{title}: the slowest", max(seconds for seconds, _ in solved), SECONDS, "s"),
        Row(f"{title}: the widest gap", max(b.gap for b in bookings), NEAR_ENOUGH, "of 1"),
        *(
            Row(f"{title}: unmet need beside {rival}", ours, _by(terms, orders), "need")
            for rival, orders in rivals.items()
        ),
    ]


def _by(terms: list[Problem], orders: list) -> float:
    pairs = zip(terms, orders, strict=True)
    return sum(_unmet(each, worth(each, in_turn(each, order))) for each, order in pairs)


def _unmet(problem: Problem, met: int) -> float:
    """What is left when everybody's best session of each module is taken from what is met."""
    modules = np.unique(problem.sessions.module)
    wanted = np.where(problem.wanted, problem.worth, 0)
    best = sum(wanted[:, problem.sessions.module == each].max(axis=1).sum() for each in modules)
    return float(best - met)


def _bootstrapped() -> list[Row]:
    rng = np.random.default_rng(1)
    required = np.full((PEOPLE, COMPETENCES), 3.0)
    current = rng.integers(0, 5, required.shape).astype(float)
    current[rng.random(required.shape) < 0.3] = np.nan
    roles, weights = rng.integers(0, 6, PEOPLE), np.ones(COMPETENCES)
    order = median(
        _timed(lambda: ranks(required, current, weights, roles, rng, draws=DRAWS))[0]
        for _round in range(3)
    )
    areas = _timed(lambda: together(current, 4, rng, draws=DRAWS))[0]
    title = f"{PEOPLE:,} people, {DRAWS:,} deals"
    return [
        Row(f"{title}: order of needs", order, BOOTSTRAP_SECONDS, "s"),
        Row(f"{title}: areas", areas, BOOTSTRAP_SECONDS, "s"),
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    answer = work()
    return time.perf_counter() - started, answer


if __name__ == "__main__":
    for row in rows():
        print(f"{row.name}: {row.ours:.4g} {row.unit}, beside {row.rival:.4g}")
