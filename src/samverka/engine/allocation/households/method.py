"""Placing households: how many, how well, and what is proven, until the asked gap or time.

1. Prices by Newton's method on the dual (`pricing.py`) prove a bound; a plan filled by those
   prices and small moves (`first.py`) are the first answer.
2. If that does not place everybody, or minimums, floors or near groups bind, HiGHS settles first
   how many persons can be placed and then how little must be missed, and a linear programme over
   the columns that count gives the prices.
3. A pair whose worth beyond its price lies ρ below the best of its unit can be in no plan worth
   more than bound − ρ. So HiGHS solves only the core of pairs with small ρ, and what it proves
   there, or bound − ρ of the best pair left out if that is more, holds for all. The core grows
   until the gap is proven.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import UNPLACED, Problem

from .first import filled, moved, settled
from .kernels import Flags, Floats
from .model import Answer, Ask, Goal, Model, is_feasible
from .pricing import SCALE, net_worth, price, proven, told
from .run import Limits, Run, begin
from .units import Units, most_by_totals

FULL_MODEL = 30_000  # pairs up to which whole models are given to HiGHS before the last step
FEW = 12  # columns of each unit in models of larger problems
TRIALS = 300  # small moves per unit, within the two limits below
HOT = 2.0  # times what a unit loses on average
LEAST_TRIALS, MOST_TRIALS = 100_000, 3_000_000
ROUGH_GAP = 0.005  # of a plan that only has to show what can be met
NOT_ALLOWED = 2**50  # parts of `SCALE`: more than any pair is worth
# Pairs per unit in the cores that are tried; after these all pairs. The first leaves few units a
# choice, so it is solved at once, and its plan is mostly good enough.
CORES = (1.2, 2.5, 10.0)
LOOKED_IN = (3.0, 10.0)  # the same, when everybody is to be placed and nothing missed


def solve_households(
    problem: Problem,
    limits: Limits,
    tell: Callable[[Plan], None],
    start: NDArray[np.int32] | None = None,
    most: int | None = None,
) -> Plan:
    """The best plan found within the limits, with what is proven about it.

    Calls `tell` with each better plan and each tighter bound. `start` (n,) is a plan to begin
    with, and `most` a proven limit to how many persons can be placed.
    """
    _compile()
    run = begin(problem, limits, tell)
    units = run.units
    if most is not None:
        run.most = min(run.most, most)
    if run.most and not (start is not None and _begin_with(run, start)):
        _fill_first(run)
    if not (units.is_plain and run.placed == run.most):
        _settle(run)
        _price_by_programme(run)
    if not run.is_proven() and units.is_plain and not run.is_over():
        _move(run)
    _prove(run)
    run.close_empty()
    return run.answer(_why_ended(run))


def solve_whole(problem: Problem, limits: Limits, tell: Callable[[Plan], None]) -> Plan:
    """As `solve_households`, but by HiGHS on all pairs at once; the slow way, to compare with."""
    _compile()
    run = begin(problem, limits, tell)
    if run.most:
        everything = np.ones(run.units.worth.shape, bool)
        _settle(run)
        _price_by_programme(run)
        _prove_core(run, everything, _losses(run), run.bound or 0)
    run.close_empty()
    return replace(run.answer(_why_ended(run)), method="highs")


@cache
def _compile() -> None:
    """Have Numba compile all loops, or load them, so that it takes nothing of the asked time."""
    two, none = np.ones((2, 2), np.int64), np.zeros((2, 2), np.int64)
    units = Units(
        worth=two,
        allowed=two > 0,
        needs=two,
        heads=two[0],
        capacity=two,
        minimum=none,
        near=(),
        area=np.zeros(0, np.int32),
        floors=(),
        member=np.arange(2),
    )
    prices = told(price(units, 1.0, seed=0).prices)
    proven(units, prices, 1.0, 0)
    place = settled(units, prices, filled(units, prices) * 0 + UNPLACED, seed=0)
    moved(units, prices, place, seed=0, trials=100, hot=1.0, is_enough=lambda _: False)


def _why_ended(run: Run) -> Stopped:
    if run.most == run.placed and run.least == run.missed:
        if run.bound == run.value:
            return Stopped.OPTIMAL
        if run.is_proven():
            return Stopped.GAP
    return Stopped.INTERRUPTED if run.has_been_stopped else Stopped.TIME


def _begin_with(run: Run, start: NDArray[np.int32]) -> bool:
    """Whether the plan places as many as can be, so that only how well is left to find."""
    place = np.full(len(run.place), UNPLACED, np.int32)
    place[run.units.member] = start
    if (place[run.units.member] != start).any() or not is_feasible(run.units, place):
        return False
    run.place = place
    if run.placed < run.most:
        return False
    _price_by_programme(run)
    return True


def _fill_first(run: Run) -> None:
    """Prices without minimums and floors, and a plan filled by them."""
    units, seed = run.units, run.limits.seed
    run.worth = 10.0 * float(units.worth.max(initial=1) + 1)
    found = price(units, run.worth, seed=seed)
    run.prices = told(found.prices)
    place = filled(units, run.prices)
    if not units.near:
        place = settled(units, run.prices, place, seed=seed)
    if is_feasible(units, place):
        run.place = place
    if units.placed(place) < run.most:
        run.most = max(run.placed, min(run.most, most_by_totals(units)))
    if units.is_plain and run.placed == run.most:
        run.worth = _least_worth(units, run.prices)
        run.lower(proven(units, run.prices, run.worth, run.placed), "prices")
        run.plan()


def _least_worth(units: Units, prices: Floats) -> float:
    """The least worth of a person at which nobody gains by staying out."""
    nets = np.where(units.allowed, net_worth(units, prices), np.iinfo(np.int64).min).max(axis=1)
    can = units.placeable
    needed = -(nets[can] // units.heads[can])
    return max(0, int(needed.max(initial=0))) / SCALE


def _move(run: Run) -> None:
    """Small moves from the plan so far, the wider the further it is from what is proven."""
    count = len(run.place)
    loss = ((run.bound or run.value) - run.value) / count
    run.keep(
        moved(
            run.units,
            run.prices,
            run.place,
            seed=run.limits.seed,
            trials=min(max(TRIALS * count, LEAST_TRIALS), MOST_TRIALS),
            hot=HOT * loss + 1.0,
            is_enough=lambda place: run.is_over() or run.would_do(place),
        )
    )


# --- How many persons, how little missed --------------------------------------------------------


def _settle(run: Run) -> None:
    """Have HiGHS say how many persons can be placed, then how little must be missed."""
    keep = _columns(run)
    whole = bool(keep.all())
    if not run.units.is_plain:
        _try_everything(run, keep)
    if run.placed < run.most:
        answer = _ask(run, keep, Ask(Goal.PERSONS, placed=run.placed), share=0.3)
        run.keep(answer.place)
        if whole and np.isfinite(answer.bound):
            run.most = max(run.placed, min(run.most, int(np.floor(answer.bound + 1e-6))))
    if run.missed:
        answer = _ask(run, keep, Ask(Goal.MISSED, placed=run.placed), share=0.4)
        run.keep(answer.place)
        if whole and np.isfinite(answer.bound):
            run.least = max(0, min(run.missed, int(np.ceil(answer.bound - 1e-6))))


def _try_everything(run: Run, keep: Flags) -> None:
    """Look for a plan that places everybody and misses nothing: mostly there is one, and then
    there is nothing to settle."""
    ask = Ask(
        Goal.WORTH,
        run.most,
        0,
        gap=ROUGH_GAP,
        seconds=max(0.05, 0.2 * run.seconds_left),
        is_over=run.is_over,
    )
    duals = Model(run.units, keep, ask).relax()
    if duals is None:
        return
    run.prices = told(duals.prices)
    run.worth, run.lifts = _part(duals.worth), tuple(_part(lift) for lift in duals.lifts)
    loss = _losses(run)
    for share in LOOKED_IN:
        core = keep & (loss <= _reach(loss, share))
        run.keep(_ask(run, core, ask, share=0.3).place)
        if run.placed == run.most and not run.missed:
            return


def _columns(run: Run) -> Flags:
    """All pairs of a small problem; of a larger one those that are likely to count."""
    units = run.units
    if units.worth.size <= FULL_MODEL:
        return np.ones(units.worth.shape, bool)
    nets = net_worth(units, run.prices)
    keep = _nearest_pairs(units, nets, FEW)
    loss = np.where(units.allowed, nets - nets.max(axis=1, keepdims=True), -NOT_ALLOWED)
    few = min(len(loss), 1 + FEW * len(loss) // loss.shape[1])
    for column in np.flatnonzero(units.minimum.any(axis=1)):
        keep[np.argpartition(-loss[:, column], few - 1)[:few], column] = True
    for group in units.near:
        keep[list(group)] = True
    return _with_plan(run, keep)


def _nearest_pairs(units: Units, nets: NDArray[np.int64], count: int) -> Flags:
    nets = np.where(units.allowed, nets, np.iinfo(np.int64).min)
    count = min(count, nets.shape[1])
    least = np.partition(nets, -count, axis=1)[:, -count]
    return np.asarray(nets >= least[:, None])


def _with_plan(run: Run, keep: Flags) -> Flags:
    at = np.flatnonzero(run.place != UNPLACED)
    keep[at, run.place[at]] = True
    return keep


def _ask(run: Run, keep: Flags, ask: Ask, *, share: float = 1.0) -> Answer:
    if run.is_over():
        return Answer(None, float("inf"), False)
    ask = replace(ask, seconds=max(0.05, share * run.seconds_left), is_over=run.is_over)
    return Model(run.units, keep, ask).solve(run.place if run.placed else None)


# --- Prices where more than capacities bind -----------------------------------------------------


def _price_by_programme(run: Run) -> None:
    """Prices, worth and lifts from linear programmes, more columns each time as prices ask."""
    units, keep = run.units, _columns(run)
    for _ in range(4):
        if run.is_over():
            break
        ask = Ask(
            Goal.WORTH,
            run.placed,
            run.missed,
            seconds=max(0.05, 0.5 * run.seconds_left),
            is_over=run.is_over,
        )
        duals = Model(units, keep, ask).relax()
        if duals is None:
            break
        prices, lifts = told(duals.prices), tuple(_part(lift) for lift in duals.lifts)
        for worth in (_part(duals.worth), _least_worth(units, prices)):
            bound = proven(units, prices, worth, run.placed, lifts, run.place)
            if run.bound is None or bound < run.bound:
                run.prices, run.worth, run.lifts = prices, worth, lifts
            run.lower(bound, "prices")
        wider = keep | _nearest_pairs(units, net_worth(units, prices, lifts), 3)
        if (wider == keep).all():
            break
        keep = wider
    if run.bound is None:
        run.lower(run.answer(Stopped.TIME).bound, "prices")
    run.plan()


def _part(number: float) -> float:
    return round(number * SCALE) / SCALE


# --- The proof ----------------------------------------------------------------------------------


def _prove(run: Run) -> None:
    """Solve cores that grow, until the gap is proven or all pairs are in."""
    if run.bound is None or not run.placed:
        return
    loss = _losses(run)
    proven_by_prices = run.bound
    for share in (*CORES, None):
        if run.is_proven() or run.is_over():
            return
        keep = loss <= _reach(loss, share)
        _prove_core(run, keep, loss, proven_by_prices)
        if keep[run.units.allowed].all():
            return
        if run.units.is_plain and not run.is_proven():
            _move(run)


def _prove_core(run: Run, keep: Flags, loss: NDArray[np.int64], bound: int) -> None:
    """Solve one core; `bound` is what the prices prove of all pairs, of which each loses some."""
    keep = _with_plan(run, keep)
    outside = loss[~keep & run.units.allowed]
    out = bound - int(outside.min()) // SCALE if outside.size else 0
    target = (1 - run.limits.gap) * bound
    # A little of the gap is left for the rounding of the bound.
    ask = Ask(Goal.WORTH, run.placed, run.missed, 0.95 * run.limits.gap, target)
    answer = _ask(run, keep, ask)
    run.keep(answer.place)
    if np.isfinite(answer.bound):
        inside = int(np.floor(answer.bound * (1 + 1e-9) + 1e-3))
        run.lower(max(inside, out), "search")
        run.plan()


def _losses(run: Run) -> NDArray[np.int64]:
    """(n, k) what of the bound a plan loses by a pair, in parts of `SCALE`."""
    nets = net_worth(run.units, run.prices, run.lifts)
    nets = nets + (round(run.worth * SCALE) * run.units.heads)[:, None]
    nets[~run.units.allowed] = -NOT_ALLOWED
    best = nets.max(axis=1, initial=0)
    loss = np.asarray(best[:, None] - nets)
    for group in run.units.near:
        loss[list(group)] = _near_losses(nets[list(group)], run.units.area)
    return loss


def _near_losses(nets: NDArray[np.int64], area: NDArray[np.int32]) -> NDArray[np.int64]:
    """(m, k) what a near group loses by having one of its units at a place, so all in its area."""
    brought = np.empty_like(nets)
    best = 0
    for each in np.unique(area):
        inside = area == each
        tops = nets[:, inside].max(axis=1)
        best = max(best, int(tops.sum()))
        brought[:, inside] = tops.sum() - tops[:, None] + nets[:, inside]
    return np.asarray(best - brought)


def _reach(loss: NDArray[np.int64], share: float | None) -> int:
    """Pairs that lose no more than this are in the core, so that it has `share` pairs per unit."""
    if share is None or share * len(loss) >= loss.size:
        return int(loss.max())
    count = int(share * len(loss))
    return int(np.partition(loss.ravel(), count)[count])
