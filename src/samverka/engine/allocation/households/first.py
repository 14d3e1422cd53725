"""A first plan, quickly: fill by price, let those left out go first, then move units about."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import UNPLACED, Counts

from .kernels import Floats, nearest
from .moves import anneal, fill, settle
from .units import Units

ROUNDS = 12  # times that those left out are let first
STRETCHES = 5  # of small moves; after each one it is asked whether it is enough
WIDTH = 4  # nearest columns a unit tries to move to
MOST_SETTLED = 200  # units: with more left out there is no room to be found
ROOMS = 12  # nearest columns where those who make room may go


def filled(units: Units, prices: Floats) -> NDArray[np.int32]:
    """(n,) a plan that fills each place by price, those with most to lose first.

    Whoever is left without a place goes before all others the next time; of the rounds the plan
    with most persons, then most worth, is answered.
    """
    columns, nets = nearest(
        units.worth, units.allowed, units.needs, prices, min(units.worth.shape[1], 2 * ROOMS)
    )
    second = np.where(columns[:, 1] >= 0, nets[:, 1], -np.inf) if columns.shape[1] > 1 else -np.inf
    loss = np.where(columns[:, 0] >= 0, nets[:, 0] - second, 0.0)
    rank = np.zeros(len(loss), np.int64)
    best = np.full(len(loss), UNPLACED, np.int32)
    for _ in range(ROUNDS):
        order = np.lexsort((-loss, -rank))
        place = _fill(units, order, columns)
        best = better(units, best, place)
        left = (place == UNPLACED) & units.placeable
        if not left.any():
            break
        rank[left] += 1
    return best


def _fill(units: Units, order: Counts, columns: NDArray[np.int32]) -> NDArray[np.int32]:
    place = np.full(len(order), UNPLACED, np.int32)
    room = units.capacity.copy()
    fill(order, columns, units.needs, place, room)
    left = order[place[order] == UNPLACED]
    if len(left) and columns.shape[1] < units.worth.shape[1]:
        by_worth = np.argsort(-units.worth[left], axis=1, kind="stable").astype(np.int32)
        every = np.where(np.take_along_axis(units.allowed[left], by_worth, 1), by_worth, -1)
        some, needs = place[left], np.ascontiguousarray(units.needs[left])
        fill(np.arange(len(left)), every.astype(np.int32), needs, some, room)
        place[left] = some
    return place


def settled(
    units: Units, prices: Floats, place: NDArray[np.int32], *, seed: int
) -> NDArray[np.int32]:
    """The plan with those left out let in where others can make room, at whatever loss."""
    left = np.flatnonzero((place == UNPLACED) & units.placeable)
    if not len(left):
        return place
    left = left[np.argsort(-units.heads[left], kind="stable")][:MOST_SETTLED]
    choices, _ = nearest(
        units.worth[left], units.allowed[left], units.needs[left], prices, units.worth.shape[1]
    )
    columns, _ = nearest(
        units.worth, units.allowed, units.needs, prices, min(units.worth.shape[1], 2 * ROOMS)
    )
    place = place.copy()
    numbers = np.array([2 * seed + 0x9E3779B9], np.uint64)
    room = units.capacity - units.loads(place)
    settle(left, columns, choices, units.worth, units.needs, place, room, 40, numbers)
    return place


def moved(
    units: Units,
    prices: Floats,
    place: NDArray[np.int32],
    *,
    seed: int,
    trials: int,
    hot: float,
    is_enough: Callable[[NDArray[np.int32]], bool],
) -> NDArray[np.int32]:
    """A plan at least as good, after `trials` small moves or when the best so far is enough.

    hot is the loss of utility that a move may well have in the beginning; in the end it is a
    hundredth of that.
    """
    width = min(units.worth.shape[1], ROOMS)
    columns, _ = nearest(units.worth, units.allowed, units.needs, prices, width)
    spread = float(units.worth.max(initial=1)) + 1.0
    extra = 4.0 * spread * len(place)
    numbers = np.array([2 * seed + 0x9E3779B9], np.uint64)
    best, walk = place.copy(), place.copy()
    for _ in range(STRETCHES):
        room = units.capacity - units.loads(walk)
        cold = hot / 2.5
        walk = anneal(
            units.worth, units.needs, units.heads, extra, columns, min(WIDTH, width),
            walk, room, hot, cold, trials // STRETCHES, numbers,
        )  # fmt: skip
        best, hot = better(units, best, walk), cold
        if is_enough(best):
            break
    return best


def better(units: Units, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int32]:
    """The plan that places more persons, then the one worth more."""
    if (units.placed(other), units.value(other)) > (units.placed(one), units.value(one)):
        return other
    return one
