"""What the method works on: cases that must go together made one, and all numbers wide enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.checks import may_go
from samverka.engine.allocation.problem import UNPLACED, Counts, Problem


@dataclass(frozen=True, eq=False)
class FloorRow:
    """A floor over units: rows (m,), utility (m, k) of those cases that it counts, aim."""

    rows: NDArray[np.int64]
    utility: Counts
    aim: int


@dataclass(frozen=True, eq=False)
class Units:
    """n units that are never divided: a case, or cases that must go together.

    worth (n, k) int64, allowed (n, k) bool (false where barred or where the empty place has no
    room), needs (n, r), heads (n,), member (number of cases,): the unit of each case.
    """

    worth: Counts
    allowed: NDArray[np.bool_]
    needs: Counts
    heads: Counts
    capacity: Counts
    minimum: Counts
    near: tuple[tuple[int, ...], ...]
    area: NDArray[np.int32]
    floors: tuple[FloorRow, ...]
    member: NDArray[np.int64]

    @property
    def is_plain(self) -> bool:
        """Nothing but capacities binds the units."""
        return not (self.near or self.floors or self.minimum.any())

    @property
    def placeable(self) -> NDArray[np.bool_]:
        """(n,) true for units that fit somewhere while all is empty."""
        return np.asarray(self.allowed.any(axis=1))

    def cases(self, place: NDArray[np.int32]) -> NDArray[np.int32]:
        """The place of each case, from the place of each unit."""
        return np.asarray(place[self.member], np.int32)

    def value(self, place: NDArray[np.int32]) -> int:
        """The sum of utility of a plan for the units."""
        at = np.flatnonzero(place != UNPLACED)
        return int(self.worth[at, place[at]].sum())

    def placed(self, place: NDArray[np.int32]) -> int:
        """How many persons a plan for the units places."""
        return int(self.heads[place != UNPLACED].sum())

    def loads(self, place: NDArray[np.int32]) -> Counts:
        """(k, r) what a plan takes of each resource at each place."""
        at = np.flatnonzero(place != UNPLACED)
        load = np.zeros_like(self.capacity)
        np.add.at(load, place[at], self.needs[at])
        return load

    def reached(self, floor: FloorRow, place: NDArray[np.int32]) -> int:
        """The utility of a floor that a plan reaches."""
        at = np.flatnonzero(place[floor.rows] != UNPLACED)
        return int(floor.utility[at, place[floor.rows[at]]].sum())

    def missed(self, place: NDArray[np.int32]) -> int:
        """How much minimums and floors are missed in all."""
        short = int(np.maximum(self.minimum - self.loads(place), 0).sum())
        return short + sum(max(0, row.aim - self.reached(row, place)) for row in self.floors)


def units_of(problem: Problem) -> Units:
    """The units of a problem; near groups are told in units, and end where they are one unit."""
    member = _members(len(problem.cases), problem.together)
    allowed = may_go(problem)
    worth, needs, heads = problem.utility.astype(np.int64), problem.needs, problem.heads
    if problem.together:
        count = int(member.max()) + 1
        worth, needs, heads = (_sums(table, member, count) for table in (worth, needs, heads))
        allowed = _all(allowed, member, count)
        allowed &= (needs[:, None, :] <= problem.capacity[None, :, :]).all(axis=2)
    return Units(
        worth=np.ascontiguousarray(worth),
        allowed=np.ascontiguousarray(allowed),
        needs=np.ascontiguousarray(needs, np.int64),
        heads=np.ascontiguousarray(heads, np.int64),
        capacity=np.ascontiguousarray(problem.capacity, np.int64),
        minimum=problem.minimum,
        near=_near(problem.near, member),
        area=problem.area,
        floors=tuple(_floor(problem, row, member) for row in range(len(problem.floors))),
        member=member,
    )


def _members(count: int, together: Sequence[tuple[int, ...]]) -> NDArray[np.int64]:
    """The unit of each case, numbered in the order of each unit's first case."""
    first = np.arange(count)
    for group in together:
        first[list(group)] = min(group)
    _, member = np.unique(first, return_inverse=True)
    return np.asarray(member, np.int64)


def _sums(table: Counts, member: NDArray[np.int64], count: int) -> Counts:
    total = np.zeros((count, *table.shape[1:]), np.int64)
    np.add.at(total, member, table)
    return total


def _all(allowed: NDArray[np.bool_], member: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    total = np.ones((count, allowed.shape[1]), bool)
    np.logical_and.at(total, member, allowed)
    return total


def _near(
    groups: Sequence[tuple[int, ...]], member: NDArray[np.int64]
) -> tuple[tuple[int, ...], ...]:
    """Near groups in units; groups that share a unit are one group."""
    joined: list[set[int]] = []
    for group in groups:
        rows = set(member[list(group)].tolist())
        apart = [other for other in joined if not other & rows]
        for other in joined:
            if other & rows:
                rows |= other
        joined = [*apart, rows]
    return tuple(sorted(tuple(sorted(group)) for group in joined if len(group) > 1))


def _floor(problem: Problem, number: int, member: NDArray[np.int64]) -> FloorRow:
    floor = problem.floors[number]
    cases = np.array(floor.cases, np.int64)
    rows, position = np.unique(member[cases], return_inverse=True)
    utility = np.zeros((len(rows), problem.utility.shape[1]), np.int64)
    np.add.at(utility, position, problem.utility[cases].astype(np.int64))
    return FloorRow(rows, utility, floor.mean * len(cases))


def most_by_totals(units: Units) -> int:
    """No plan places more persons than this: each resource is filled as if all places were one.

    Those who take least of it per person go first, and the last is divided (Dantzig 1957, doi
    10.1287/opre.5.2.266).
    """
    can = units.placeable
    heads, most = units.heads[can], []
    for need, room in zip(units.needs[can].T, units.capacity.sum(axis=0).tolist(), strict=True):
        order = np.argsort(need / heads, kind="stable")
        taken = np.cumsum(need[order])
        fit = int(np.searchsorted(taken, room, side="right"))
        count = int(heads[order[:fit]].sum())
        if fit < len(order):
            left = room - (int(taken[fit - 1]) if fit else 0)
            count += left * int(heads[order[fit]]) // int(need[order[fit]])
        most.append(count)
    return min(most)
