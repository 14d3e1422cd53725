"""How long a sum of counts waits until it reaches its limit: the Markov chain behind `signals`."""

import math
from functools import lru_cache

import numpy as np

_ENOUGH = 1e-12


@lru_cache(maxsize=1_024)
def months(limit: int, reference: int, rate: float, grid: int) -> float:
    """Months until the sum reaches the limit, on average, when it begins at zero.

    :param limit: in steps of the grid, above 0
    :param reference: what a month adds is its count less this, in steps of the grid
    :param rate: arrivals a month, spread as Poisson
    :param grid: steps of one arrival
    """
    chances = _poisson(rate)
    rows = np.arange(limit)
    to = np.maximum(rows[:, None] + grid * np.arange(len(chances)) - reference, 0)
    inside = to < limit
    cells = (rows[:, None] * limit + to)[inside]
    weights = np.broadcast_to(chances, to.shape)[inside]
    moves = np.bincount(cells, weights, minlength=limit * limit).reshape(limit, limit)
    return float(np.linalg.solve(np.eye(limit) - moves, np.ones(limit))[0])


def _poisson(rate: float) -> list[float]:
    """Chances of 0, 1, 2 ... arrivals, until hardly any is left."""
    chances, left, count = [], 1.0, 0
    while left > _ENOUGH or count <= rate:
        chance = math.exp(count * math.log(rate) - rate - math.lgamma(count + 1))
        chances.append(chance)
        left -= chance
        count += 1
    return chances
