"""A period as the facts say now, as it was sent, and what differs."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from samverka.foundation.work import queries as work
from samverka.foundation.work.models import Progress
from samverka.publishing.statements.columns import Field, fields_of
from samverka.publishing.statements.contents import Cell, Content, Line, Sums
from samverka.publishing.statements.facts import Facts
from samverka.publishing.statements.models import Layout, Series, Version
from samverka.publishing.statements.periods import period_at
from samverka.publishing.statements.sealed import opened_line


class NoPeriod(ValueError):
    """No period of the series begins with the month."""


def build(series: Series, first_month: dt.date, *, layout: Layout | None = None) -> Content:
    """The period as the facts say now, by the series' layout or another version of it.

    :raises NoPeriod: none begins with the month
    """
    period = period_at(series, first_month)
    if period is None:
        raise NoPeriod
    return Facts(series, [period]).content(period, layout or series.layout)


def content_of(version: Version) -> Content:
    """What was sent, opened again; what is only ready, or was emptied, has no rows.

    :raises CannotOpen: a row was changed, or its key is gone
    """
    rows = [opened_line(row) for row in version.rows.order_by("number")]
    return Content(
        layout=version.layout,
        first_month=version.statement.first_month,
        last_month=version.statement.last_month,
        rows=rows,
        sums=Sums(
            rows=len(rows),
            persons=version.persons,
            protected=version.protected,
            minutes=version.minutes,
            claimed=version.claimed,
        ),
    )


@dataclass(frozen=True)
class Difference:
    """A row that is in one of two contents, or a cell of a row that is another.

    `kind` is added, removed or changed; `field`, `heading`, `before` and `now` are of changed
    cells.
    """

    kind: str
    key: str
    person_id: int | None
    is_protected: bool
    heading: str = ""
    field: Field | None = None
    before: Cell = None
    now: Cell = None


def differences(before: Content, now: Content) -> list[Difference]:
    """Row by row, in the order of the keys; contents of `content_of` or `build`."""
    old = {row.key: row for row in before.rows}
    new = {row.key: row for row in now.rows}
    found: list[Difference] = []
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            found.append(_whole("added", new[key]))
        elif key not in new:
            found.append(_whole("removed", old[key]))
        else:
            found += _changed(before.layout, old[key], now.layout, new[key])
    return found


def _whole(kind: str, row: Line) -> Difference:
    return Difference(kind, row.key, row.person_id, row.is_protected)


def _changed(was: Layout, old: Line, layout: Layout, new: Line) -> Iterator[Difference]:
    """By the columns as they are now; what a column held that was not there is empty."""
    headings = [column["heading"] for column in was.columns]
    cells = dict(zip(headings, old.cells, strict=True))
    columns = zip(layout.columns, fields_of(layout), new.cells, strict=True)
    for column, field, cell in columns:
        before = cells.get(column["heading"])
        if before != cell:
            yield Difference(
                "changed",
                new.key,
                new.person_id,
                old.is_protected or new.is_protected,
                column["heading"],
                field,
                before,
                cell,
            )


def progress(version: Version) -> Progress | None:
    """How far the sending has come."""
    return work.progress_of(version.task_id) if version.task_id else None


def has_failed(version: Version) -> bool:
    """Whether the task ended by a fault of ours, so that nothing more will come."""
    return work.has_failed(version.task_id)
