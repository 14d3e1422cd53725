"""Prices at which each place draws nearly as many cases as it has room for.

Newton's method on the dual of the transportation problem, which is convex and piecewise linear:
D(p) = sum of capacity times price + sum over cases of their best worth less its price. Its slope
at a place is room less load. It has no curvature in a point, but over a step it has: cases whose
two best places are within `reach` of each other will move between them, which gives the matrix of
a graph (a Laplacian) on the places.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.compiling import compiled

from .rows import NO_ARC

Prices = NDArray[np.int64]
_FEW = 8


@dataclass(frozen=True, eq=False)
class View:
    """What cases want at some prices: see `rows.survey_rows`."""

    total: int
    best: NDArray[np.int32]
    second: NDArray[np.int32]
    margin: NDArray[np.int32]
    load: NDArray[np.int64]


Survey = Callable[[Prices], View]


@compiled
def curvature(best, second, margin, reach, matrix):  # type: ignore[no-untyped-def]
    """Write into matrix how many cases will move between each two places per unit of price.

    A boundary between two places has cases on both of its sides, hence the half.
    """
    matrix[:, :] = 0.0
    weight = 0.5 / reach
    for i in range(best.size):
        if margin[i] < reach:
            a = best[i]
            b = second[i]
            matrix[a, b] -= weight
            matrix[b, a] -= weight
            matrix[a, a] += weight
            matrix[b, b] += weight


@compiled
def newton_step(matrix, slope, free, floor, rounds):  # type: ignore[no-untyped-def]
    """The step d with (matrix + floor) d = -slope on the free places, by conjugate gradients."""
    size = slope.size
    step = np.zeros(size)
    rest = np.where(free, -slope, 0.0)
    scale = np.empty(size)
    for j in range(size):
        scale[j] = 1.0 / (matrix[j, j] + floor)
    toward = rest * scale
    toward = np.where(free, toward, 0.0)
    energy = np.sum(rest * toward)
    target = energy * 1e-4
    for _ in range(rounds):
        if energy <= target or energy == 0.0:
            break
        image = floor * toward
        for a in range(size):  # the matrix is symmetric: by rows, so that order is not changed
            weight = toward[a]
            row = matrix[a]
            for b in range(size):
                image[b] += row[b] * weight
        image = np.where(free, image, 0.0)
        length = energy / np.sum(toward * image)
        step += length * toward
        rest -= length * image
        before = energy
        energy = np.sum(rest * rest * scale)
        toward = rest * scale + (energy / before) * toward
    return step


@dataclass(frozen=True)
class Room:
    """What a place may take, (k + 1,) float64 each; parts of persons where only some are asked.

    No price falls below `lowest`: there a minimum is given up.
    """

    least: NDArray[np.float64]
    most: NDArray[np.float64]
    lowest: int = 0

    def of(self, share: float) -> "Room":
        """The room that a share of the cases may take."""
        return Room(self.least * share, self.most * share, self.lowest)

    def slope(self, load: NDArray[np.int64], prices: Prices) -> NDArray[np.float64]:
        """Room less load where a price stands against it; 0 where load and no price agree."""
        over = np.minimum(self.most - load, 0.0)
        under = np.maximum(self.least - load, 0.0)
        at_nothing = np.where(over < 0, over, under)
        return np.where(
            prices > 0, self.most - load, np.where(prices < 0, self.least - load, at_nothing)
        )

    def within(self, before: Prices, after: Prices) -> Prices:
        """A price does not pass nothing in one step, and sinks below it for a minimum only.

        Nor does having no place cost more than a place where a case may not be.
        """
        after = np.where((before > 0) & (after < 0), 0, after)
        after = np.where((before < 0) & (after > 0), 0, after)
        return np.clip(after, np.where(self.least > 0, self.lowest, 0), NO_ARC)

    def cost(self, prices: Prices) -> float:
        """What all room costs at these prices."""
        return float(np.where(prices > 0, self.most, self.least) @ prices)


def descend(
    survey: Survey, room: Room, prices: Prices, reach: float, rounds: int, enough: float
) -> tuple[Prices, float]:
    """Prices with a smaller dual value, and how far off they may be if this was a sample.

    Stops when the loads that are wrong sum to `enough`, after `rounds` surveys, or when no step
    betters anything. How far off: what a load that is wrong by its own root would change.
    """
    matrix = np.empty((prices.size, prices.size))
    now = survey(prices)
    value = room.cost(prices) + now.total
    # Fewer than some cases for each place say little of how loads will move.
    narrow = _narrow(now.margin, prices.size)
    for _ in range(rounds):
        slope = room.slope(now.load, prices)
        if np.abs(slope).sum() <= enough or reach < 1.0:
            break
        curvature(now.best, now.second, now.margin, reach, matrix)
        free = (slope != 0) | (prices != 0)
        floor = max(1e-9, 1e-4 * float(np.trace(matrix)) / prices.size)
        step = np.clip(newton_step(matrix, slope, free, floor, 30), -2 * reach, 2 * reach)
        trial = room.within(prices, np.rint(prices + step).astype(np.int64))
        there = survey(trial)
        if room.cost(trial) + there.total >= value:
            reach *= 0.3
            narrow *= 0.5
            continue
        moved = float(np.sort(np.abs(trial - prices))[int(0.9 * (prices.size - 1))])
        prices, now, value = trial, there, room.cost(trial) + there.total
        reach = max(narrow, min(reach, 2.0 * moved + 1.0))
    curvature(now.best, now.second, now.margin, float(np.median(now.margin)) + 1.0, matrix)
    off = np.sqrt(now.load + 1.0) / (np.diag(matrix) + 1e-9)
    return prices, float(np.quantile(off[now.load > 0], 0.75))


def _narrow(margin: NDArray[np.int32], places: int) -> float:
    """A reach in which there are a few cases for each place."""
    some = margin[:: max(1, margin.size // 4096)]
    return 1.0 + float(np.quantile(some, min(0.5, _FEW * places / margin.size)))
