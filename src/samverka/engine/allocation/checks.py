"""What is wrong with a placement problem, what stands in a case's way, and what a plan misses.

A fault stops the building of a problem. A finding does not: the solve places all it can, and the
finding says who is left, or which minimum or floor is not reached, and why. Both are facts with a
kind, so that whoever shows them can say them in the reader's language; `str` says them in English.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .problem import UNPLACED, Counts, Problem


class FaultKind(StrEnum):
    """What can be wrong with the data a problem is built from."""

    EMPTY = "{where} has no rows: there must be at least one."
    TOO_MANY = "{where}: {number} pairs of case and place is more than the {limit} that fit."
    SHAPE = "{where} has {number} rows or columns where {limit} are needed."
    TWICE = "{where}: {key} stands there twice."
    NOT_A_NUMBER = "{where}, {key}: a number is missing or is not a number."
    BELOW_ZERO = "{where}, {key}: {number} is below zero."
    NOT_WHOLE = "{where}, {key}: {number} is not a whole number."
    TOO_GREAT = "{where}, {key}: {number} is more than {limit}."
    UNKNOWN = "{where}: {key} is not in the list."
    NOBODY = "{where}, {key}: a case is at least one person."
    CROSSED = "{where}, {key}: the least is {number} and the most is {limit}."
    NO_AREAS = "{where}: each place needs an area before cases can be near each other."
    TOO_MANY_REASONS = "{where}: {number} different reasons are more than {limit}."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its kind, the table it stands in, the key of its row, numbers."""

    kind: FaultKind
    where: str
    key: str = ""
    number: float = 0
    limit: float = 0

    def __str__(self) -> str:
        """One plain English sentence that names the row."""
        return self.kind.value.format(
            where=self.where, key=self.key, number=_plain(self.number), limit=_plain(self.limit)
        )


