"""Days on which nobody is called to a meeting, and the days of a course that goes round them.

Which days are holidays is law, so the rules come in as data with their years and their source;
here is only how a rule becomes a day.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_SKIPPED = 60


class Kind(StrEnum):
    """How a rule tells its day.

    FIXED: the same day of the same month.
    EASTER: so many days from Easter Sunday.
    WEEKDAY: the first such weekday on or after a day of a month.
    """

    FIXED = "fixed"
    EASTER = "easter"
    WEEKDAY = "weekday"


@dataclass(frozen=True)
class Rule:
    """One holiday, from the year `since` and through the year `until` (None: still).

    `weekday` is 0 for Monday; `offset` is days after Easter Sunday, negative before it.
    """

    name: str
    kind: Kind
    month: int = 0
    day: int = 0
    weekday: int = 0
    offset: int = 0
    since: int = 1
    until: int | None = None


def easter_sunday(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar.

    Source:
        The anonymous Gregorian algorithm, in J. Meeus, Astronomical Algorithms (1991), chapter 8.
    """
    century, of_century = divmod(year, 100)
    leap, of_leap = divmod(century, 4)
    golden = year % 19
    corrected = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - corrected + 15) % 30
    years, of_years = divmod(of_century, 4)
    weekday = (32 + 2 * of_leap + 2 * years - epact - of_years) % 7
    moved = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * moved + 114, 31)
    return dt.date(year, month, day + 1)


def days_of(year: int, rules: Iterable[Rule]) -> dict[dt.date, str]:
    """The holidays of a year with their names, those that the law had in that year."""
    return {
        _day(rule, year): rule.name
        for rule in rules
        if rule.since <= year and (rule.until is None or year <= rule.until)
    }


def _day(rule: Rule, year: int) -> dt.date:
    if rule.kind is Kind.EASTER:
        return easter_sunday(year) + dt.timedelta(days=rule.offset)
    day = dt.date(year, rule.month, rule.day)
    if rule.kind is Kind.FIXED:
        return day
    return day + dt.timedelta(days=(rule.weekday - day.weekday()) % 7)


@dataclass(frozen=True)
class Schedule:
    """The days of a course, and the days that were passed over with the reason of each."""

    days: list[dt.date]
    skipped: list[tuple[dt.date, str]]


def schedule(
    first: dt.date, count: int, *, every: int, closed: Callable[[dt.date], str]
) -> Schedule:
    """`count` days from `first`, `every` so many days, past those that are closed.

    Arguments:
        first: the first day one would meet; it too is passed over if it is closed.
        count: how many days, at least 1.
        every: days from one meeting to the next, at least 1.
        closed: says why nobody meets on a day, "" where one may.

    Returns:
        The days in order, all open. No more than `MOST_SKIPPED` days are passed over: then there
        are fewer days than asked for.
    """
    days: list[dt.date] = []
    skipped: list[tuple[dt.date, str]] = []
    day = first
    while len(days) < count and len(skipped) <= MOST_SKIPPED:
        reason = closed(day)
        if reason:
            skipped.append((day, reason))
        else:
            days.append(day)
        day += dt.timedelta(days=every)
    return Schedule(days, skipped)
