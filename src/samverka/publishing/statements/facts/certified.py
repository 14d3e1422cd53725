"""Certified hours: the lines of the certificates in force, by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates.models import Category
from samverka.publishing.statements.contents import Cell, Line
from samverka.publishing.statements.periods import Period
from samverka.register.partners.models import Organisation
from samverka.register.people.identity import opener
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


class Employed(NamedTuple):
    """A person at an employer, in one of the fund's categories."""

    person: int
    organisation: int
    category: int | None


class CertifiedLines:
    """The lines of the certificates in force in some periods, in two questions."""

    def __init__(self, programme: Programme, fund: Fund, periods: list[Period]):
        self.periods = periods
        certificates = Certificate.objects.filter(
            programme=programme,
            fund=fund,
            month__gte=periods[0].first_month,
            month__lte=periods[-1].last_month,
        )
        self.at = {
            pk: (_holding(month, periods), organisation)
            for pk, month, organisation in certificates.in_force()
            .order_by()
            .values_list("pk", "month", "organisation_id")
        }
        self.rows = self.of(periods)

    def of(self, periods: list[Period]) -> QuerySet[CertifiedLine]:
        """The lines of some of the periods."""
        # By their keys: which are in force, a database guesses wrong and then goes row by row.
        within = [pk for pk, (period, _organisation) in self.at.items() if period in periods]
        # Of whoever is erased nothing is known that a row could tell.
        erased = Person.objects.filter(forgotten_on__isnull=False).order_by()
        lines = CertifiedLine.objects.filter(certificate__in=within)
        return lines.exclude(person__in=erased.values("pk")).order_by()

    def periods_of(self, persons: QuerySet[Person]) -> set[Period]:
        """Those in which some of the persons have a line."""
        theirs = self.rows.filter(person__in=persons.values("pk"))
        return {self.at[pk][0] for pk in theirs.values_list("certificate", flat=True).distinct()}

    def by_person(self) -> dict[Period, dict[int, Time]]:
        """For each period the certified time of each person, at all employers."""
        found: dict[Period, dict[int, Time]] = defaultdict(dict)
        alike: dict[Time, Time] = {}
        rows = self.rows.values_list("certificate_id", "person_id", "minutes", "claimed")
        for certificate, person, minutes, claimed in rows.iterator():
            of_period = found[self.at[certificate][0]]
            time = _more(of_period.get(person, NONE), minutes, claimed)
            of_period[person] = alike.setdefault(time, time)
        return found

    def by_employer(self) -> dict[Period, dict[Employed, Time]]:
        """The same by person, employer and category."""
        found: dict[Period, dict[Employed, Time]] = defaultdict(dict)
        names = ("certificate_id", "person_id", "category_id", "minutes", "claimed")
        for certificate, person, category, minutes, claimed in self.rows.values_list(
            *names
        ).iterator():
            period, organisation = self.at[certificate]
            key = Employed(person, organisation, category)
            found[period][key] = _more(found[period].get(key, NONE), minutes, claimed)
        return found


def _more(time: Time, minutes: int, claimed: int) -> Time:
    """Whole hours are taken of each line, which is a person's month."""
    return Time(time.minutes + minutes, time.claimed + claimed, time.hours + claimed // HOUR)


def _holding(month: dt.date, periods: list[Period]) -> Period:
    return next(each for each in periods if each.first_month <= month <= each.last_month)


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
    """The hours of some periods of a series, in six questions however many they are."""

    def __init__(self, programme: Programme, fund: Fund, periods: list[Period]):
        lines = CertifiedLines(programme, fund, periods)
        self._times = lines.by_employer()
        persons = Person.objects.filter(pk__in=lines.rows.values("person")).order_by()
        opens = opener()
        self._persons = {
            pk: Someone(opens, *said) for pk, *said in persons.values_list("pk", *columns())
        }
        noted = Participant.objects.filter(programme=programme).order_by()
        self._noted = {
            pk: (sex, age_band, started_on)
            for pk, sex, age_band, started_on in noted.values_list(
                "person_id", "sex", "age_band", "started_on"
            )
        }
        keys = [key for times in self._times.values() for key in times]
        self._organisations = (
            Organisation.objects.select_related("municipality")
            .order_by()
            .in_bulk({key.organisation for key in keys})
        )
        self._categories = Category.objects.in_bulk(
            {key.category for key in keys if key.category is not None}
        )

    def lines(self, period: Period, wanted: list[dict[str, Any]]) -> Iterator[Line]:
        said = cells_of(CELLS, wanted, period)
        for key, time in self._times.get(period, {}).items():
            row = self._row(key, time)
            category = row.category.public_key if row.category else ""
            yield Line(
                key=f"{row.someone.key}/{row.organisation.public_key}/{category}",
                person_id=key.person,
                person_key=row.someone.key,
                is_protected=row.someone.is_protected,
                cells=tuple([cell(row) for cell in said]),
                minutes=time.minutes,
                claimed=time.claimed,
            )

    def _row(self, key: Employed, time: Time) -> Row:
        sex, age_band, started_on = self._noted.get(key.person, ("", "", None))
        return Row(
            someone=self._persons[key.person],
            sex=sex,
            age_band=age_band,
            started_on=started_on,
            organisation=self._organisations[key.organisation],
            category=self._categories.get(key.category) if key.category else None,
            time=time,
        )
