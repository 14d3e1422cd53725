"""Made-up problems of single cases, of kinds that are easy for one method, hard for another."""

import numpy as np

from samverka.engine.allocation.problem import Problem, Utilities

KINDS = ("random", "structured", "ties", "clones")


def single(n: int, k: int, kind: str, *, slack: float = 1.05, seed: int = 0) -> Problem:
    """n cases, k places whose room is heavy-tailed and sums to n times `slack`."""
    chance = np.random.default_rng([n, k, KINDS.index(kind), seed])
    shares = chance.lognormal(0.0, 1.2, k)
    room = np.floor(shares / shares.sum() * n * slack).astype(np.int64)
    room[np.argsort(-shares)[: int(n * slack) - int(room.sum())]] += 1
    return Problem(
        cases=tuple(f"{row:07}" for row in range(n)),
        places=tuple(f"{column:04}" for column in range(k)),
        resources=("persons",),
        utility=_utility(chance, n, k, kind),
        needs=np.ones((n, 1), np.int64),
        capacity=room[:, None],
        minimum=np.zeros((k, 1), np.int64),
        barred=np.zeros((n, k), np.uint8),
    )


def _utility(chance: np.random.Generator, n: int, k: int, kind: str) -> Utilities:
    if kind == "random":  # nothing to learn from one case about another
        return chance.integers(0, 1_000_001, (n, k), dtype=np.int32)
    if kind == "ties":  # ten steps of points, as an officer would give them
        return (chance.integers(0, 11, (n, k), dtype=np.int32) * 100_000).astype(np.int32)
    if kind == "clones":  # groups of a hundred who are all alike
        return np.repeat(_structured(chance, -(-n // 100), k), 100, axis=0)[:n].copy()
    return _structured(chance, n, k)


def _structured(chance: np.random.Generator, n: int, k: int) -> Utilities:
    """Chances in four digits from a few traits and communities of a language: many ties."""
    traits = chance.normal(size=(n, 4)) @ chance.normal(size=(4, k)) * 0.5 - 1.0
    communities = (chance.random((8, k)) < 0.15)[chance.integers(0, 8, n)]
    odds = np.exp(traits + communities)
    return (np.round(odds / (1 + odds), 4) * 1_000_000).astype(np.int32)
