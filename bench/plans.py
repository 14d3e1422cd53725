"""A training plan of 2,000 people: its bootstrap of 1,000 draws, and all it is computed from.

It is made by a task with a bar, which counts the draws.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from samverka.engine.needs import areas
from samverka.engine.needs.gaps import needs
from samverka.engine.needs.plan import Module, plan
from samverka.engine.needs.stability import ranks

from .measure import Row

PEOPLE, COMPETENCES, ROLES, DRAWS, MOST_SECONDS = 2_000, 40, 6, 1_000, 5.0
RUNS, SEED = 3, 2016


def rows(_folder: Path) -> list[Row]:
    drawn = np.random.default_rng(SEED)
    roles = drawn.integers(0, ROLES, PEOPLE)
    required = drawn.integers(1, 5, (ROLES, COMPETENCES)).astype(float)[roles]
    current = drawn.integers(0, 5, (PEOPLE, COMPETENCES)).astype(float)
    current[drawn.random(current.shape) < 0.3] = np.nan
    weights = np.ones(COMPETENCES)
    modules = [
        Module(f"m{first}", tuple(range(first, first + 5)), 3, 20, 120, 1, 4)
        for first in range(0, COMPETENCES, 5)
    ]

    def bootstrap() -> None:
        rng = np.random.default_rng(SEED)
        ranks(required, current, weights, roles, rng, draws=DRAWS)

    def whole() -> None:
        needs(required, current, weights, roles)
        bootstrap()
        areas.areas(current, np.random.default_rng(SEED))
        plan(required, current, weights, modules)

    of = f"{PEOPLE} people, {DRAWS} draws"
    return [
        Row(f"bootstrap of a plan, {of}", _seconds(bootstrap), MOST_SECONDS, "s"),
        Row(f"a plan with its areas, {of}", _seconds(whole), MOST_SECONDS, "s"),
    ]


def _seconds(work: Callable[[], None]) -> float:
    """Of processor time, the least of some runs."""
    found = []
    for _run in range(RUNS):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)
