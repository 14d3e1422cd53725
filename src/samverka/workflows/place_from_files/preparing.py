"""Two tables as a placement problem, with its score and the groups that are followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _

from samverka.engine.allocation.building import Tables, build
from samverka.engine.allocation.checks import Fault, FaultKind, FaultyInput
from samverka.engine.allocation.problem import Problem
from samverka.engine.allocation.score import UNIT, Group, Score
from samverka.toolkit.tables import plain
from samverka.toolkit.texts import amount

from .barring import barred, groups_of
from .criteria import is_criterion, partner_of, score_of
from .faults import Faults, Unusable
from .tables_read import Column, Table
from .words import after_word, words_for

MOST_GROUPS = 12


@dataclass(frozen=True)
class Asked:
    """What is asked for beside the two tables.

    weights  points by criterion, before those of the files
    floors   least mean points by group
    groups   headings of further columns by which groups are followed
    """

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    floors: Mapping[str, Decimal] = field(default_factory=dict)
    groups: Sequence[str] = ()


@dataclass(frozen=True)
class Prepared:
    """Everything a solve and its explanation need; rows and columns in the order of their keys."""

    cases: Table
    places: Table
    problem: Problem
    score: Score
    groups: tuple[Group, ...]
    notices: tuple[str, ...]


def prepare(cases: Table, places: Table, asked: Asked) -> Prepared:
    """
    :raises Unusable: with everything that is wrong
    """
    for table in (cases, places):
        table.rows = dict(sorted(table.rows.items()))
    faults = Faults()
    persons = _persons(cases, faults)
    resources = _resources(cases, places, persons, faults)
    refused = barred(cases, places, persons, faults)
    together = groups_of(cases, "together", faults)
    near = groups_of(cases, "near", faults)
    areas = _areas(places, is_needed=bool(near), faults=faults)
    faults.stop_if_any()
    score = score_of(cases, places, {**cases.weights, **places.weights, **asked.weights})
    groups = _groups(cases, persons, asked.groups)
    tables = Tables(
        cases=list(cases.rows),
        places=list(places.rows),
        resources=list(resources),
        points=_points(score, cases, places, refused),
        needs=_columns([needs for needs, _room, _least in resources.values()]),
        capacity=_columns([room for _needs, room, _least in resources.values()]),
        minimum=_columns([least for _needs, _room, least in resources.values()]),
        persons=[float(count) for count in persons],
        barred=refused,
        together=together,
        near=near,
        areas=areas,
        floors=_floors(asked.floors, groups, cases),
        unit=UNIT,
    )
    problem = _built(tables, cases, places)
    notices = (*cases.notices, *places.notices, *_not_used(cases, places, resources))
    return Prepared(cases, places, problem, score, groups, notices)


def _built(tables: Tables, cases: Table, places: Table) -> Problem:
    try:
        return build(tables)
    except FaultyInput as problem:
        raise Unusable([_said(fault, cases, places) for fault in problem.faults]) from None


def _columns(columns: Sequence[Sequence[Decimal]]) -> list[list[float]]:
    return [[float(value) for value in row] for row in zip(*columns, strict=True)]


def _points(
    score: Score, cases: Table, places: Table, refused: Mapping[tuple[str, str], str]
) -> np.ndarray:
    """(n, k) in points; nothing where a pair may not be."""
    points = score.utility / UNIT
    row = {key: number for number, key in enumerate(cases.rows)}
    column = {key: number for number, key in enumerate(places.rows)}
    for case, place in refused:
        points[row[case], column[place]] = 0
    return points


def _persons(cases: Table, faults: Faults) -> list[Decimal]:
    columns = cases.known_as("persons")
    if not columns:
        return [Decimal(1)] * len(cases.rows)
    return cases.numbers(columns[0], faults, empty=None)


# --- Resources ----------------------------------------------------------------------------------

# Of each resource: what every case needs, what every place has, and what it is to be filled with.
Resources = dict[str, tuple[list[Decimal], list[Decimal], list[Decimal]]]


def _resources(cases: Table, places: Table, persons: list[Decimal], faults: Faults) -> Resources:
    found: Resources = {}
    least: dict[str, Column] = {}
    columns = [each for each in places.own() if places.holds_numbers(each)]
    for column in columns:
        if column.name in words_for("least"):
            least[""] = column
        elif after_word(column.heading, "least"):
            least[after_word(column.heading, "least")] = column
    for column in columns:
        if column in least.values():
            continue
        needs = _needs(column, cases, persons, places.file, faults)
        room = places.numbers(column, faults, empty=None)
        of_this = least.get(column.name) or _plain_least(column, least)
        zero = [Decimal(0)] * len(places.rows)
        filled = places.numbers(of_this, faults, empty=0) if of_this else zero
        found[column.heading] = needs, room, filled
    if not found:
        faults.add(
            _(
                "%(file)s does not say how much room there is. Give it a column “Places” with a "
                "number for each place."
            )
            % {"file": places.file}
        )
    return dict(sorted(found.items()))


def _plain_least(column: Column, least: Mapping[str, Column]) -> Column | None:
    """A column "At least" and no more is about persons."""
    return least.get("") if column.name in words_for("persons") else None


def _needs(
    column: Column, cases: Table, persons: list[Decimal], file: str, faults: Faults
) -> list[Decimal]:
    """How much each case needs: its own column, else its persons, or one home."""
    own = next((each for each in cases.columns if each.name == column.name), None)
    if own is not None and own.fact != "persons":
        return cases.numbers(own, faults, empty=0)
    if column.name in words_for("persons"):
        return persons
    if column.name in words_for("homes"):
        return [Decimal(1)] * len(cases.rows)
    faults.add(
        _(
            "%(places)s has a column “%(heading)s” with numbers, and %(cases)s does not say how "
            "much of it each case needs. Give %(cases)s a column “%(heading)s” too."
        )
        % {"places": file, "cases": cases.file, "heading": column.heading}
    )
    return [Decimal(0)] * len(cases.rows)


def _areas(places: Table, *, is_needed: bool, faults: Faults) -> dict[str, str]:
    columns = places.known_as("area")
    if not is_needed:
        return {}
    if not columns:
        faults.add(
            _(
                "Some cases are to be near each other, and %(file)s does not say where the places "
                "are. Give it a column “Area”: places with the same word there are near."
            )
            % {"file": places.file}
        )
        return {}
    return dict(zip(places.rows, places.words(columns[0]), strict=True))


# --- Groups -------------------------------------------------------------------------------------


def _groups(cases: Table, persons: list[Decimal], asked: Sequence[str]) -> tuple[Group, ...]:
    """Everybody; then a group by each word of a column that is followed, or by its numbers."""
    count = np.array([int(number) for number in persons], np.int64)
    found = [Group(_("Everybody"), count)]
    names = words_for("group") | {plain(heading) for heading in asked}
    for column in cases.own():
        if column.name not in names:
            continue
        if cases.holds_numbers(column) and column.name in words_for("group"):
            numbers = [int(v) for v in cases.numbers(column, Faults(), empty=0)]
            found.append(Group(column.heading, np.array(numbers, np.int64)))
            continue
        words = np.array(cases.words(column))
        for word in sorted(set(words.tolist()))[:MOST_GROUPS]:
            if word:
                name = f"{column.heading}: {word}"
                found.append(Group(name, np.where(words == word, count, 0)))
    return tuple(found)


def _floors(
    floors: Mapping[str, Decimal], groups: Sequence[Group], cases: Table
) -> dict[str, tuple[list[str], float]]:
    keys, known = list(cases.rows), {plain(group.name): group for group in groups}
    found = {}
    for name, mean in floors.items():
        if plain(name) not in known:
            text = _("There is no group “%(name)s”. The groups are: %(names)s.")
            names = ", ".join(group.name for group in groups)
            raise Unusable([text % {"name": name, "names": names}])
        group = known[plain(name)]
        members = [keys[row] for row in np.flatnonzero(group.persons).tolist()]
        found[group.name] = members, float(mean)
    return found


# --- What is told -------------------------------------------------------------------------------


def _not_used(cases: Table, places: Table, resources: Resources) -> list[str]:
    """Columns that are passed over, so that nobody thinks that they count."""
    notices = []
    partners = {partner_of(each, places) for each in cases.own()}
    used = {plain(name) for name in resources}
    for column in cases.own():
        follows = column.name in words_for("group")
        if follows or column.name in used or column.name in {plain(key) for key in places.rows}:
            continue
        if not is_criterion(column, cases, places):
            notices.append(_ignored(column, cases.file))
    for column in places.own():
        is_paired = column in partners or places.holds_numbers(column)
        if not is_paired:
            notices.append(_ignored(column, places.file))
    return notices


def _ignored(column: Column, file: str) -> str:
    text = _("The column “%(heading)s” of %(file)s does not count.")
    return text % {"heading": column.heading, "file": file}


def _said(fault: Fault, cases: Table, places: Table) -> str:
    """A fault of the problem, with the row it stands on."""
    facts = {
        "name": fault.key,
        "where": _where(fault.key, cases, places),
        "number": amount(fault.number),
        "limit": amount(fault.limit),
    }
    sentences = {
        FaultKind.NOT_WHOLE: _(
            "“%(name)s” (%(where)s) has the number %(number)s where only whole numbers can stand."
        ),
        FaultKind.TOO_GREAT: _(
            "“%(name)s” (%(where)s) has the number %(number)s. The largest that is read is "
            "%(limit)s."
        ),
        FaultKind.NOBODY: _("“%(name)s” (%(where)s) has 0 persons. Write at least 1."),
        FaultKind.CROSSED: _(
            "“%(name)s” (%(where)s) is to have at least %(number)s, and there is room for "
            "%(limit)s only."
        ),
        FaultKind.TOO_MANY: _(
            "There are %(number)s pairs of a case and a place, and at most %(limit)s can be "
            "compared. Divide the cases into several files."
        ),
        FaultKind.TOO_MANY_REASONS: _(
            "There are %(number)s different reasons why somebody cannot be at a place, and at "
            "most %(limit)s can be kept apart. Write the same reason in the same words."
        ),
    }
    return sentences.get(fault.kind, str(fault)) % facts


def _where(key: str, cases: Table, places: Table) -> str:
    for table in (cases, places):
        if key in table.rows:
            return table.where(key)
    return cases.file
