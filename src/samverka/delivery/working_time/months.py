"""Months as their first days."""

import datetime as dt
from collections.abc import Iterator

from samverka.toolkit.periods import LAST_YEAR, months_after

FIRST_YEAR = 2000


def first_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def after(month: dt.date) -> dt.date:
    """The month after one."""
    return months_after(month, 1)


def before(month: dt.date) -> dt.date:
    """The month before one."""
    return first_of(month - dt.timedelta(days=1))


def latest(on: dt.date, count: int) -> list[dt.date]:
    """The month of a day and those before it, the newest first."""
    months = [first_of(on)]
    while len(months) < count:
        months.append(before(months[-1]))
    return months


def days_of(month: dt.date) -> Iterator[dt.date]:
    day, end = month, after(month)
    while day < end:
        yield day
        day += dt.timedelta(days=1)


def read(text: str) -> dt.date | None:
    """The month that "2026-02" names; None for anything else."""
    try:
        month = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None
