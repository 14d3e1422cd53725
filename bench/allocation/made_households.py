"""The made-up households of the benchmark, without any solver."""

import numpy as np

from samverka.engine.allocation.problem import Problem

PLACES = 50
GAP = 0.001
SHARE_OF_SIZE = (0.42, 0.18, 0.14, 0.12, 0.07, 0.04, 0.02, 0.01)


def households(size: int, kind: str, *, places: int = PLACES, seed: int = 1) -> Problem:
    """Made-up households and places."""
    chance = np.random.default_rng([size, places, seed])
    persons = chance.choice(np.arange(1, 9), size, p=SHARE_OF_SIZE)
    school = chance.binomial(persons - 1, 0.55)
    support = np.where(chance.random(size) < 0.15, chance.integers(1, 3, size), 0)
    needs = np.stack([persons, school, support], axis=1).astype(np.int64)
    share = chance.lognormal(0, 1, places)
    room = share[:, None] * chance.uniform(0.8, 1.2, (places, 3))
    capacity = np.ceil(room * (1.05 * needs.sum(axis=0) / room.sum(axis=0))).astype(np.int64)
    return Problem(
        cases=tuple(f"household {row:06}" for row in range(size)),
        places=tuple(f"place {column:03}" for column in range(places)),
        resources=("persons", "school seats", "support places"),
        utility=_utility(size, places, kind, chance),
        needs=needs,
        capacity=capacity,
        minimum=np.zeros_like(capacity),
        barred=np.zeros((size, places), np.uint8),
        persons=persons.astype(np.int64),
    )


def _utility(size: int, places: int, kind: str, chance: np.random.Generator) -> np.ndarray:
    if kind == "random":
        return (chance.random((size, places)) * 1_000_000).astype(np.int32)
    qualities = chance.normal(size=(size, 4)) @ chance.normal(size=(4, places))
    community = chance.random((6, places)) < 0.3
    raw = 0.6 * qualities + 0.8 * community[chance.integers(0, 6, size)] - 1
    utility = (np.round(1 / (1 + np.exp(-raw)), 4) * 1_000_000).astype(np.int32)
    clones = np.flatnonzero(chance.random(size) < 0.2)
    utility[clones] = utility[chance.integers(0, size, len(clones))]
    return utility
