"""Rows of those who were erased since they were sent: the law keeps them as they were."""

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from django.db.models import OuterRef, Subquery

from samverka.publishing.statements.contents import Line
from samverka.publishing.statements.models import Layout, Row, Series, Version
from samverka.publishing.statements.periods import Period
from samverka.publishing.statements.sealed import opened_line


class KeptRows:
    """What was sent last of those who are forgotten now, by period; one question."""

    def __init__(self, series: Series):
        latest = Version.objects.filter(
            statement=OuterRef("version__statement"), state=Version.State.SENT
        ).order_by("-number")
        rows = Row.objects.filter(
            version__series=series,
            version__number=Subquery(latest.values("number")[:1]),
            person__forgotten_on__isnull=False,
        ).select_related("version__statement", "version__layout")
        self._rows: dict[dt.date, list[Row]] = defaultdict(list)
        for row in rows.order_by("number"):
            self._rows[row.version.statement.first_month].append(row)

    def lines(self, period: Period, layout: Layout) -> dict[str, Line]:
        return {
            line.key: line
            for line in (_by(row, layout) for row in self._rows.get(period.first_month, []))
        }


def _by(row: Row, layout: Layout) -> Line:
    """A row in the columns of another version of its layout; a new column is empty."""
    line = replace(opened_line(row), is_forgotten=True)
    columns = row.version.layout.columns
    if columns == layout.columns:
        return line
    there = {column["field"]: cell for column, cell in zip(columns, line.cells, strict=True)}
    cells = tuple(there.get(column["field"]) for column in layout.columns)
    return replace(line, cells=cells)
