"""The days that a page shows: whole weeks from Monday, numbered as in Sweden."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverka.delivery.courses.calendar import holiday_on

from .queries import Held

MONTH, WEEK, DAY, LIST = "month", "week", "day", "list"
# So much of a day one reads; the rest is a page of its own.
MOST = {MONTH: 4, WEEK: 10, DAY: 500, LIST: 10}
A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
# Months of years that somebody types, and calendars cannot count.
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)


@dataclass(frozen=True)
class Day:
    date: dt.date
    held: list[Held]
    # Of another month: it fills the week.
    is_outside: bool
    # How many are held besides.
    more: int = 0

    @property
    def holiday(self) -> str:
        return holiday_on(self.date)


@dataclass(frozen=True)
class Week:
    number: int
    days: list[Day]


@dataclass(frozen=True)
class Span:
    """What a page shows: `starts` and `after` bound its days, `first` its month or week."""

    view: str
    first: dt.date
    next_first: dt.date

    @property
    def starts(self) -> dt.date:
        return self.first if self.view in (DAY, LIST) else _monday(self.first)

    @property
    def after(self) -> dt.date:
        if self.view in (DAY, LIST):
            return self.next_first
        return _monday(self.next_first - A_DAY) + A_WEEK

    @property
    def before_first(self) -> dt.date:
        """A day of the month or week before."""
        return self.first - A_DAY

    @property
    def number(self) -> int:
        return self.first.isocalendar().week


def span(view: str, day: dt.date) -> Span:
    """The month or the week that a day is in, or the day."""
    day = min(max(day, FIRST_DAY), LAST_DAY)
    if view == DAY:
        return Span(view, day, day + A_DAY)
    if view == WEEK:
        return Span(view, _monday(day), _monday(day) + A_WEEK)
    first = day.replace(day=1)
    return Span(view, first, (first + dt.timedelta(days=31)).replace(day=1))


def weeks(shown: Span, held: Iterable[Held], more: Mapping[dt.date, int]) -> list[Week]:
    by_day = defaultdict(list)
    for one in held:
        by_day[one.day].append(one)
    found = []
    monday = shown.starts
    while monday < shown.after:
        days = [monday + number * A_DAY for number in range(7)]
        inside = [shown.first <= day < shown.next_first for day in days]
        found.append(
            Week(
                monday.isocalendar().week,
                [
                    Day(day, by_day[day], not is_inside, more.get(day, 0))
                    for day, is_inside in zip(days, inside, strict=True)
                ],
            )
        )
        monday += A_WEEK
    return found


def days(held: Iterable[Held], more: Mapping[dt.date, int]) -> list[Day]:
    """Only those on which something is held, for a list."""
    by_day = defaultdict(list)
    for one in held:
        by_day[one.day].append(one)
    return [
        Day(day, by_day[day], is_outside=False, more=more.get(day, 0)) for day in sorted(by_day)
    ]


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
