"""Whether a plan is what it says: computed anew, in whole numbers, by code of its own.

Nothing here is shared with the methods that find plans: only the problem and the plan are read,
and `seal.py` makes the fingerprint of both. A mistake in a solver can therefore not hide itself:
whatever prices it found, right or wrong, what they prove is computed here from the problem alone
(`bounds.py`), and compared with what is said.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor as rounded_down

import numpy as np
from numpy.typing import NDArray

from samverka import __version__

from .bounds import most_by_reach, price_bound
from .plan import Plan, Stopped
from .problem import UNPLACED, Counts, Problem
from .seal import fingerprint


class FlawKind(StrEnum):
    """What can be wrong with a plan."""

    SHAPE = "The plan is not of the shape of the problem: {said} where {found} is needed."
    NO_SUCH_PLACE = "{case} is given place number {said}, which there is not."
    BARRED = "{case} is at {place}, which is not allowed."
    OVER_CAPACITY = "{place} has {found} {resource}, and {said} are placed there."
    PARTED = "{case} must have the same place as {place}, and has not."
    NOT_NEAR = "{case} must have a place in the same area as {place}, and has not."
    PLACED = "The plan says that {said} persons are placed, and it places {found}."
    VALUE = "The plan says that its value is {said}, and it is {found}."
    MISSED = "The plan says that minimums and floors are missed by {said}, and it is {found}."
    PRICE = "A price is not a finite number."
    BOUND_TOO_LOW = (
        "The plan says that no plan is worth more than {said}, and it is worth {found}."
    )
    BOUND_NOT_PROVEN = "The prices prove a bound of {found}, and the plan says {said}."
    MOST_TOO_LOW = (
        "The plan says that no more than {said} persons can be placed: it places {found}."
    )
    MOST_NOT_PROVEN = "The plan says that at most {said} persons can be placed; proven is {found}."
    LEAST_TOO_HIGH = "The plan says that at least {said} must be missed, and it misses {found}."
    NOT_OPTIMAL = "The plan says that nothing better exists, and its own bounds leave room."
    FINGERPRINT = "The plan was not made from this problem with these settings."


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong: its kind, and what it is about.

    said and found are what the plan says and what was computed, in units of the matter.
    """

    kind: FlawKind
    case: str = ""
    place: str = ""
    resource: str = ""
    said: int = 0
    found: int = 0

    def __str__(self) -> str:
        """One plain English sentence."""
        return self.kind.value.format(
            case=self.case,
            place=self.place,
            resource=self.resource,
            said=self.said,
            found=self.found,
        )


@dataclass(frozen=True)
class Verdict:
    """What was found.

    flaws     everything that is wrong; none means that the plan is accepted
    placed    persons placed
    most      no plan places more, proven here
    value     sum of utility
    bound     no plan that places as many is worth more, proven here from the prices; None where
              the prices cannot be read
    by_search the plan's own bound or `most` is lower than what prices prove: a search through
              branches found it, and only a search can find it again
    missed    how much minimums and floors are missed
    """

    flaws: tuple[Flaw, ...]
    placed: int
    most: int
    value: int
    bound: int | None
    by_search: bool
    missed: int

    @property
    def is_accepted(self) -> bool:
        """Whether nothing is wrong."""
        return not self.flaws

    @property
    def is_best(self) -> bool:
        """Whether it is proven here, by prices alone, that nothing better exists."""
        return self.bound == self.value and self.most == self.placed and self.is_accepted


def verify(problem: Problem, plan: Plan, *, version: str = __version__) -> Verdict:
    """Check everything a plan says about a problem.

    Feasibility, counts, value and bound are computed in whole numbers without rounding; nothing is
    trusted but the problem. Time grows as n · k · r.

    :param version: the version of Samverka that made the plan, which is part of its fingerprint
    """
    shape = _shape(problem, plan)
    if shape:
        return Verdict(shape, 0, 0, 0, None, False, 0)
    place = plan.place.astype(np.int64)
    flaws = [*_feasible(problem, place)]
    persons, value = _persons(problem, place), _value(problem, place)
    taken = loads(problem, place)
    missed = _missed(problem, place, taken)
    for kind, said, found in (
        (FlawKind.PLACED, plan.placed, persons),
        (FlawKind.VALUE, plan.value, value),
        (FlawKind.MISSED, plan.missed, missed),
    ):
        if said != found:
            flaws.append(Flaw(kind, said=said, found=found))
    most, bound = _proven(problem, plan, place, missed, persons)
    by_search = bound is not None and (plan.bound < bound or plan.most < most)
    flaws += _claims(problem, plan, persons, value, missed, most, bound)
    if plan.fingerprint != fingerprint(problem, plan.settings, version):
        flaws.append(Flaw(FlawKind.FINGERPRINT))
    return Verdict(tuple(flaws), persons, most, value, bound, by_search, missed)


def loads(problem: Problem, place: NDArray[np.int64]) -> Counts:
    """(k, r) how much of each resource is taken at each place."""
    taken = np.zeros(problem.capacity.shape, np.int64)
    for column in range(problem.capacity.shape[0]):
        taken[column] = problem.needs[place == column].sum(axis=0)
    return taken


