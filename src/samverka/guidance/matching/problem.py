"""A round as arrays for the engine. Loads NumPy: only tasks and the solver process import it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from samverka.engine.allocation.weighed import Weighed

from .criteria import CRITERIA, offered
from .facts import CaseFacts, HomeKind, PlaceFacts, RoundFacts
from .homes import Stair, belongs, holds, key, plain, stair_of, stairs

PERSONS, SCHOOL = "persons", "school"
NOT_TO, NEED, HOME = "not_to", "need", "home"


def all_stairs(facts: RoundFacts) -> tuple[Stair, ...]:
    """Every stair that may bind in a round."""
    sorts = {(case.persons, case.home_level) for case in facts.cases}
    return stairs(sorts, {home for place in facts.places for home in place.homes})


def with_stairs(known: Weighed, facts: RoundFacts, more: Sequence[Stair]) -> Weighed:
    """The same with more stairs counted; nothing else is computed anew."""
    had = {stair for stair in map(stair_of, known.resources) if stair}
    return replace(known, **_counted(*_in_order(facts), sorted(had | set(more))))


def _in_order(facts: RoundFacts) -> tuple[list[CaseFacts], list[PlaceFacts]]:
    """By key, so that no order in which they come counts."""
    cases = sorted(facts.cases, key=lambda case: case.key)
    return cases, sorted(facts.places, key=lambda place: place.key)


def weighed(facts: RoundFacts, found: Sequence[Stair] | None = None) -> Weighed:
    """A round with its plain stairs counted, or those that are given."""
    cases, places = _in_order(facts)
    if found is None:
        found = plain(all_stairs(facts))
    row = {case.key: number for number, case in enumerate(cases)}
    barred, reasons = _barred(cases, places)
    areas = sorted({place.area for place in places})
    return Weighed(
        cases=tuple(row),
        places=tuple(place.key for place in places),
        shares={
            one.key: np.array(
                [[one.share(case, place) for place in places] for case in cases], np.int32
            ).reshape(len(cases), len(places))
            for one in CRITERIA
        },
        barred=barred,
        reasons=reasons,
        persons=np.array([case.persons for case in cases], np.int64),
        together=_groups(facts.together, row),
        near=_groups(facts.near, row),
        area=np.array([areas.index(place.area) for place in places], np.int32),
        **_counted(cases, places, found),
    )


def _counted(
    cases: Sequence[CaseFacts], places: Sequence[PlaceFacts], found: Sequence[Stair]
) -> dict[str, Any]:
    """Resources, with what each case needs and each place has of them."""
    kinds = sorted({home for place in places for home in place.homes})
    return {
        "resources": (PERSONS, SCHOOL, *map(key, found)),
        "needs": _table([_needs(case, found) for case in cases], 2 + len(found)),
        "capacity": _table([_room(place, found) for place in places], 2 + len(found)),
        "adds": _adds(kinds, found),
    }


def _table(rows: Sequence[Sequence[int]], width: int) -> np.ndarray:
    return np.array(rows, np.int64).reshape(len(rows), width)


def _needs(case: CaseFacts, found: Sequence[Stair]) -> list[int]:
    sort = (case.persons, case.home_level)
    return [case.persons, case.school_seats, *(int(belongs(stair, sort)) for stair in found)]


def _room(place: PlaceFacts, found: Sequence[Stair]) -> list[int]:
    homes = [sum(holds(stair, home) for home in place.homes) for stair in found]
    return [place.persons, place.school_seats, *homes]


def _adds(kinds: Sequence[HomeKind], found: Sequence[Stair]) -> dict[str, np.ndarray]:
    """What one more of something adds to each resource: a home counts in each of its stairs."""
    adds = {PERSONS: [1, 0, *(0 for _ in found)], SCHOOL: [0, 1, *(0 for _ in found)]}
    for kind in kinds:
        adds[kind.key] = [0, 0, *(int(holds(stair, kind)) for stair in found)]
    return {name: np.array(more, np.int64) for name, more in adds.items()}


def _barred(
    cases: Sequence[CaseFacts], places: Sequence[PlaceFacts]
) -> tuple[np.ndarray, tuple[str, ...]]:
    said = [[_reason(case, place) for place in places] for case in cases]
    reasons = ("", *sorted({reason for row in said for reason in row} - {""}))
    number = {reason: position for position, reason in enumerate(reasons)}
    table = np.array([[number[reason] for reason in row] for row in said], np.uint8)
    return table.reshape(len(cases), len(places)), reasons


def _reason(case: CaseFacts, place: PlaceFacts) -> str:
    """Why the place cannot be, or nothing; the household's own no goes before all else."""
    if place.key in case.not_to:
        return NOT_TO
    there = offered(place)
    for code in sorted(case.requires):
        if code not in there:
            return f"{NEED}:{code}"
    if not any(home.fits(case.persons, case.home_level) for home in place.homes):
        return f"{HOME}:{case.persons}:{case.home_level}"
    return ""


def _groups(
    groups: Sequence[Sequence[str]], row: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    """Groups of rows; those that share a household are one."""
    joined: list[set[int]] = []
    for group in groups:
        rows = {row[each] for each in group if each in row}
        for other in [each for each in joined if each & rows]:
            rows |= other
            joined.remove(other)
        joined.append(rows)
    return tuple(sorted(tuple(sorted(rows)) for rows in joined if len(rows) > 1))
