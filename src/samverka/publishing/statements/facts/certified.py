"""Certified hours: the lines of the certificates in force, by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Sum

from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates.models import Category
from samverka.publishing.statements.contents import Cell, Line
from samverka.publishing.statements.periods import Period
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

from .cells import cells_of
from .persons import Someone, columns

HOUR = 60


class Time(NamedTuple):
    """Minutes certified, minutes claimed, and whole hours of each month's claim."""

    minutes: int
    claimed: int
    hours: int


NONE = Time(0, 0, 0)


def lines_in_force(
    programme: Programme, fund: Fund, periods: list[Period]
) -> QuerySet[CertifiedLine]:
    certificates = Certificate.objects.filter(
        programme=programme,
        fund=fund,
        month__gte=periods[0].first_month,
        month__lte=periods[-1].last_month,
    )
    return CertifiedLine.objects.filter(certificate__in=certificates.in_force()).order_by()


def minutes_of(time: QuerySet[CertifiedLine], *by: str) -> QuerySet:
    """Time by some fields; whole hours are taken of each line, which is a person's month."""
    return time.values_list(*by).annotate(
        sum_minutes=Sum("minutes"),
        sum_claimed=Sum("claimed"),
        sum_hours=Sum(F("claimed") / HOUR),
    )


def by_person(
    programme: Programme, fund: Fund, periods: list[Period]
) -> dict[dt.date, dict[int, Time]]:
    """For each month the certified time of each person, at all employers."""
    found: dict[dt.date, dict[int, Time]] = defaultdict(dict)
    rows = minutes_of(lines_in_force(programme, fund, periods), "certificate__month", "person_id")
    for month, person, *time in rows:
        found[month][person] = Time(*time)
    return found


def added(times: list[Time]) -> Time:
    return Time(*map(sum, zip(*times, strict=True))) if times else NONE


@dataclass(frozen=True)
class Row:
    """A person's time at an employer, by the fund's category."""

    someone: Someone
    sex: str
    age_band: str
    started_on: dt.date | None
    organisation: Organisation
    category: Category | None
    time: Time


CELLS: dict[str, Callable[[Row], Cell]] = {
    "number": lambda row: row.someone.number,
    "name": lambda row: row.someone.name,
    "sex": lambda row: row.sex,
    "age_band": lambda row: row.age_band,
    "started_on": lambda row: row.started_on.isoformat() if row.started_on else None,
    "organisation": lambda row: row.organisation.name,
    "org_number": lambda row: row.organisation.org_number,
    "municipality": lambda row: (
        row.organisation.municipality.name if row.organisation.municipality else ""
    ),
    "municipality_code": lambda row: row.organisation.municipality_id or "",
    "minutes": lambda row: row.time.minutes,
    "whole_hours": lambda row: row.time.hours,
    "category": lambda row: str(row.category or ""),
}


class CertifiedFacts:
    """The hours of some periods of a series, in five questions however many they are."""

    def __init__(self, programme: Programme, fund: Fund, periods: list[Period]):
        lines = lines_in_force(programme, fund, periods)
        by = ("certificate__month", "person_id", "certificate__organisation_id", "category_id")
        self._by_month: dict[dt.date, list[tuple]] = defaultdict(list)
        for month, *rest in minutes_of(lines, *by):
            self._by_month[month].append(tuple(rest))
        persons = Person.objects.filter(pk__in=lines.values("person")).order_by()
        self._persons = {pk: Someone(*said) for pk, *said in persons.values_list("pk", *columns())}
        noted = Participant.objects.filter(programme=programme).order_by()
        self._noted = {
            pk: said
            for pk, *said in noted.values_list("person_id", "sex", "age_band", "started_on")
        }
        held = Organisation.objects.select_related("municipality").order_by()
        self._organisations = held.in_bulk({row[1] for row in self._all()})
        self._categories = Category.objects.in_bulk({row[2] for row in self._all()} - {None})

    def _all(self) -> Iterator[tuple]:
        return (row for rows in self._by_month.values() for row in rows)

    def lines(self, period: Period, wanted: list[dict[str, Any]]) -> Iterator[Line]:
        times: dict[tuple, list[Time]] = defaultdict(list)
        for month, rows in self._by_month.items():
            if period.first_month <= month <= period.last_month:
                for *key, minutes, claimed, hours in rows:
                    times[tuple(key)].append(Time(minutes, claimed, hours))
        said = cells_of(CELLS, wanted, period)
        for key, several in times.items():
            row = self._row(key, added(several))
            category = row.category.public_key if row.category else ""
            yield Line(
                key=f"{row.someone.key}/{row.organisation.public_key}/{category}",
                person_id=key[0],
                person_key=row.someone.key,
                is_protected=row.someone.is_protected,
                cells=tuple(cell(row) for cell in said),
                minutes=row.time.minutes,
                claimed=row.time.claimed,
                is_forgotten=row.someone.forgotten_on is not None,
            )

    def _row(self, key: tuple, time: Time) -> Row:
        person, organisation, category = key
        sex, age_band, started_on = self._noted.get(person, ("", "", None))
        return Row(
            someone=self._persons[person],
            sex=sex,
            age_band=age_band,
            started_on=started_on,
            organisation=self._organisations[organisation],
            category=self._categories.get(category),
            time=time,
        )
