"""What prices prove about all plans, in whole numbers: weak duality, whatever the prices are.

Used by the verifier alone. Prices, lifts and worth that a solver found are read as they are, in
binary fractions; any such numbers prove some bound, so rounding them proves a little less and is
never wrong. All sums are then of whole numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .plan import Plan
from .problem import UNPLACED, Problem

# Shares of a unit that prices are read in: at most 2 ** -24, less where numbers are large.
FINEST = 24
ROOM = 2**62
BLOCK = 4096
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class _Scaled:
    """Prices and lifts in whole numbers, `scale` to a unit of utility."""

    scale: int
    prices: Whole
    lifts: Whole  # (n,) of each case: the sum of the lifts of its floors


def price_bound(
    problem: Problem, plan: Plan, aims: Sequence[int], missed: int, persons: int
) -> tuple[Fraction, Fraction]:
    """What the plan's prices and lifts prove about plans that place at least `persons`.

    With prices p, lifts λ and a worth μ per person no such plan that misses at most `missed` of
    minimums and floors in all is worth more than

        Σ_jr (p_jr · capacity_jr, or p_jr · minimum_jr where p_jr < 0)
        − Σ_f λ_f · aim_f − μ · persons
        + missed · the greatest of all λ_f and all −p_jr
        + Σ_c max(0, μ · persons_c + most that c brings at one place, prices paid)

    over components c: a case, cases that go together, or cases that go near, counted by areas.
    Of a place only those resources and pairs count which the case may use and which hold it alone.

    :param aims: per floor, the sum of utility that it asks for
    :param missed: how much of minimums and floors plans may miss in all
    :return: the least over all μ ≥ 0, and the bound at the plan's own worth plus nothing else
        changed; both in units of utility, exact
    """
    scaled = _scaled(problem, plan)
    minimum = np.minimum(problem.minimum, problem.capacity)  # what is above it every plan misses
    missed -= int((problem.minimum - minimum).sum())
    fixed = sum(
        int(price) * int(room if price > 0 else least)
        for price, room, least in zip(
            scaled.prices.flat, problem.capacity.flat, minimum.flat, strict=True
        )
    )
    lifts = [int(_whole(lift, scaled.scale)) for lift in plan.lifts]
    fixed -= sum(lift * aim for lift, aim in zip(lifts, aims, strict=False))
    fixed += missed * max(0, -int(scaled.prices.min(initial=0)), *lifts)
    best, heads = _components(problem, scaled)
    least = Fraction(fixed) + _least_over_worth(best, heads, persons)
    own = Fraction(max(plan.worth, 0.0)) * scaled.scale
    at_worth = fixed - own * persons + _positive(best, heads, own)
    return least / scaled.scale, at_worth / scaled.scale


def _scaled(problem: Problem, plan: Plan) -> _Scaled:
    """As fine as whole numbers of 64 bits bear; the coarsest is one unit."""
    lifts = np.zeros(len(problem.cases))
    for floor, lift in zip(problem.floors, plan.lifts, strict=False):
        lifts[list(floor.cases)] += max(lift, 0.0)
    prices = np.asarray(plan.prices, np.float64)
    is_whole = bool((prices == np.rint(prices)).all() and (lifts == np.rint(lifts)).all())
    scale = 1 if is_whole else 2**FINEST
    largest = _largest(problem, prices, lifts)
    while scale > 1 and largest * scale > ROOM:
        scale //= 2
    whole = plan.prices if np.issubdtype(plan.prices.dtype, np.integer) else prices * scale
    if np.issubdtype(plan.prices.dtype, np.integer) and scale > 1:
        whole = plan.prices.astype(np.int64) * scale
    return _Scaled(scale, np.rint(whole).astype(np.int64), _lifts(problem, plan, scale))


def _lifts(problem: Problem, plan: Plan, scale: int) -> Whole:
    lifts = np.zeros(len(problem.cases), np.int64)
    for floor, lift in zip(problem.floors, plan.lifts, strict=False):
        lifts[list(floor.cases)] += _whole(lift, scale)
    return lifts


def _whole(lift: float, scale: int) -> int:
    return round(Fraction(max(lift, 0.0)) * scale)


def _largest(problem: Problem, prices: NDArray[np.float64], lifts: NDArray[np.float64]) -> float:
    """No number that one component gives is larger than this, in units."""
    members = max((len(group) for group in (*problem.together, *problem.near)), default=1)
    utility = float(problem.utility.max(initial=0)) * (1 + float(lifts.max(initial=0.0)))
    paid = float(problem.needs.max(initial=0)) * float(np.abs(prices).sum(axis=1).max(initial=0.0))
    return 4 * members * (utility + paid + 1)


# --- What each component brings at most ---------------------------------------------------------


def _components(problem: Problem, scaled: _Scaled) -> tuple[list[int], list[int]]:
    """What each component brings at most at one place, prices paid, and its persons.

    Those that may go nowhere are left out.
    """
    bound = {row for group in (*problem.together, *problem.near) for row in group}
    alone = np.array([row for row in range(len(problem.cases)) if row not in bound], np.int64)
    best: list[int] = []
    heads: list[int] = []
    for start in range(0, len(alone), BLOCK):
        rows = alone[start : start + BLOCK]
        brings, allowed = _brings(problem, scaled, rows)
        top = np.where(allowed, brings, np.iinfo(np.int64).min).max(axis=1)
        has = allowed.any(axis=1)
        best += top[has].tolist()
        heads += problem.heads[rows[has]].tolist()
    for component in _bound_components(problem):
        found = _best_of(problem, scaled, component)
        if found is not None:
            best.append(found)
            heads.append(int(problem.heads[[row for unit in component for row in unit]].sum()))
    return best, heads


def _brings(
    problem: Problem, scaled: _Scaled, rows: NDArray[np.int64]
) -> tuple[Whole, NDArray[np.bool_]]:
    """(rows, k) what cases bring at each place, prices paid, and whether they may be there."""
    factor = scaled.scale + scaled.lifts[rows]
    brings = problem.utility[rows] * factor[:, None]
    allowed = problem.barred[rows] == 0
    for need, price, room in zip(
        problem.needs[rows].T, scaled.prices.T, problem.capacity.T, strict=True
    ):
        brings -= need[:, None] * price[None, :]
        allowed &= need[:, None] <= room[None, :]
    return brings, allowed


def _bound_components(problem: Problem) -> list[list[tuple[int, ...]]]:
    """Components of more than one case: each a list of units, a unit being one case or those
    that go together."""
    unit_of = {row: group for group in problem.together for row in group}
    links: dict[tuple[int, ...], set[tuple[int, ...]]] = defaultdict(set)
    for group in problem.together:
        links[group] |= {group}
    for group in problem.near:
        units = {unit_of.get(row, (row,)) for row in group}
        for unit in units:
            links[unit] |= units
    found, seen = [], set[tuple[int, ...]]()
    for start in links:
        if start not in seen:
            component = _reached(start, links)
            seen |= component
            found.append(sorted(component))
    return found


def _reached(
    start: tuple[int, ...], links: dict[tuple[int, ...], set[tuple[int, ...]]]
) -> set[tuple[int, ...]]:
    reached, open_ones = {start}, [start]
    while open_ones:
        for unit in links[open_ones.pop()] - reached:
            reached.add(unit)
            open_ones.append(unit)
    return reached


def _best_of(problem: Problem, scaled: _Scaled, units: list[tuple[int, ...]]) -> int | None:
    """What a component brings at most: every unit at one place, all of them in one area."""
    rows = [_unit(problem, scaled, unit) for unit in units]
    columns = range(len(problem.places))
    areas = problem.area.tolist() if len(units) > 1 else [0] * len(problem.places)
    best: int | None = None
    for area in set(areas):
        inside = [column for column in columns if areas[column] == area]
        known = [[worth for j in inside if (worth := row[j]) is not None] for row in rows]
        if all(known):
            total = sum(map(max, known))
            best = total if best is None else max(best, total)
    return best


def _unit(problem: Problem, scaled: _Scaled, unit: tuple[int, ...]) -> list[int | None]:
    """What a unit brings at each place; None where it may not be."""
    rows = np.array(unit, np.int64)
    brings, allowed = _brings(problem, scaled, rows)
    fits = (problem.needs[rows].sum(axis=0) <= problem.capacity).all(axis=1)
    sums, open_to = brings.sum(axis=0).tolist(), (allowed.all(axis=0) & fits).tolist()
    return [total if is_open else None for total, is_open in zip(sums, open_to, strict=True)]


# --- The worth of a person ----------------------------------------------------------------------


def _positive(best: Iterable[int], heads: Iterable[int], worth: Fraction) -> Fraction:
    """Σ max(0, best + worth · heads), exact."""
    up, down = worth.numerator, worth.denominator
    return Fraction(
        sum(max(0, brings * down + up * count) for brings, count in zip(best, heads, strict=True)),
        down,
    )


def _least_over_worth(best: list[int], heads: list[int], persons: int) -> Fraction:
    """The least over μ ≥ 0 of Σ max(0, best + μ · heads) − μ · persons.

    It is convex and bends where a component begins to bring something, at μ = −best / heads; its
    slope there is the persons of those that do, less `persons`. So the least is at the first bend
    from which the slope is not negative, or at zero.
    """
    bends = sorted(
        (Fraction(-brings, count), count)
        for brings, count in zip(best, heads, strict=True)
        if brings < 0
    )
    slope = sum(count for brings, count in zip(best, heads, strict=True) if brings >= 0) - persons
    worth = Fraction(0)
    for bend, count in bends:
        if slope >= 0:
            break
        worth = bend
        slope += count
    return _positive(best, heads, worth) - worth * persons


# --- How many can be placed ---------------------------------------------------------------------


def most_by_reach(problem: Problem, place: NDArray[np.int64]) -> int:
    """No plan places more persons than this.

    Of single cases it is exact: from those without a place one walks to every place they may have,
    from a full place to those who are there and on to where these may be (alternating paths). If
    every place so reached is full, those places cannot hold more, and all others who could be
    elsewhere are (König's theorem). Otherwise it is the number of persons who may be somewhere.
    """
    allowed = problem.barred == 0
    for need, room in zip(problem.needs.T, problem.capacity.T, strict=True):
        allowed &= need[:, None] <= room[None, :]
    can = allowed.any(axis=1)
    everybody = int(problem.heads[can].sum())
    if not problem.is_single:
        return everybody
    taken = np.bincount(place[place != UNPLACED], minlength=len(problem.places))
    is_full = taken >= problem.capacity[:, 0]
    reached = allowed[(place == UNPLACED) & can].any(axis=0)
    while True:
        if not is_full[reached].all():
            return everybody
        through = (place != UNPLACED) & reached[place]
        wider = reached | allowed[through].any(axis=0)
        if (wider == reached).all():
            return int((place != UNPLACED).sum())
        reached = wider
