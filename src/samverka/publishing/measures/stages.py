"""Stages beside one another: what a measure counts in each municipality and month (S113).

A number belongs to one stage: that in which its municipality is in its month. A municipality
begins a stage with a whole month, so no month is of two.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Measure, Programme, StageStart
from samverka.delivery.programmes.queries import stage_starts_of
from samverka.engine.disclosure import suppress
from samverka.engine.stepped import (
    CannotBeTold,
    Effect,
    NothingToCompare,
    effect_of_having_begun,
)
from samverka.register.partners.models import Organisation

from .carried import Carried
from .counting import MINUTES_OF_AN_HOUR, RULES, Mark, counted, months_between
from .queries import measures_of

Counts = Measure.Counts
# A municipality is one municipality in any month.
COMPARED = [counts for counts in (*RULES, Counts.HOURS) if counts != Counts.MUNICIPALITIES]
BEFORE, AFTER = "before", "after"
Numbers = list[list[int]]


@dataclass(frozen=True)
class Cell:
    """What is counted in one municipality and month; nothing where that is held back."""

    organisation: Organisation
    month: dt.date
    # The number of the stage, or that it has not begun, or that its last stage is over.
    stage: str
    stage_name: str
    number: int | None


@dataclass(frozen=True)
class StageSum:
    """One stage by itself: in how many municipalities and months, and what is counted there."""

    name: str
    municipalities: int
    months: int
    number: int | None

    @property
    def a_month(self) -> float | None:
        """In a municipality and month, so that stages of unlike length can stand beside."""
        return None if self.number is None else round(self.number / self.months, 2)


@dataclass(frozen=True)
class Comparison:
    cells: list[Cell]
    stages: list[StageSum]
    # None where it cannot be told: too few municipalities, or all begin together.
    effect: Effect | None
    has_something_to_compare: bool


def compares_stages(measure: Measure) -> bool:
    """Whether it is counted by municipality and month, and anybody has a stage to begin."""
    return measure.counts in COMPARED and stage_starts_of(measure.programme).exists()


def compared_measures(programme: Programme) -> QuerySet[Measure]:
    """Those that are counted from what is entered, in every municipality and month."""
    return measures_of(programme).filter(counts__in=COMPARED)


def compared(measure: Measure, carried: Carried, *, sees_small: bool) -> Comparison:
    """The stages of a measure's programme, of the municipalities that have a month to begin."""
    starts: dict[int, list[StageStart]] = defaultdict(list)
    for start in stage_starts_of(carried.programme):
        starts[start.organisation_id].append(start)
    months = _whole_months(carried, starts.values())
    if not months:
        return Comparison([], [], None, has_something_to_compare=False)
    marks = _marks_by_cluster(measure, carried, starts)
    owner = carried.goals[measure.goal_id].owner.municipality_id
    numbers = [_by_month(counted(measure.counts, marks[pk], owner), months) for pk in starts]
    hidden = set() if sees_small else _hidden(measure, numbers, list(marks.values()), months)
    cells = [
        _cell(rows, month, None if (line, column) in hidden else numbers[line][column], measure)
        for line, rows in enumerate(starts.values())
        for column, month in enumerate(months)
    ]
    effect, is_comparable = _effect(measure, numbers, list(starts.values()), months)
    return Comparison(cells, _sums(cells, numbers, measure), effect, is_comparable)


def _whole_months(carried: Carried, starts: Iterable[Sequence[StageStart]]) -> list[dt.date]:
    """From the programme's first month, or that of the first who began, to the last whole one."""
    begins = [rows[0].begins_on for rows in starts]
    if not begins:
        return []
    first = min(begins + ([carried.programme.starts_on] if carried.programme.starts_on else []))
    last = carried.on.replace(day=1) - dt.timedelta(days=1)
    if carried.programme.last_day:
        last = min(last, carried.programme.last_day)
    return months_between(first, last) if first <= last else []


def _marks_by_cluster(
    measure: Measure, carried: Carried, starts: Mapping[int, object]
) -> dict[int, list[Mark]]:
    """What was done for each that begins, its units along with it."""
    marks: dict[int, list[Mark]] = {pk: [] for pk in starts}
    for mark in carried.under(measure.goal_id, carried.each):
        one: Organisation | None = carried.organisations[mark.organisation]
        while one and one.pk not in starts:
            one = one.part_of
        if one:
            marks[one.pk].append(mark)
    return marks