def _shape(problem: Problem, plan: Plan) -> tuple[Flaw, ...]:
    """Faults that make the rest unreadable."""
    n, k, _ = problem.shape
    if plan.place.shape != (n,):
        return (Flaw(FlawKind.SHAPE, said=plan.place.size, found=n),)
    if plan.prices.shape != problem.capacity.shape:
        return (Flaw(FlawKind.SHAPE, said=plan.prices.size, found=problem.capacity.size),)
    wrong = np.flatnonzero((plan.place < UNPLACED) | (plan.place >= k))
    return tuple(
        Flaw(FlawKind.NO_SUCH_PLACE, case=problem.cases[row], said=int(plan.place[row]))
        for row in wrong.tolist()
    )


def _feasible(problem: Problem, place: NDArray[np.int64]) -> list[Flaw]:
    flaws = []
    at = np.flatnonzero(place != UNPLACED)
    for row in at[problem.barred[at, place[at]] != 0].tolist():
        flaws.append(Flaw(FlawKind.BARRED, problem.cases[row], problem.places[place[row]]))
    taken = loads(problem, place)
    for column, resource in np.argwhere(taken > problem.capacity).tolist():
        flaws.append(
            Flaw(
                FlawKind.OVER_CAPACITY,
                place=problem.places[column],
                resource=problem.resources[resource],
                said=int(taken[column, resource]),
                found=int(problem.capacity[column, resource]),
            )
        )
    return flaws + _bound_cases(problem, place)


def _bound_cases(problem: Problem, place: NDArray[np.int64]) -> list[Flaw]:
    """Cases that are not where those are whom they must be with, or near."""
    flaws = []
    for group in problem.together:
        for row in group[1:]:
            if place[row] != place[group[0]]:
                flaws.append(Flaw(FlawKind.PARTED, problem.cases[row], problem.cases[group[0]]))
    for group in problem.near:
        areas = [_area(problem, int(place[row])) for row in group]
        for row, area in zip(group[1:], areas[1:], strict=True):
            if area != areas[0]:
                flaws.append(Flaw(FlawKind.NOT_NEAR, problem.cases[row], problem.cases[group[0]]))
    return flaws


def _area(problem: Problem, column: int) -> int | None:
    return None if column == UNPLACED else int(problem.area[column])


def _persons(problem: Problem, place: NDArray[np.int64]) -> int:
    return int(problem.heads[place != UNPLACED].sum())


def _value(problem: Problem, place: NDArray[np.int64]) -> int:
    at = np.flatnonzero(place != UNPLACED)
    return int(problem.utility[at, place[at]].sum(dtype=np.int64))


def _floors(problem: Problem, place: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Per floor the sum of utility that is reached, and the sum that is aimed at."""
    found = []
    for floor in problem.floors:
        rows = [row for row in floor.cases if place[row] != UNPLACED]
        got = sum(int(problem.utility[row, place[row]]) for row in rows)
        found.append((got, floor.mean * len(floor.cases)))
    return found


def _missed(problem: Problem, place: NDArray[np.int64], taken: Counts) -> int:
    short = int(np.maximum(problem.minimum - taken, 0).sum())
    return short + sum(max(0, aim - got) for got, aim in _floors(problem, place))


def _proven(
    problem: Problem, plan: Plan, place: NDArray[np.int64], missed: int, persons: int
) -> tuple[int, int | None]:
    """How many persons can be placed at most, and what the value can be at most."""
    reach = most_by_reach(problem, place)
    if not np.isfinite(np.asarray(plan.prices, np.float64)).all():
        return reach, None
    aims = [aim for _, aim in _floors(problem, place)]
    bound, at_worth = price_bound(problem, plan, aims, missed, persons)
    most = reach
    if plan.worth > 0 and (plan.prices >= 0).all() and not any(plan.lifts):
        # Value + worth · (persons - those placed) ≤ the bound at that worth, of every plan: no
        # minimum and no floor is in it. And no value is below zero.
        most = min(most, persons + rounded_down(at_worth / Fraction(plan.worth)))
    return max(most, persons), rounded_down(bound)


def _claims(
    problem: Problem,
    plan: Plan,
    persons: int,
    value: int,
    missed: int,
    most: int,
    bound: int | None,
) -> list[Flaw]:
    """What the plan says about all other plans."""
    flaws = []
    if plan.bound < value:
        flaws.append(Flaw(FlawKind.BOUND_TOO_LOW, said=plan.bound, found=value))
    if bound is None:
        flaws.append(Flaw(FlawKind.PRICE))
    elif plan.bound < bound and (plan.proof == "prices" or problem.is_single):
        flaws.append(Flaw(FlawKind.BOUND_NOT_PROVEN, said=plan.bound, found=bound))
    if plan.most < persons:
        flaws.append(Flaw(FlawKind.MOST_TOO_LOW, said=plan.most, found=persons))
    elif plan.most < most and problem.is_single:
        flaws.append(Flaw(FlawKind.MOST_NOT_PROVEN, said=plan.most, found=most))
    if plan.least > missed:
        flaws.append(Flaw(FlawKind.LEAST_TOO_HIGH, said=plan.least, found=missed))
    is_closed = plan.bound == value and plan.most == persons and plan.least == missed
    if plan.stopped == Stopped.OPTIMAL and not is_closed:
        flaws.append(Flaw(FlawKind.NOT_OPTIMAL))
    return flaws
