"""Prices of the places' resources: Newton's method on the dual of the placement problem.

The dual of placing units under capacities is convex, and its slope at prices p is the capacity
less what the units would take if each chose freely. Units that hardly prefer their best place to
the next give the curvature. Steps are kept only if the dual itself, without any smoothing, falls.
For large problems a sample of units under capacities in proportion gives prices to begin with.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import Counts

from .kernels import Floats, dual_pass, exact_gains, newton_step
from .units import Units

SAMPLE = 1_000  # units are enough for a start, and a sample is not worth its time below twice that
SCALE = 256  # prices are told in this part of a unit, so that the proof is in whole numbers
LIMIT = 2**62  # what whole numbers of 64 bits can bear


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices (k, r) ≥ 0, the worth of one person placed, and the dual value there."""

    prices: Floats
    worth: float
    dual: float


def price(units: Units, worth: float, *, seed: int, start: Floats | None = None) -> Prices:
    """Prices that nearly minimise the dual, when each person placed is worth `worth`."""
    n = len(units.worth)
    prices = np.zeros(units.capacity.shape) if start is None else start
    spread = max(float(units.worth.max()), 1.0)
    rows = np.arange(n)
    if start is None and n > 2 * SAMPLE:
        drawn = np.sort(np.random.default_rng(seed).permutation(n)[:SAMPLE])
        prices = _newton(units, drawn, SAMPLE / n, worth, prices, 0.3 * spread).prices
    wide = 0.3 if start is None and n <= 2 * SAMPLE else 0.05
    return _newton(units, rows, 1.0, worth, prices, wide * spread)


def proven(
    units: Units,
    prices: Floats,
    worth: float,
    placed: int,
    lifts: tuple[float, ...] = (),
    reached: NDArray[np.int32] | None = None,
) -> int:
    """What no plan that places at least `placed` persons exceeds; in exact arithmetic.

    Prices, worth and lifts are read in whole parts of `SCALE`: give them as `told` makes them.
    It is about plans that miss no more of minimums and floors, in all, than the plan `reached`:
    wherever they miss it, each unit gives back the greatest price or lift at the most.
    """
    whole = _whole(prices)
    minimum = np.minimum(units.minimum, units.capacity)  # what is above it every plan misses
    room = np.where(whole >= 0, units.capacity, minimum)
    total = sum(
        amount * price
        for amount, price in zip(room.ravel().tolist(), whole.ravel().tolist(), strict=True)
    )
    missed = 0 if reached is None else units.missed(reached)
    missed -= int((units.minimum - minimum).sum()) if missed else 0
    total += missed * -min(0, int(whole.min(initial=0)), *(-round(each * SCALE) for each in lifts))
    for floor, lift in zip(units.floors, lifts, strict=False):
        total -= round(lift * SCALE) * floor.aim
    total += sum(_gains(units, prices, worth, lifts).tolist())
    return int((total - round(worth * SCALE) * placed) // SCALE)


def net_worth(units: Units, prices: Floats, lifts: tuple[float, ...] = ()) -> Counts:
    """(n, k) what each pair is worth beyond its price, lifts counted, in parts of `SCALE`."""
    nets = units.worth * SCALE - units.needs @ _whole(prices).T
    for floor, lift in zip(units.floors, lifts, strict=False):
        nets[floor.rows] += floor.utility * round(lift * SCALE)
    return np.asarray(nets)


def told(prices: Floats) -> Floats:
    """The prices in whole parts of `SCALE`, which a floating number holds exactly."""
    return np.asarray(np.rint(prices * SCALE) / SCALE)


def _whole(prices: Floats) -> Counts:
    return np.asarray(np.rint(prices * SCALE), np.int64)


def _gains(units: Units, prices: Floats, worth: float, lifts: tuple[float, ...]) -> Counts:
    """What each unit, or near group, gains at most beyond what it pays, in parts of `SCALE`."""
    extra, whole = round(worth * SCALE), _whole(prices)
    most = int(units.worth.max(initial=0)) * (SCALE + sum(round(lift * SCALE) for lift in lifts))
    most += extra * int(units.heads.max(initial=1))
    most += int(np.abs(whole).sum(axis=1).max(initial=0)) * int(units.needs.max(initial=0))
    if most * max(4, *(len(group) for group in units.near), 4) > LIMIT:
        raise OverflowError("Prices and needs are too large to prove anything in 64 bits.")
    if not (units.near or lifts):
        return exact_gains(
            units.worth, units.allowed, units.needs, units.heads, extra, whole, SCALE
        )
    nets = net_worth(units, prices, lifts) + (extra * units.heads)[:, None]
    nets[~units.allowed] = -LIMIT
    gains: Counts = np.maximum(nets.max(axis=1), 0)
    for group in units.near:
        gains[list(group)] = 0
        gains[group[0]] = _best_area(units, nets[list(group)])
    return gains


def _best_area(units: Units, nets: Counts) -> int:
    """What a near group gains at most, all of it in one area; 0 where it stays out."""
    best = 0
    for area in np.unique(units.area):
        tops = nets[:, units.area == area].max(axis=1)
        if tops.min() > -LIMIT:
            best = max(best, int(tops.sum()))
    return best


class _Dual:
    """The dual of some of the units; `share` of each capacity is theirs."""

    def __init__(self, units: Units, rows: NDArray[np.int64], share: float, worth: float) -> None:
        everyone = len(rows) == len(units.worth)
        drawn = slice(None) if everyone else rows
        self.utility = np.ascontiguousarray(units.worth[drawn])
        self.allowed = np.ascontiguousarray(units.allowed[drawn])
        self.needs = np.ascontiguousarray(units.needs[drawn])
        self.heads = np.ascontiguousarray(units.heads[drawn])
        self.worth = worth
        self.capacity: Floats = np.asarray(units.capacity * share, np.float64)

    def at(self, prices: Floats, delta: float) -> tuple[float, Floats, Floats]:
        """Value, slope (k·r,) and Hessian."""
        load = np.empty(self.capacity.shape)
        hessian = np.empty((load.size, load.size))
        value = dual_pass(
            self.utility,
            self.allowed,
            self.needs,
            self.heads,
            self.worth,
            self.capacity,
            prices,
            delta,
            load,
            hessian,
        )
        return value, (self.capacity - load).ravel(), hessian


def _newton(
    units: Units,
    rows: NDArray[np.int64],
    share: float,
    worth: float,
    prices: Floats,
    delta: float,
) -> Prices:
    """Newton steps while they gain; `delta`, the width of what counts as near, shrinks."""
    dual = _Dual(units, rows, share, worth)
    enough = 2e-6 * float(units.worth[rows].max(axis=1).sum())
    value, slope, hessian = dual.at(prices, delta)
    damping, idle = 1e-3, 0
    for _ in range(25):
        free = (prices.ravel() > 0) | (slope <= 0)
        found = None
        for _ in range(5):
            step = newton_step(hessian, damping, slope, free, 40)
            there = np.maximum(0.0, prices + step.reshape(prices.shape))
            trial = dual.at(there, 0.6 * delta)
            if trial[0] < value:
                found = there
                break
            damping = max(8 * damping, 1e-3)
        if found is None:
            delta, idle = 0.5 * delta, idle + 1
            value, slope, hessian = dual.at(prices, delta)
        else:
            idle = idle + 1 if value - trial[0] < enough else 0
            prices, delta, damping = found, 0.6 * delta, max(0.4 * damping, 1e-9)
            value, slope, hessian = trial
        if idle > 2:
            break
    return Prices(prices, worth, value)
