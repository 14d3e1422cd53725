"""Those who take part, once each: what was noted of them, and their certified hours."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import counted
from samverka.delivery.programmes.models import Fund, FundRule, Programme, ProgrammeFund
from samverka.publishing.statements.contents import Cell, Line, canonical
from samverka.publishing.statements.periods import Period
from samverka.register.people.identity import opener
from samverka.register.people.models import Person

from .cells import cells_of
from .certified import NONE, CertifiedLines, Time
from .persons import Someone, columns

COUNTING = (FundRule.Subject.PARTICIPANTS, FundRule.Subject.NO_STAFF)
NOTED = (
    "sex",
    "age_band",
    "is_unaccompanied",
    "started_on",
    "ended_on",
    "end_reason",
    "verified_on",
    "verified_how",
    "organisation__name",
    "organisation__org_number",
    "organisation__municipality_id",
    "organisation__municipality__name",
)


class Noted(NamedTuple):
    sex: str
    age_band: str
    is_unaccompanied: bool | None
    started_on: dt.date
    ended_on: dt.date | None
    end_reason: str
    verified_on: dt.date | None
    verified_how: str
    organisation: str | None
    org_number: str | None
    municipality_code: str | None
    municipality: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in a period: an end that comes after it has not happened yet."""

    someone: Someone
    noted: Noted
    time: Time
    has_ended: bool


CELLS: dict[str, Callable[[Row], Cell]] = {
    "number": lambda row: row.someone.number,
    "name": lambda row: row.someone.name,
    "contact": lambda row: row.someone.contact,
    "sex": lambda row: row.noted.sex,
    "age_band": lambda row: row.noted.age_band,
    "is_unaccompanied": lambda row: row.noted.is_unaccompanied,
    "started_on": lambda row: row.noted.started_on.isoformat(),
    "ended_on": lambda row: _day(row.noted.ended_on) if row.has_ended else None,
    "end_reason": lambda row: row.noted.end_reason if row.has_ended else "",
    "verified_on": lambda row: _day(row.noted.verified_on),
    "verified_how": lambda row: row.noted.verified_how,
    "organisation": lambda row: row.noted.organisation or "",
    "org_number": lambda row: row.noted.org_number or "",
    "municipality": lambda row: row.noted.municipality or "",
    "municipality_code": lambda row: row.noted.municipality_code or "",
    "minutes": lambda row: row.time.minutes,
    "whole_hours": lambda row: row.time.hours,
}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


class ParticipantFacts:
    """Who takes part in some periods, in as many questions as their rules have changed."""

    def __init__(self, programme: Programme, fund: Fund, periods: list[Period], with_time: bool):
        self._times: dict[Period, dict[int, Time]] = {}
        if with_time:
            self._times = CertifiedLines(programme, fund, periods).by_person()
        self._rows: dict[Period, list[tuple[int, Someone, Noted]]] = {}
        for alike, rows in participants_by_rules(programme, periods):
            self._rows |= dict.fromkeys(alike, _said(rows))
        # Most rows are the same in one period as in the next, and are made once.
        self._made: dict[tuple[str, int], tuple[object, Line]] = {}

    def lines(self, period: Period, wanted: list[dict[str, Any]]) -> Iterator[Line]:
        times = self._times.get(period, {})
        said = cells_of(CELLS, wanted, period)
        layout = canonical(wanted)
        month = period if any(column["field"] == "month" for column in wanted) else None
        first, last = period.first_month, period.last_day
        for person, someone, noted in self._rows[period]:
            ended = noted.ended_on
            if noted.started_on > last or (ended and ended < first):
                continue
            time = times.get(person, NONE)
            has_ended = ended is not None and ended <= last
            made = self._made.get((layout, person))
            if made is None or made[0] != (time, has_ended, month):
                line = _line(person, Row(someone, noted, time, has_ended), said)
                made = ((time, has_ended, month), line)
                self._made[layout, person] = made
            yield made[1]


def _line(person: int, row: Row, said: list[Callable[[Row], Cell]]) -> Line:
    someone = row.someone
    return Line(
        key=someone.key,
        person_id=person,
        person_key=someone.key,
        is_protected=someone.is_protected,
        cells=tuple([cell(row) for cell in said]),
        minutes=row.time.minutes,
        claimed=row.time.claimed,
    )


def _by_rules(programme: Programme, periods: list[Period]) -> list[list[Period]]:
    """Periods together on whose last day the same rules say who is counted."""
    funds = ProgrammeFund.objects.filter(programme=programme).values("fund")
    rules = list(FundRule.objects.filter(fund__in=funds, subject__in=COUNTING))
    found: dict[tuple, list[Period]] = defaultdict(list)
    for period in periods:
        on = period.last_day
        held = (
            rule.pk
            for rule in rules
            if rule.valid_from <= on and (rule.valid_to is None or rule.valid_to > on)
        )
        found[tuple(sorted(held))].append(period)
    return list(found.values())


def participants_by_rules(
    programme: Programme, periods: list[Period]
) -> list[tuple[list[Period], QuerySet[Participant]]]:
    """Periods with the same rules, and those counted who take part in any of them."""
    return [(alike, _counted_in(programme, alike)) for alike in _by_rules(programme, periods)]


def _counted_in(programme: Programme, periods: list[Period]) -> QuerySet[Participant]:
    """Whoever is erased goes on counting, but nothing is known of them that a row could tell."""
    ongoing = Q(ended_on=None) | Q(ended_on__gte=periods[0].first_month)
    found = counted(programme, on=periods[-1].last_day).filter(ongoing)
    erased = Person.objects.filter(forgotten_on__isnull=False).order_by()
    return found.exclude(person__in=erased.values("pk")).order_by()


def _said(rows: QuerySet[Participant]) -> list[tuple[int, Someone, Noted]]:
    said = rows.values_list("person_id", *columns("person__"), *NOTED)
    width = len(columns()) + 1
    opens = opener()
    return [
        (row[0], Someone(opens, *row[1:width]), Noted._make(row[width:]))
        for row in said.iterator()
    ]