class FaultyInput(ValueError):
    """The data can not be made a problem; `faults` holds everything that was found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep all the faults, and say each on a line of its own."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class FindingKind(StrEnum):
    """What a solve could not do, and why."""

    BARRED_EVERYWHERE = "{key} has no place: it is barred from every one."
    TOO_LARGE = (
        "{key} has no place: it needs {number} {resource}, and the most anywhere is {limit}."
    )
    NOWHERE_FITS = "{key} has no place: none that it may go to has room for all that it needs."
    TOGETHER_NOWHERE = "{key} has no place: no place can take it and all it must be together with."
    NEAR_NOWHERE = "{key} has no place: no area can take it and all it must be near."
    FULL = "{key} has no place: where it could go, others fill what it needs."
    MINIMUM_SHORT = "{key} gets {number} {resource} and was to get {limit}: no more may go there."
    MINIMUM_MISSED = "{key} gets {number} {resource} and was to get {limit}."
    FLOOR_MISSED = "{key} reaches a mean of {number} and was to reach {limit}."
    ALL_ALIKE = "Every place is worth the same to every case: the score tells nothing apart."


@dataclass(frozen=True)
class Finding:
    """One thing a plan could not do: its kind, the key of the case, place or floor, the facts.

    number and limit are in units of the resource; of a floor, in the officer's points.
    """

    kind: FindingKind
    key: str = ""
    resource: str = ""
    number: float = 0
    limit: float = 0

    def __str__(self) -> str:
        """One plain English sentence."""
        return self.kind.value.format(
            key=self.key,
            resource=self.resource,
            number=_plain(self.number),
            limit=_plain(self.limit),
        )


def may_go(problem: Problem) -> NDArray[np.bool_]:
    """(n, k) true where a case is not barred and the empty place has room for all it needs."""
    fits: NDArray[np.bool_] = problem.barred == 0
    for need, room in zip(problem.needs.T, problem.capacity.T, strict=True):
        fits &= need[:, None] <= room[None, :]
    return fits


def loads(problem: Problem, place: NDArray[np.int32]) -> Counts:
    """(k, r) how much of each resource the cases of a plan take at each place."""
    taken = np.zeros_like(problem.capacity)
    at = place != UNPLACED
    np.add.at(taken, place[at], problem.needs[at])
    return taken


def findings(problem: Problem, place: NDArray[np.int32]) -> tuple[Finding, ...]:
    """Everybody left without a place, and every minimum and floor that is missed, with why."""
    return (
        *_sameness(problem),
        *_left_out(problem, place),
        *_minimums_missed(problem, place),
        *_floors_missed(problem, place),
    )


def missed(problem: Problem, place: NDArray[np.int32]) -> int:
    """How much minimums and floors are missed in all, in units of resource and of utility."""
    short = np.maximum(problem.minimum - loads(problem, place), 0).sum()
    return int(short) + sum(max(0, aim - got) for _, got, aim in _floors(problem, place))


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == _whole(number) else f"{number:g}"


def _whole(number: float) -> int | None:
    """The number as a whole one, or None where it is none (3.5, nan, inf)."""
    return int(number) if np.isfinite(number) and number == np.floor(number) else None


def _sameness(problem: Problem) -> Iterator[Finding]:
    if problem.utility.size > 1 and problem.utility.min() == problem.utility.max():
        yield Finding(FindingKind.ALL_ALIKE)


def _left_out(problem: Problem, place: NDArray[np.int32]) -> Iterator[Finding]:
    left = np.flatnonzero(place == UNPLACED)
    if not len(left):
        return
    fits = may_go(problem)
    bound_to = {case: group for group in problem.together for case in group}
    close_to = {case: group for group in problem.near for case in group}
    for case in left.tolist():
        yield _why_left(problem, fits, case, bound_to.get(case), close_to.get(case))


def _why_left(
    problem: Problem,
    fits: NDArray[np.bool_],
    case: int,
    together: tuple[int, ...] | None,
    near: tuple[int, ...] | None,
) -> Finding:
    key = problem.cases[case]
    if (problem.barred[case] != 0).all():
        return Finding(FindingKind.BARRED_EVERYWHERE, key)
    if not fits[case].any():
        return _too_large(problem, case)
    if together and not _fit_together(problem, fits, together):
        return Finding(FindingKind.TOGETHER_NOWHERE, key)
    if near and not _fit_near(problem, fits, near):
        return Finding(FindingKind.NEAR_NOWHERE, key)
    return Finding(FindingKind.FULL, key)


def _too_large(problem: Problem, case: int) -> Finding:
    open_places = problem.capacity[problem.barred[case] == 0]
    most = open_places.max(axis=0)
    for resource, need, limit in zip(problem.resources, problem.needs[case], most, strict=True):
        if need > limit:
            return Finding(
                FindingKind.TOO_LARGE, problem.cases[case], resource, int(need), int(limit)
            )
    return Finding(FindingKind.NOWHERE_FITS, problem.cases[case])


def _fit_together(problem: Problem, fits: NDArray[np.bool_], group: tuple[int, ...]) -> bool:
    rows = list(group)
    room = (problem.needs[rows].sum(axis=0) <= problem.capacity).all(axis=1)
    return bool((fits[rows].all(axis=0) & room).any())


def _fit_near(problem: Problem, fits: NDArray[np.bool_], group: tuple[int, ...]) -> bool:
    areas = [set(problem.area[fits[case]].tolist()) for case in group]
    return bool(set.intersection(*areas))


def _minimums_missed(problem: Problem, place: NDArray[np.int32]) -> Iterator[Finding]:
    taken = loads(problem, place)
    allowed = problem.barred == 0
    for j, r in np.argwhere(taken < problem.minimum).tolist():
        could = int(problem.needs[allowed[:, j], r].sum())
        short = could < problem.minimum[j, r]
        yield Finding(
            FindingKind.MINIMUM_SHORT if short else FindingKind.MINIMUM_MISSED,
            problem.places[j],
            problem.resources[r],
            int(taken[j, r]),
            int(problem.minimum[j, r]),
        )


def _floors(problem: Problem, place: NDArray[np.int32]) -> Iterator[tuple[int, int, int]]:
    """Per floor its row number, the sum of utility reached and the sum aimed at."""
    for row, floor in enumerate(problem.floors):
        cases = np.array(floor.cases, np.int64)
        placed = cases[place[cases] != UNPLACED]
        got = int(problem.utility[placed, place[placed]].sum(dtype=np.int64))
        yield row, got, floor.mean * len(cases)


def _floors_missed(problem: Problem, place: NDArray[np.int32]) -> Iterator[Finding]:
    for row, got, aim in _floors(problem, place):
        floor = problem.floors[row]
        if got < aim:
            mean = got / max(1, len(floor.cases)) / problem.unit
            yield Finding(
                FindingKind.FLOOR_MISSED, floor.name, "", mean, floor.mean / problem.unit
            )
