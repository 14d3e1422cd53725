"""A problem whose weights, room and decisions are still open, and what they make of it.

What is read once (who may go where, what each criterion says of each pair, what there is) is kept
as arrays; each question about it gives other weights, more or less room, cases that are decided,
floors. A case that is decided on is taken out of the problem and its needs out of the room, so it
is placed whatever else is asked, and the bound is that of all plans which keep the decisions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from samverka.engine.arrays import np

from .problem import UNPLACED, Counts, Floor, Problem
from .score import UNIT, Criterion, Score, Shares, score

if TYPE_CHECKING:
    from numpy.typing import NDArray


class NoRoomForDecisions(ValueError):
    """Those who are decided on take more than there is."""

    def __init__(self, place: str, resource: str, lack: int) -> None:
        super().__init__(f"{place} lacks {lack} {resource} for those who are decided on.")
        self.place, self.resource, self.lack = place, resource, lack


@dataclass(frozen=True, eq=False)
class Weighed:
    """n cases, k places, r resources and c criteria, not yet weighed.

    shares    (n, k) of each criterion: how well the place meets it, in millionths
    needs     (n, r), capacity (k, r), barred (n, k), persons (n,), together, near and area (k,)
              as in `problem.Problem`
    adds      by the name of something that can be added at a place (a home of a size): how much
              of each resource one of it adds, (r,)
    """

    cases: tuple[str, ...]
    places: tuple[str, ...]
    resources: tuple[str, ...]
    shares: Mapping[str, Shares]
    needs: Counts
    capacity: Counts
    barred: NDArray[np.uint8]
    reasons: tuple[str, ...]
    persons: Counts
    together: tuple[tuple[int, ...], ...]
    near: tuple[tuple[int, ...], ...]
    area: NDArray[np.int32]
    adds: Mapping[str, Counts]


@dataclass(frozen=True)
class Wanted:
    """One question: what counts how much, and what is otherwise.

    weights  points by criterion; one that is not named counts nothing
    more     by place: how many more (or, below zero, fewer) there are of what can be added
    held     by case: the place that is decided for it
    floors   by name: the cases of a group, and the least mean in points
    """

    weights: Mapping[str, int]
    more: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[str, tuple[Sequence[str], float]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Question:
    """A problem, which of the weighed rows it has, and where the others are held.

    rows   (m,) the row of `Weighed` of each row of the problem
    held   (n,) the place of each case that is decided on, else UNPLACED
    score  of all cases, also those that are held
    """

    problem: Problem
    rows: NDArray[np.int64]
    held: NDArray[np.int32]
    score: Score

    def whole(self, place: NDArray[np.int32]) -> NDArray[np.int32]:
        """(n,) where all cases are: those of the plan, and those that are held."""
        found = self.held.copy()
        found[self.rows] = place
        return found

    def value(self, place: NDArray[np.int32]) -> int:
        """The sum of utility of all cases at these places, (n,)."""
        at = np.flatnonzero(place != UNPLACED)
        return int(self.score.utility[at, place[at]].sum(dtype=np.int64))


def asked(weighed: Weighed, wanted: Wanted) -> Question:
    """The problem that a question makes.

    :raises NoRoomForDecisions: those who are decided on do not all fit
    :raises samverka.engine.allocation.score.BadScore: nothing counts, or too much does
    :raises KeyError: a place, a case or a thing that there is not
    """
    weights = {name: Fraction(points) for name, points in wanted.weights.items()}
    made = score(
        [Criterion(name, share, weights.get(name, Fraction(0)))
         for name, share in weighed.shares.items()]
    )  # fmt: skip
    row = {key: number for number, key in enumerate(weighed.cases)}
    column = {key: number for number, key in enumerate(weighed.places)}
    held = np.full(len(row), UNPLACED, np.int32)
    for case, place in wanted.held.items():
        held[row[case]] = column[place]
    capacity = _capacity(weighed, wanted, column) - _taken(weighed, held)
    _refuse_overfull(weighed, capacity)
    rows = np.flatnonzero(held == UNPLACED)
    barred = _barred_by_ties(weighed, held)[rows]
    renumbered = {int(old): new for new, old in enumerate(rows)}
    problem = Problem(
        cases=tuple(weighed.cases[old] for old in rows),
        places=weighed.places,
        resources=weighed.resources,
        utility=np.where(barred == 0, made.utility[rows], 0).astype(np.int32),
        needs=np.ascontiguousarray(weighed.needs[rows]),
        capacity=capacity,
        minimum=np.zeros_like(capacity),
        barred=np.ascontiguousarray(barred),
        reasons=(*weighed.reasons, HELD),
        together=_kept(weighed.together, renumbered),
        near=_kept(weighed.near, renumbered),
        area=weighed.area,
        floors=_floors(wanted, row, renumbered),
        unit=UNIT,
        persons=weighed.persons[rows],
    )
    return Question(problem, rows, held, made)


# The reason of a pair that a decision about somebody else rules out: they belong together.
HELD = "held"


def _capacity(weighed: Weighed, wanted: Wanted, column: Mapping[str, int]) -> Counts:
    capacity = weighed.capacity.copy()
    for place, changes in wanted.more.items():
        for thing, number in changes.items():
            capacity[column[place]] += number * weighed.adds[thing]
    return np.maximum(capacity, 0)


def _taken(weighed: Weighed, held: NDArray[np.int32]) -> Counts:
    taken = np.zeros_like(weighed.capacity)
    at = np.flatnonzero(held != UNPLACED)
    np.add.at(taken, held[at], weighed.needs[at])
    return taken


def _refuse_overfull(weighed: Weighed, capacity: Counts) -> None:
    for place, resource in np.argwhere(capacity < 0).tolist():
        raise NoRoomForDecisions(
            weighed.places[place], weighed.resources[resource], -int(capacity[place, resource])
        )


def _barred_by_ties(weighed: Weighed, held: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Whoever is tied to somebody who is held may only be where that leaves a choice."""
    barred = weighed.barred.copy()
    number = len(weighed.reasons)
    for groups, is_same in ((weighed.together, _is_place), (weighed.near, _is_area)):
        for group in groups:
            for fixed in (int(held[each]) for each in group if held[each] != UNPLACED):
                elsewhere = ~is_same(weighed, fixed)
                for each in group:
                    barred[each, elsewhere & (barred[each] == 0)] = number
    return barred


