"""A plan as figures, tables and a map: what pages of scenarios show."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samverka.guidance.matching import saying
from samverka.guidance.matching.criteria import BY_KEY, CRITERIA, FOUR, Criterion
from samverka.guidance.matching.facts import HomeKind
from samverka.guidance.matching.models import MatchingRound, Placement, Scenario

from .groups import KIND_NAMES, NAMES
from .problem_facts import level_of


@dataclass(frozen=True)
class Cell:
    """What a criterion weighs in a scenario, and how far the plan meets it."""

    label: str
    weight: int
    met: str


@dataclass(frozen=True)
class Row:
    """A scenario beside others: what counts, and what came of it."""

    scenario: Scenario
    cells: list[Cell]
    ending: str


def side_by_side(scenarios: Sequence[Scenario]) -> list[Row]:
    """Of those that are ready."""
    return [
        Row(one, [_cell(one, criterion) for criterion in CRITERIA], saying.ending(one))
        for one in scenarios
        if one.state == Scenario.State.READY
    ]


def by_criterion(rows: Sequence[Row]) -> list[tuple[str, list[tuple[str, Cell]]]]:
    """A criterion a line, with each scenario's name and cell: so that few columns suffice."""
    return [
        (str(criterion.label), [(row.scenario.name, row.cells[number]) for row in rows])
        for number, criterion in enumerate(CRITERIA)
    ]


def _cell(scenario: Scenario, criterion: Criterion) -> Cell:
    weight = scenario.weights.get(criterion.key, 0)
    return Cell(str(criterion.label), weight, share(scenario, criterion.key))


def share(scenario: Scenario, key: str) -> str:
    """How far the plan meets a criterion, of what it could at most: whatever it weighs."""
    best = scenario.facts.get("best", {}).get(key, 0)
    if not best:
        return "–"
    return f"{100 * scenario.facts['totals'].get(key, 0) / best:.0f} %"


def by_place(placements: Sequence[Placement]) -> list[tuple[str, str, list[Placement]]]:
    """(municipality's code, name, households) in order of names."""
    found: dict[tuple[str, str], list[Placement]] = defaultdict(list)
    for one in placements:
        if one.place:
            place = one.place.organisation
            found[place.name, place.municipality_id or ""].append(one)
    return [(code, name, rows) for (name, code), rows in sorted(found.items())]


def left(
    placements: Sequence[Placement], names: Mapping[str, str]
) -> list[tuple[str, list[Placement]]]:
    """Who has no place, by why: what is said of fewest first."""
    found: dict[str, list[Placement]] = defaultdict(list)
    for one in placements:
        if one.place is None:
            found[saying.why(one, names)].append(one)
    return sorted(found.items(), key=lambda pair: len(pair[1]))


def marks(rows: Sequence[tuple[str, str, list[Placement]]]) -> list[dict[str, Any]]:
    return [
        {"code": code, "label": name, "value": len(placed)} for code, name, placed in rows if code
    ]


def four_of(placements: Sequence[Placement]) -> list[dict[str, Any]]:
    """What each household gets of the four where it is, and of all else."""
    return [
        {
            "case": one.case,
            "place": one.place.organisation.name,
            "cells": [(BY_KEY[key].label, saying.points(one.parts.get(key, 0))) for key in FOUR],
            "rest": saying.points(
                sum(units for key, units in one.parts.items() if key not in FOUR)
            ),
            "sum": saying.points(one.score),
        }
        for one in placements
        if one.place
    ]


def four_labels() -> list[str]:
    return [str(BY_KEY[key].label) for key in FOUR]


def rooms(scenario: Scenario, names: Mapping[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By place: what there is, what is taken, and what one more would add."""
    worth = scenario.facts.get("worth", 0)
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in scenario.facts.get("rooms", ()):
        if row["place"] in names:
            told = {
                "thing": saying.thing_named(row["thing"]),
                "there": row["there"],
                "taken": row["taken"],
                "says": saying.room(row, worth),
                "is_short": row["price"] > 0,
            }
            found[names[row["place"]]].append(told)
    return sorted(found.items())


def group_table(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Groups with their figures in words; those under five are held back."""
    return [_group(row) for row in rows]


def _group(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {"name": NAMES.get(row["group"], row["group"]), "persons": row["persons"]}
    if row["persons"] is None:
        return told
    wished = row["wished"]
    return told | {
        "placed": row["placed"],
        "share": f"{100 * row['placed'] / row['persons']:.0f} %",
        "points": saying.points(row["points"]),
        "wishes": f"{100 * row['fulfilled'] / wished:.0f} %" if wished else "–",
    }


def effects(scenario: Scenario) -> list[dict[str, Any]]:
    """What each criterion does: the groups' points without it, less their points with all."""
    with_all = {row["group"]: row for row in scenario.facts.get("groups", ())}
    found = []
    for effect in scenario.facts.get("effects", ()):
        rows = []
        for row in effect["groups"]:
            before = with_all.get(row["group"], {})
            if row["persons"] is None or before.get("persons") is None:
                continue
            placed = row["placed"] - before["placed"]
            change = saying.in_points(row["points"] - before["points"])
            rows.append(
                {"name": NAMES.get(row["group"], row["group"]), "change": change, "placed": placed}
            )
        label = BY_KEY[effect["criterion"]].label
        found.append({"label": label, "moved": effect["moved"], "rows": rows})
    return found


def floors(scenario: Scenario) -> dict[str, Any]:
    told = scenario.facts.get("floors") or {}
    if not told:
        return {}
    return {
        "cost": saying.points(told["cost"]),
        "rows": [
            {
                "name": KIND_NAMES.get(row["group"], row["group"]),
                "aim": row["aim"],
                "within": saying.in_points(row["within"]) if "within" in row else None,
                "without": saying.in_points(row["without"]) if "without" in row else None,
            }
            for row in told["groups"]
        ],
    }


def kinds_at(matching: MatchingRound) -> dict[str, list[str]]:
    """{place's key: the kinds of homes it offers}, to ask what one more would be worth."""
    found: dict[str, set[str]] = defaultdict(set)
    places = matching.places.prefetch_related("homes")
    for place in places:
        for home in place.homes.all():
            if not home.is_withdrawn and home.from_day <= matching.move_by:
                found[place.public_key].add(HomeKind(home.most_persons, level_of(home)).key)
    return {key: sorted(kinds) for key, kinds in found.items()}


def state_said(scenario: Scenario, names: Mapping[str, str]) -> str:
    """Why a scenario that failed did."""
    refused = scenario.facts.get("refused")
    if refused:
        return saying.refused(refused, names)
    return _("It did not come to an end. Compute it once more.")
