"""Activities held in a period that count for the fund, with counts and no persons."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.certification.queries import counted_marks
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Fund, Programme
from samverka.publishing.statements.contents import Cell, Line
from samverka.publishing.statements.periods import Period, first_month_of

from .cells import cells_of

Sex = Participant.Sex


@dataclass(frozen=True)
class Counts:
    """Different persons, those of them who are women and men, and everybody's minutes."""

    persons: int = 0
    women: int = 0
    men: int = 0
    minutes: int = 0


class Whole(NamedTuple):
    """Different persons at all activities of a period, and everybody's minutes."""

    persons: int
    minutes: int


@dataclass(frozen=True)
class Row:
    activity: Activity
    first_day: dt.date
    last_day: dt.date
    sessions: int
    unnamed: int
    counts: Counts


CELLS: dict[str, Callable[[Row], Cell]] = {
    "title": lambda row: row.activity.title,
    "kind": lambda row: row.activity.kind,
    "target_group": lambda row: row.activity.target_group,
    "organisation": lambda row: row.activity.organiser.name,
    "org_number": lambda row: row.activity.organiser.org_number,
    "municipality": lambda row: (
        row.activity.municipality.name if row.activity.municipality else ""
    ),
    "municipality_code": lambda row: row.activity.municipality_id or "",
    "started_on": lambda row: row.first_day.isoformat(),
    "ended_on": lambda row: row.last_day.isoformat(),
    "sessions": lambda row: row.sessions,
    "persons": lambda row: row.counts.persons,
    "women": lambda row: row.counts.women,
    "men": lambda row: row.counts.men,
    "others": lambda row: row.counts.persons - row.counts.women - row.counts.men,
    "unnamed": lambda row: row.unnamed,
    "minutes": lambda row: row.counts.minutes,
    "whole_hours": lambda row: row.counts.minutes // 60,
}


class ActivityFacts:
    """The activities of some periods, in four questions however many they are."""

    def __init__(self, programme: Programme, fund: Fund, periods: list[Period]):
        first, after = periods[0].first_month, periods[-1].after
        marks = _marks(programme, fund, periods)
        self._counts = _counts(programme, marks)
        self._whole = whole(marks, periods)
        counts = CountedAs.objects.filter(fund=fund, counts=True).values("activity")
        sessions = Session.objects.filter(
            held_on__gte=first,
            held_on__lt=after,
            activity__programme=programme,
            activity__in=counts,
            activity__is_cancelled=False,
        )
        self._sessions: dict[dt.date, list[tuple]] = defaultdict(list)
        for month, *rest in (
            sessions.annotate(period=first_month_of("held_on", periods))
            .values_list("period", "activity_id")
            .annotate(Min("held_on"), Max("held_on"), Count("pk"), Sum("unnamed"))
            .order_by()
        ):
            self._sessions[month].append(tuple(rest))
        found = {row[0] for rows in self._sessions.values() for row in rows}
        held = Activity.objects.select_related("organiser", "municipality")
        self._activities = held.in_bulk(found)

    def persons(self, period: Period) -> int:
        """Different persons at all of the period's activities."""
        return self._whole[period].persons

    def lines(self, period: Period, wanted: list[dict[str, Any]]) -> Iterator[Line]:
        month = period.first_month
        said = cells_of(CELLS, wanted, period)
        for activity, first_day, last_day, sessions, unnamed in self._sessions[month]:
            counts = self._counts.get((month, activity), Counts())
            held = self._activities[activity]
            row = Row(held, first_day, last_day, sessions, unnamed, counts)
            yield Line(
                key=row.activity.public_key,
                person_id=None,
                person_key="",
                is_protected=False,
                cells=tuple(cell(row) for cell in said),
                minutes=counts.minutes,
            )


def whole_of(programme: Programme, fund: Fund, periods: list[Period]) -> dict[Period, Whole]:
    """The same where nothing else is asked; one question."""
    return whole(_marks(programme, fund, periods), periods)


def whole(marks: QuerySet, periods: list[Period]) -> dict[Period, Whole]:
    """All the activities of each period together."""
    rows = (
        marks.values_list("period")
        .annotate(persons=Count("person", distinct=True), sum=Sum("minutes"))
        .order_by()
    )
    found = {month: Whole(persons, minutes) for month, persons, minutes in rows}
    return {period: found.get(period.first_month, Whole(0, 0)) for period in periods}


def _marks(programme: Programme, fund: Fund, periods: list[Period]) -> QuerySet:
    """Those that count for the fund, with the first month of their period; none cancelled."""
    marks = counted_marks(programme, fund).filter(
        session__activity__is_cancelled=False,
        session__held_on__gte=periods[0].first_month,
        session__held_on__lt=periods[-1].after,
    )
    return marks.annotate(period=first_month_of("session__held_on", periods))


def _counts(programme: Programme, marks: QuerySet) -> dict[tuple[dt.date, int], Counts]:
    noted = Participant.objects.filter(programme=programme).order_by()
    women = Q(person__in=noted.filter(sex=Sex.WOMAN).values("person"))
    men = Q(person__in=noted.filter(sex=Sex.MAN).values("person"))
    rows = (
        marks.values_list("period", "session__activity_id")
        .annotate(
            Count("person", distinct=True),
            women=Count("person", distinct=True, filter=women),
            men=Count("person", distinct=True, filter=men),
            sum=Sum("minutes"),
        )
        .order_by()
    )
    return {(month, activity): Counts(*counts) for month, activity, *counts in rows}
