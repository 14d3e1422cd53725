"""The time line: one line a programme, from its first day to its last, as far as it is told."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from samverka.delivery.programmes.models import Programme

WIDTH = 1000
MOST_LABELS = 7


@dataclass(frozen=True)
class Line:
    """Where a programme stands on the line, in thousandths of its width; None where not told."""

    programme: Programme
    start: int | None
    length: int
    # What the source does not tell is drawn as an open end.
    open_start: bool
    open_end: bool


@dataclass(frozen=True)
class TimeLine:
    """Years in a row; where they are many, only some have their number."""

    years: list[int]
    lines: list[Line]
    today: int | None

    @property
    def labels(self) -> list[str]:
        step = -(-len(self.years) // MOST_LABELS)
        return [str(year) if number % step == 0 else "" for number, year in enumerate(self.years)]


def time_line(programmes: Iterable[Programme], *, on: dt.date) -> TimeLine:
    """Of programmes with at least one day told; whole years from the first to the last."""
    rows = list(programmes)
    days = [day for row in rows for day in (row.starts_on, row.last_day) if day]
    if not days:
        return TimeLine([], [Line(row, None, 0, True, True) for row in rows], None)
    open_ended = any(row.starts_on and row.last_day is None for row in rows)
    first = min(days).year
    last = max(*days, on).year if open_ended else max(days).year
    scale = _Scale(dt.date(first, 1, 1), dt.date(last + 1, 1, 1))
    today = scale.at(on) if first <= on.year <= last else None
    return TimeLine(list(range(first, last + 1)), [scale.line(row) for row in rows], today)


@dataclass(frozen=True)
class _Scale:
    begin: dt.date
    end: dt.date

    def at(self, day: dt.date) -> int:
        return round((day - self.begin).days / (self.end - self.begin).days * WIDTH)

    def line(self, programme: Programme) -> Line:
        first, last = programme.starts_on, programme.last_day
        if first is None and last is None:
            return Line(programme, None, 0, True, True)
        # An end that is not told reaches a year from the one that is, or to the end of the line.
        begin = self.at(first) if first else max(self.at(last) - self._year, 0)
        end = self.at(last + dt.timedelta(days=1)) if last else WIDTH
        return Line(programme, begin, max(end - begin, 2), first is None, last is None)

    @property
    def _year(self) -> int:
        return round(WIDTH * 365 / (self.end - self.begin).days)
