"""A year that has been, placed once more week by week, beside what hindsight could reach."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from samverka.engine.allocation.online.futures import Outlook
from samverka.engine.allocation.online.replay import Course, Replay, replay
from samverka.engine.allocation.online.year import Year
from samverka.engine.allocation.problem import Problem
from samverka.toolkit.spreadsheet import Cell, Sheet
from samverka.toolkit.tables import Row, in_words
from samverka.toolkit.texts import amount

from .faults import Faults, Unusable
from .placing import Solver, Tell, prepared_from
from .preparing import Asked, Prepared
from .sentences import as_points, short
from .tables_read import Column, Table

WEEKS = 53
WEEK_LAST = re.compile(r"(\d{1,2})$")


def year_from(cases: Path, places: Path, asked: Asked) -> tuple[Prepared, Year]:
    """
    :raises Unusable: with everything that is wrong, a case without a week among it
    """
    prepared = prepared_from(cases, places, asked)
    weeks = _weeks(prepared.cases)
    return prepared, Year(prepared.problem, np.array(weeks, np.int32), WEEKS)


def replayed(
    year: Year, past: Sequence[Year], outlook: Outlook, solve: Solver, tell: Tell
) -> Replay:
    """Each way of placing, told by week."""

    def progress(done: int, of: int) -> None:
        tell(done, of, _("Week %(week)s") % {"week": (done - 1) % WEEKS + 1})

    return replay(
        year, past, outlook, lambda problem: solve(problem, lambda _plan: None), progress
    )


def table_of(found: Replay, problem: Problem) -> Sheet:
    """The ways beside each other: a row each."""
    persons = int(problem.heads.sum())
    ways = [(_("Each week by itself"), found.greedy), (_("Looking ahead"), found.ahead)]
    if found.even is not None:
        ways.append((_("Looking ahead, evenly over the year"), found.even))
    rows = [_row(name, course, found, persons, problem.unit) for name, course in ways]
    rows.append(
        [
            _("Had one known who would come"),
            found.hindsight.placed,
            persons,
            as_points(found.hindsight.value, problem.unit),
            100 if found.hindsight.value == found.hindsight.bound else None,
            None,
        ]
    )
    headings = [
        _("Way of placing"),
        _("Persons with a place"),
        _("Persons"),
        _("Points in all"),
        _("Per cent of what hindsight could reach"),
        _("Uneven flow, in weeks"),
    ]
    return Sheet(_("Replay"), headings, rows)


def _row(name: str, course: Course, found: Replay, persons: int, unit: int) -> list[Cell]:
    return [
        name,
        course.placed,
        persons,
        as_points(course.value, unit),
        round(100 * found.share(course), 1),
        round(course.unevenness, 2),
    ]


def in_lines(sheet: Sheet) -> list[str]:
    """The table for a terminal: a line for each way, its figures named."""
    lines = []
    for row in sheet.rows:
        facts = [
            f"{heading}: {amount(short(float(cell)))}"
            for heading, cell in zip(sheet.columns[1:], row[1:], strict=True)
            if isinstance(cell, int | float | Decimal)
        ]
        lines.append(f"{row[0]}. {'; '.join(facts)}.")
    return lines


def _weeks(cases: Table) -> list[int]:
    columns = cases.known_as("week")
    if not columns:
        text = _(
            "%(file)s does not say when each case came. Give it a column “Week” with a number "
            "from 1 to 53, or a day."
        )
        raise Unusable([text % {"file": cases.file}])
    faults = Faults()
    weeks = [_week(cases, key, row, columns[0], faults) for key, row in cases.rows.items()]
    faults.stop_if_any()
    return weeks


def _week(cases: Table, key: str, row: Row, column: Column, faults: Faults) -> int:
    """0 for the first week. "2024-W07" and "v. 7" are week 7."""
    text = in_words(row[column.position])
    try:
        return dt.date.fromisoformat(text[:10]).isocalendar().week - 1
    except ValueError:
        found = WEEK_LAST.search(text)
    if found and 1 <= int(found[1]) <= WEEKS:
        return int(found[1]) - 1
    sentence = _("“%(text)s” on %(where)s is no week. Write a number from 1 to 53, or a day.")
    faults.add(sentence % {"text": text, "where": cases.where(key)})
    return 0
