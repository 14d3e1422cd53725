"""A round as arrays for the engine. Loads NumPy: only tasks and the solver process import it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from samverka.engine.allocation.weighed import Weighed

from .criteria import CRITERIA, offered
from .facts import CaseFacts, HomeKind, PlaceFacts, RoundFacts, from_json
from .homes import Stair, belongs, holds, key, stairs

PERSONS, SCHOOL = "persons", "school"
NOT_TO, NEED, HOME = "not_to", "need", "home"


def prepared(facts: Mapping[str, Any]) -> Weighed:
    """What the solver process keeps of a round; it is handed over as JSON."""
    return weighed(from_json(facts))


def weighed(facts: RoundFacts) -> Weighed:
    """Cases and places in the order of their keys, so that no order in which they come counts."""
    cases = sorted(facts.cases, key=lambda case: case.key)
    places = sorted(facts.places, key=lambda place: place.key)
    kinds = sorted({home for place in places for home in place.homes})
    found = stairs({(case.persons, case.home_level) for case in cases}, kinds)
    row = {case.key: number for number, case in enumerate(cases)}
    barred, reasons = _barred(cases, places)
    areas = sorted({place.area for place in places})
    return Weighed(
        cases=tuple(row),
        places=tuple(place.key for place in places),
        resources=(PERSONS, SCHOOL, *map(key, found)),
        shares={
            one.key: np.array(
                [[one.share(case, place) for place in places] for case in cases], np.int32
            ).reshape(len(cases), len(places))
            for one in CRITERIA
        },
        needs=_table([_needs(case, found) for case in cases], 2 + len(found)),
        capacity=_table([_room(place, found) for place in places], 2 + len(found)),
        barred=barred,
        reasons=reasons,
        persons=np.array([case.persons for case in cases], np.int64),
        together=_groups(facts.together, row),
        near=_groups(facts.near, row),
        area=np.array([areas.index(place.area) for place in places], np.int32),
        adds=_adds(kinds, found),
    )


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