def _is_place(weighed: Weighed, place: int) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = np.arange(len(weighed.places)) == place
    return same


def _is_area(weighed: Weighed, place: int) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = weighed.area == weighed.area[place]
    return same


def _kept(
    groups: tuple[tuple[int, ...], ...], renumbered: Mapping[int, int]
) -> tuple[tuple[int, ...], ...]:
    """The groups by their new rows; those of whom at most one is left to place bind nobody."""
    found = (tuple(renumbered[each] for each in group if each in renumbered) for group in groups)
    return tuple(group for group in found if len(group) > 1)


def _floors(
    wanted: Wanted, row: Mapping[str, int], renumbered: Mapping[int, int]
) -> tuple[Floor, ...]:
    """Floors over those who are left to place."""
    made = []
    for name, (cases, mean) in sorted(wanted.floors.items()):
        rows = tuple(sorted(renumbered[row[key]] for key in cases if row[key] in renumbered))
        if rows:
            made.append(Floor(name, rows, int(np.ceil(mean * UNIT))))
    return tuple(made)


def plan_seal(cases: Sequence[str], places: Sequence[str], place: NDArray[np.int32]) -> str:
    """SHA-256 of who is where: two plans are the same if and only if their seals are."""
    seal = hashlib.sha256()
    for key, column in zip(cases, place.tolist(), strict=True):
        where = places[column] if column != UNPLACED else ""
        seal.update(f"{key!r} {where!r}\n".encode())
    return seal.hexdigest()


# --- As JSON, to hand to another process or keep in a file --------------------------------------


def as_json(weighed: Weighed) -> dict[str, object]:
    """Everything, as lists; `from_json` gives the same back."""
    return {
        "cases": list(weighed.cases),
        "places": list(weighed.places),
        "resources": list(weighed.resources),
        "shares": {name: share.tolist() for name, share in weighed.shares.items()},
        "needs": weighed.needs.tolist(),
        "capacity": weighed.capacity.tolist(),
        "barred": weighed.barred.tolist(),
        "reasons": list(weighed.reasons),
        "persons": weighed.persons.tolist(),
        "together": [list(group) for group in weighed.together],
        "near": [list(group) for group in weighed.near],
        "area": weighed.area.tolist(),
        "adds": {name: more.tolist() for name, more in weighed.adds.items()},
    }


def from_json(facts: Mapping) -> Weighed:
    """
    :raises KeyError, TypeError, ValueError: something is left out, or is not what it should be
    """
    n, k, r = (len(facts[name]) for name in ("cases", "places", "resources"))

    def table(raw: object, shape: tuple[int, ...], kind: type) -> NDArray:
        return np.ascontiguousarray(np.array(raw, dtype=kind).reshape(shape))

    return Weighed(
        cases=tuple(map(str, facts["cases"])),
        places=tuple(map(str, facts["places"])),
        resources=tuple(map(str, facts["resources"])),
        shares={
            str(name): table(share, (n, k), np.int32) for name, share in facts["shares"].items()
        },
        needs=table(facts["needs"], (n, r), np.int64),
        capacity=table(facts["capacity"], (k, r), np.int64),
        barred=table(facts["barred"], (n, k), np.uint8),
        reasons=tuple(map(str, facts["reasons"])),
        persons=table(facts["persons"], (n,), np.int64),
        together=tuple(tuple(map(int, group)) for group in facts["together"]),
        near=tuple(tuple(map(int, group)) for group in facts["near"]),
        area=table(facts["area"], (len(facts["area"]),), np.int32),
        adds={str(name): table(more, (r,), np.int64) for name, more in facts["adds"].items()},
    )