def _by_month(things, months: Sequence[dt.date]) -> list[int]:
    new: Counter[dt.date] = Counter()
    for one in things:
        new[one.first_day.replace(day=1)] += one.amount
    return [new[month] for month in months]


def _hidden(
    measure: Measure, numbers: Numbers, marks: Sequence[Sequence[Mark]], months: Sequence[dt.date]
) -> set[tuple[int, int]]:
    """The cells from which a small group could be told, when the months' sums are known."""
    if measure.counts == Counts.PERSONS:
        persons = numbers
    elif measure.counts == Counts.HOURS:
        persons = [_persons_by_month(of_one, months) for of_one in marks]
    else:
        return set()
    known = {(len(persons), column) for column in range(len(months) + 1)}
    return {
        (line, column)
        for line, row in enumerate(suppress(persons, known).rows)
        for column, number in enumerate(row)
        if number is None
    }


def _persons_by_month(marks: Sequence[Mark], months: Sequence[dt.date]) -> list[int]:
    persons: dict[dt.date, set[int]] = defaultdict(set)
    for mark in marks:
        persons[mark.day.replace(day=1)].add(mark.person)
    return [len(persons[month]) for month in months]


def _cell(
    starts: Sequence[StageStart], month: dt.date, number: int | None, measure: Measure
) -> Cell:
    stage, name = _stage_in(starts, month)
    told = None if number is None else _told(measure, number)
    return Cell(starts[0].organisation, month, stage, name, told)


def _stage_in(starts: Sequence[StageStart], month: dt.date) -> tuple[str, str]:
    """The one that began last, while it goes on."""
    begun = [start.phase for start in starts if start.begins_on <= month]
    if not begun:
        return BEFORE, _("Before it begins")
    stage = begun[-1]
    if stage.ends_on and stage.ends_on < month:
        return AFTER, _("Between or after the stages")
    return stage.number, f"{stage.number} {stage.name}"


def _told(measure: Measure, number: int) -> int:
    return number // MINUTES_OF_AN_HOUR if measure.counts == Counts.HOURS else number


def _sums(cells: Sequence[Cell], numbers: Numbers, measure: Measure) -> list[StageSum]:
    """Each stage's own; of one with a cell held back none, or the cell could be worked out."""
    plain = [number for row in numbers for number in row]
    of_stage: dict[str, list[tuple[Cell, int]]] = defaultdict(list)
    for cell, number in zip(cells, plain, strict=True):
        of_stage[cell.stage].append((cell, number))
    order = sorted(of_stage, key=lambda stage: (stage == AFTER, stage != BEFORE, stage))
    return [_sum(of_stage[stage], measure) for stage in order]


def _sum(rows: Sequence[tuple[Cell, int]], measure: Measure) -> StageSum:
    is_held_back = any(cell.number is None for cell, _number in rows)
    return StageSum(
        name=rows[0][0].stage_name,
        municipalities=len({cell.organisation.pk for cell, _number in rows}),
        months=len(rows),
        number=None if is_held_back else _told(measure, sum(number for _cell, number in rows)),
    )


def _effect(
    measure: Measure,
    numbers: Numbers,
    starts: Sequence[Sequence[StageStart]],
    months: Sequence[dt.date],
) -> tuple[Effect | None, bool]:
    """What having begun changes, and whether there was anything to compare at all."""
    size = MINUTES_OF_AN_HOUR if measure.counts == Counts.HOURS else 1
    outcomes = [[number / size for number in row] for row in numbers]
    begins = [
        next((n for n, month in enumerate(months) if rows[0].begins_on <= month), None)
        for rows in starts
    ]
    try:
        return effect_of_having_begun(outcomes, begins), True
    except CannotBeTold as why:
        return None, not isinstance(why, NothingToCompare)


def narrowed(cells: Sequence[Cell], *, organisation: str = "", stage: str = "") -> list[Cell]:
    """Those of one municipality, and of one stage."""
    return [
        cell
        for cell in cells
        if organisation in ("", cell.organisation.public_key) and stage in ("", cell.stage)
    ]
