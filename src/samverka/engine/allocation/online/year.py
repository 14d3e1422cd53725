"""A year of arrivals in batches, as frozen data, and the problems that can be cut out of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import UNPLACED, Counts, Problem

Rows = NDArray[np.int64]
Batches = NDArray[np.int32]


class YearFault(StrEnum):
    """What can be wrong with a year."""

    LENGTH = "length"  # the batches are not one per case
    OUTSIDE = "outside"  # a case comes in a batch that the year does not have
    CHANGE = "change"  # a change is outside the year, or has room for other places
    PLACES = "places"  # an earlier year has other places or resources


class WrongYear(ValueError):
    """A year that cannot be replayed; `fault` is its kind, the message says where."""

    def __init__(self, fault: YearFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, eq=False)
class Change:
    """From a batch on, the whole year's room is another: `capacity` (k, r), ≥ 0."""

    batch: int
    capacity: Counts


@dataclass(frozen=True, eq=False)
class Year:
    """Who came when, and what room there was.

    problem   all n cases of the year, with the capacity that is in force when it begins. Its
              floors are not read here: they are for a plan as a whole
    batch     (n,) the batch each case came in, 0 … batches - 1
    batches   how many there are in the year (52 for weeks); some may be empty
    changes   capacities that change; nobody knows of one before its batch

    Raises WrongYear where these do not fit each other.
    """

    problem: Problem
    batch: Batches
    batches: int
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        n, k, r = self.problem.shape
        if self.batch.shape != (n,):
            raise WrongYear(YearFault.LENGTH, "Each case needs the batch it came in.")
        if n and not 0 <= int(self.batch.min()) <= int(self.batch.max()) < self.batches:
            raise WrongYear(
                YearFault.OUTSIDE, f"Batches are numbered from 0 to {self.batches - 1}."
            )
        for change in self.changes:
            fits = change.capacity.shape == (k, r) and bool((change.capacity >= 0).all())
            if not fits or not 0 <= change.batch < self.batches:
                raise WrongYear(
                    YearFault.CHANGE,
                    f"The change at batch {change.batch} lies outside the year or its places.",
                )

    def arriving(self, batch: int) -> Rows:
        """Row numbers of the cases of a batch."""
        return np.flatnonzero(self.batch == batch)

    def counts(self) -> Counts:
        """(batches,) how many cases came in each."""
        return np.bincount(self.batch, minlength=self.batches).astype(np.int64)

    def capacity_at(self, batch: int) -> Counts:
        """(k, r) the whole year's room, as known in this batch."""
        known = [change for change in self._in_order() if change.batch <= batch]
        return known[-1].capacity if known else self.problem.capacity

    def _in_order(self) -> list[Change]:
        return sorted(self.changes, key=lambda change: change.batch)


def fit(year: Year, past: Sequence[Year]) -> None:
    """Raise WrongYear unless each earlier year has this year's places and resources, in order."""
    for earlier in past:
        here, there = year.problem, earlier.problem
        if (here.places, here.resources) != (there.places, there.resources):
            raise WrongYear(
                YearFault.PLACES, "An earlier year has other places or resources than this one."
            )


def part(problem: Problem, rows: Rows, capacity: Counts) -> Problem:
    """Some cases of a problem as a problem of their own, with the room given.

    What binds cases to each other is kept among those that are here; see `bind_to_placed` for
    those whose family came before them. Minimums and floors are for a whole year, and left out.
    """
    number = {int(row): new for new, row in enumerate(rows)}
    return replace(
        problem,
        cases=tuple(problem.cases[row] for row in rows),
        utility=np.ascontiguousarray(problem.utility[rows]),
        needs=problem.needs[rows],
        capacity=capacity,
        minimum=np.zeros_like(problem.minimum),
        barred=problem.barred[rows],
        together=_among(problem.together, number),
        near=_among(problem.near, number),
        floors=(),
        persons=problem.heads[rows],
    )


def _among(
    groups: tuple[tuple[int, ...], ...], number: dict[int, int]
) -> tuple[tuple[int, ...], ...]:
    kept = (tuple(number[row] for row in group if row in number) for group in groups)
    return tuple(group for group in kept if len(group) > 1)


def bind_to_placed(problem: Problem, place: NDArray[np.int32]) -> Problem:
    """Bar whoever belongs with a case that has a place already from all that would part them.

    place  (n,) where those who came before are, UNPLACED for the others. A case whose family got
           no place is as free as any other.
    """
    if not (problem.together or problem.near):
        return problem
    barred = problem.barred.copy()
    reasons = (*problem.reasons, "Belongs with a case that is placed elsewhere.")
    for group, is_near in [(g, False) for g in problem.together] + [
        (g, True) for g in problem.near
    ]:
        rows = np.array(group)
        taken = {int(j) for j in place[rows] if j != UNPLACED}
        if not taken:
            continue
        where = sorted(taken)
        open_to = (
            np.isin(problem.area, problem.area[where]) if is_near else _columns(where, barred)
        )
        closed = (barred[rows] == 0) & ~open_to
        barred[rows] = np.where(closed, len(reasons) - 1, barred[rows])
    return replace(problem, barred=barred, reasons=reasons)


def _columns(where: list[int], barred: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.isin(np.arange(barred.shape[1]), where)


def with_hindsight(year: Year) -> Problem:
    """The problem of somebody who knew from the start who would come and how room would change.

    Who comes before a change fits in what there was room for until then as well as in what there
    is room for in the end: each stretch between changes is a resource of its own, which all who
    come in it or before it take of. So this plan is never over any capacity in force; one made
    without hindsight may be, where room is taken back after it was used.
    """
    stretches = sorted({0, *(change.batch for change in year.changes)})
    if len(stretches) == 1 and not year.changes:
        return year.problem
    ends = [later - 1 for _, later in pairwise([*stretches, year.batches])]
    here = year.problem
    came_by = [(year.batch <= end)[:, None] for end in ends]
    last = len(ends) - 1
    no_minimum = np.zeros_like(here.minimum)
    return replace(
        here,
        resources=tuple(
            f"{name} {number}" for number in range(len(ends)) for name in here.resources
        ),
        needs=np.hstack([np.where(came, here.needs, 0) for came in came_by]),
        capacity=np.hstack([year.capacity_at(end) for end in ends]),
        minimum=np.hstack([here.minimum if e == last else no_minimum for e in range(len(ends))]),
    )
