"""What is due when: reporting periods and the end of keeping, as days (S109).

Reckoned from the programme's period and its funds' rules. Where a rule gives no number there is no
day, and whoever reads is told so.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Protocol

from django.db.models import F, Prefetch, QuerySet

from samverka.delivery.programmes.models import (
    Fund,
    FundRule,
    Precision,
    Programme,
    ProgrammeFund,
)
from samverka.toolkit.periods import MONTHS, in_force, months_after
from samverka.toolkit.prepared import Given, Prepared

From = FundRule.CountedFrom
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ReportingPeriod:
    """A part of the programme's time that is reported together, both days in it."""

    number: int
    starts: dt.date
    ends: dt.date
    due: dt.date | None


@dataclass(frozen=True)
class FundDays:
    """The days that a fund's rules come to for a programme; what they leave open is None."""

    fund: Fund
    reporting: FundRule | None
    periods: list[ReportingPeriod]
    retention: FundRule | None
    kept_until: dt.date | None
    # The day that the years are counted from is not noted yet, so it is this day or later.
    is_earliest: bool


@dataclass(frozen=True)
class Deadline:
    """A day by which a report is handed in, or on which a period to report ends."""

    programme: Programme
    fund: str
    period: ReportingPeriod

    @property
    def day(self) -> dt.date:
        return self.period.due or self.period.ends


def days_of_funds(programme: Programme, *, on: dt.date) -> list[FundDays]:
    """Of each fund that pays for a programme, by the rules in force on a day."""
    return [_days_of(programme, link, on) for link in _links(programme)]


def coming_deadlines(programmes: QuerySet[Programme], *, on: dt.date) -> list[Deadline]:
    """What is to be reported from a day on, soonest first; asked all at once."""
    links = (
        _reporting(on)
        .filter(programme__in=programmes)
        .select_related("programme", "fund")
        .annotate(months=F("fund__rules__period_months"), days=F("fund__rules__due_days"))
    )
    found = (_deadlines(link.programme, link.fund.name, link.months, link.days) for link in links)
    return _coming(chain.from_iterable(found), on)


# The page of a programme is one of those opened most.
REPORTED = Prepared(
    lambda: (
        _reporting(Given("on"))
        .filter(programme=Given("programme"))
        .values_list("fund__name", "fund__rules__period_months", "fund__rules__due_days")
    )
)


def coming_deadlines_of(programme: Programme, *, on: dt.date) -> list[Deadline]:
    """The same of one programme."""
    rows = REPORTED.rows(programme=programme.pk, on=on)
    return _coming(chain.from_iterable(_deadlines(programme, *row) for row in rows), on)


def _reporting(on: dt.date | Given) -> QuerySet[ProgrammeFund]:
    """The funds of programmes by each of its rules in force that says when to report."""
    return ProgrammeFund.objects.filter(
        in_force(on, "fund__rules__"),
        fund__rules__subject=FundRule.Subject.REPORTING,
        fund__rules__period_months__isnull=False,
    )


def _deadlines(
    programme: Programme, fund: str, months: int | None, days: int | None
) -> Iterator[Deadline]:
    for period in reporting_periods(programme, months, days):
        yield Deadline(programme, fund, period)


def _coming(deadlines: Iterable[Deadline], on: dt.date) -> list[Deadline]:
    return sorted((one for one in deadlines if one.day >= on), key=lambda one: one.day)


def _links(programme: Programme) -> QuerySet[ProgrammeFund]:
    subjects = [FundRule.Subject.REPORTING, FundRule.Subject.RETENTION]
    rules = FundRule.objects.filter(subject__in=subjects).order_by("valid_from")
    return (
        ProgrammeFund.objects.filter(programme=programme)
        .select_related("fund")
        .prefetch_related(Prefetch("fund__rules", queryset=rules, to_attr="of_days"))
        .order_by("fund__name")
    )


def _days_of(programme: Programme, link: ProgrammeFund, on: dt.date) -> FundDays:
    rules = {
        rule.subject: rule
        for rule in link.fund.of_days
        if rule.valid_from <= on and (rule.valid_to is None or rule.valid_to > on)
    }
    reporting = rules.get(FundRule.Subject.REPORTING)
    retention = rules.get(FundRule.Subject.RETENTION)
    until, is_earliest = kept_until(programme, link.settled_on, retention)
    return FundDays(
        link.fund,
        reporting,
        reporting_periods(programme, reporting.period_months, reporting.due_days)
        if reporting
        else [],
        retention,
        until,
        is_earliest,
    )


def reporting_periods(
    programme: Programme, months: int | None, due_days: int | None
) -> list[ReportingPeriod]:
    """The periods from the first day to the last; the last one ends with the programme."""
    starts, last = programme.starts_on, programme.last_day
    if not months or starts is None or last is None:
        return []
    if Precision.YEAR in {programme.starts_precision, _precision(programme)}:
        return []
    periods: list[ReportingPeriod] = []
    begins = starts
    while begins <= last:
        after = months_after(starts, months * (len(periods) + 1))
        ends = min(after - ONE_DAY, last)
        due = None if due_days is None else ends + dt.timedelta(days=due_days)
        periods.append(ReportingPeriod(len(periods) + 1, begins, ends, due))
        begins = after
    return periods


def _precision(programme: Programme) -> str:
    return programme.extended_precision if programme.extended_to else programme.ends_precision


class SaysHowLong(Protocol):
    """A rule about keeping: a fund's, or a programme's own."""

    kept_years: Any
    counted_from: Any


def kept_until(
    programme: Programme, settled_on: dt.date | None, rule: SaysHowLong | None
) -> tuple[dt.date | None, bool]:
    """The last day of keeping, and whether it is the earliest that it can be."""
    last = programme.last_day
    if rule is None or rule.kept_years is None or last is None:
        return None, False
    if rule.counted_from == From.LAST_DAY:
        if _precision(programme) != Precision.DAY:
            return None, False
        return months_after(last, MONTHS * rule.kept_years), False
    settled = settled_on if rule.counted_from in {From.PAYMENT, From.ACCOUNTS} else last
    year = (settled or last).year + rule.kept_years
    return dt.date(year, MONTHS, 31), settled is None
