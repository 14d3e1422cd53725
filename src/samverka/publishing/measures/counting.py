"""What counts towards a measure: things that somebody was at, each with its first day."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Measure

Counts = Measure.Counts
Kind = Activity.Kind
MINUTES_OF_AN_HOUR = 60
# What is counted by sessions; all else by who was at which activity.
OF_SESSIONS = (Counts.TRAINING_DAYS, Counts.MEETINGS, Counts.HOURS)


class Mark(NamedTuple):
    """That somebody was at a session; what it was, where, and for whom they were there.

    Added up over sessions it is of session 0 and has the first day; over persons, of person 0.
    """

    day: dt.date
    session: int
    activity: int
    kind: str
    held_in: str | None
    person: int
    minutes: int
    # The employer, and whether it is a unit; its municipality, if it is of one that is invited.
    organisation: int
    is_unit: bool
    municipality: str | None


@dataclass(frozen=True)
class Counted:
    """One thing that counts, the day it began to, and the organisations it was there for."""

    thing: Hashable
    first_day: dt.date
    organisations: frozenset[int]
    amount: int = 1


Rule = Callable[[Mark, str | None], Hashable]


def _of_kind(kind: Kind, thing: Callable[[Mark], Hashable]) -> Rule:
    return lambda mark, _owner: thing(mark) if mark.kind == kind else None


def _course(at_owner: bool) -> Rule:
    def rule(mark: Mark, owner: str | None) -> Hashable:
        is_there = mark.held_in == owner
        return mark.activity if mark.kind == Kind.COURSE and is_there == at_owner else None

    return rule


# What a mark counts as, given the municipality of the goal's owner; None: it does not count.
RULES: dict[str, Rule] = {
    Counts.PERSONS: lambda mark, _owner: mark.person,
    Counts.MUNICIPALITIES: lambda mark, _owner: mark.municipality,
    Counts.UNITS: lambda mark, _owner: mark.organisation if mark.is_unit else None,
    Counts.TRAINING_DAYS: _of_kind(Kind.TRAINING_DAY, lambda mark: mark.session),
    Counts.MEETINGS: _of_kind(Kind.MEETING, lambda mark: mark.session),
    Counts.WORKSHOPS: _of_kind(Kind.WORKSHOP, lambda mark: mark.activity),
    Counts.COURSES: _of_kind(Kind.COURSE, lambda mark: mark.activity),
    Counts.COURSES_AT_OWNER: _course(at_owner=True),
    Counts.COURSES_ELSEWHERE: _course(at_owner=False),
}


def counted(counts: str, marks: Iterable[Mark], owner: str | None) -> list[Counted] | None:
    """Everything that counts, by first day; None where nothing that is entered counts."""
    if counts == Counts.HOURS:
        return _minutes(marks)
    rule = RULES.get(counts)
    if rule is None:
        return None
    first: dict[Hashable, dt.date] = {}
    there_for: dict[Hashable, set[int]] = {}
    for mark in marks:
        thing = rule(mark, owner)
        if thing is None:
            continue
        first[thing] = min(mark.day, first.get(thing, mark.day))
        there_for.setdefault(thing, set()).add(mark.organisation)
    things = [Counted(one, day, frozenset(there_for[one])) for one, day in first.items()]
    return sorted(things, key=lambda one: one.first_day)


def _minutes(marks: Iterable[Mark]) -> list[Counted]:
    """Minutes of each day and organisation: hours are made of sums, not of things."""
    sums: Counter[tuple[dt.date, int]] = Counter()
    for mark in marks:
        sums[mark.day, mark.organisation] += mark.minutes
    return [
        Counted(key, key[0], frozenset([key[1]]), minutes) for key, minutes in sorted(sums.items())
    ]


def total(counts: str, things: Iterable[Counted]) -> int:
    """How many there are; whole hours where minutes are counted."""
    whole = sum(one.amount for one in things)
    return whole // MINUTES_OF_AN_HOUR if counts == Counts.HOURS else whole


def by_month(
    counts: str, things: Sequence[Counted], first: dt.date, last: dt.date
) -> list[tuple[dt.date, int, int]]:
    """Each month from the first to the last: its first day, what is new, and what is reached."""
    new: Counter[dt.date] = Counter()
    for one in things:
        new[one.first_day.replace(day=1)] += one.amount
    rows, reached = [], 0
    for month in months_between(first, last):
        before = reached if counts != Counts.HOURS else reached // MINUTES_OF_AN_HOUR
        reached += new[month]
        now = reached if counts != Counts.HOURS else reached // MINUTES_OF_AN_HOUR
        rows.append((month, now - before, now))
    return rows


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months that hold the two days and those between."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [dt.date(number // 12, number % 12 + 1, 1) for number in range(start, start + count)]
