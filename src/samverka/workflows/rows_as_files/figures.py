"""What the application makes of the rows: what somebody else's sums are held against."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, QuerySet, Sum

from samverka.delivery.activities.models import Attendance
from samverka.delivery.budgets.co_financing import standing
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.queries import Due, claimed, counted_marks, due, month_marks
from samverka.delivery.participants.queries import counted
from samverka.delivery.programmes.models import Fund
from samverka.delivery.working_time.models import TimeEntry, TimeReport
from samverka.publishing.statements.models import Version
from samverka.publishing.statements.queries import build
from samverka.toolkit.months import MonthOf

from .tables import PROTECTED, SHOWN, Asked, Table


class Figure(NamedTuple):
    """What it is, of which fund and month, whose or of what kind, and its value."""

    figure: str
    fund: str
    month: dt.date | str
    about: str
    value: int
    unit: str


def tables(about: Asked) -> Iterator[Table]:
    yield Table("protected", Figure._fields, list(_protected(about)))
    yield Table("figures", Figure._fields, list(_figures(about)))


def _funds(about: Asked) -> QuerySet[Fund]:
    return Fund.objects.filter(programmes=about.programme).order_by("code")


def _figures(about: Asked) -> Iterator[Figure]:
    for fund in _funds(about):
        yield from _ticked(fund, counted_marks(about.programme, fund))
        lines = _lines_in_force(about, fund)
        yield from _certified(fund, lines)
        yield from _certified_by_employer(fund, lines.filter(**SHOWN))
        yield from _claimed(about, fund)
    yield from _lacking(about)
    yield from _co_financing(about)
    yield from _participants(about)
    yield from _paid(about)
    yield from _worked(about)
    yield from _told(about)


def _protected(about: Asked) -> Iterator[Figure]:
    """What those with protected identity add to the figures of the whole programme."""
    for fund in _funds(about):
        yield from _ticked(fund, counted_marks(about.programme, fund).filter(**PROTECTED))
        lines = _lines_in_force(about, fund).filter(**PROTECTED)
        yield from _certified(fund, lines)
        by = lines.values_list("certificate__month", "category__code").annotate(Sum("claimed"))
        for month, category, minutes in by.order_by("certificate__month", "category__code"):
            yield Figure("claimed", fund.code, month, category or "", minutes, "minutes")
    persons = counted(about.programme, on=about.on).filter(**PROTECTED).count()
    yield Figure("participants", "", "", "", persons, "persons")
    yield from _worked_in_all(_approved(about).filter(report__person__is_protected=True))


def _ticked(fund: Fund, marks: QuerySet[Attendance]) -> Iterator[Figure]:
    by_month = marks.annotate(month=MonthOf("session__held_on")).values_list("month")
    for month, minutes, persons in by_month.annotate(
        Sum("minutes"), Count("person", distinct=True)
    ).order_by("month"):
        yield Figure("ticked", fund.code, month, "", minutes, "minutes")
        yield Figure("unique_persons_ticked", fund.code, month, "", persons, "persons")
    persons = marks.aggregate(count=Count("person", distinct=True))["count"]
    yield Figure("unique_persons_ticked", fund.code, "", "", persons, "persons")


def _lines_in_force(about: Asked, fund: Fund) -> QuerySet[CertifiedLine]:
    in_force = Certificate.objects.filter(programme=about.programme, fund=fund).in_force()
    return CertifiedLine.objects.filter(certificate__in=in_force)


def _certified(fund: Fund, lines: QuerySet[CertifiedLine]) -> Iterator[Figure]:
    rows = lines.values_list("certificate__month").annotate(Sum("minutes"), Sum("claimed"))
    for month, minutes, claims in rows.order_by("certificate__month"):
        yield Figure("certified", fund.code, month, "", minutes, "minutes")
        yield Figure("certified_claimed", fund.code, month, "", claims, "minutes")


def _certified_by_employer(fund: Fund, lines: QuerySet[CertifiedLine]) -> Iterator[Figure]:
    where = ("certificate__month", "certificate__organisation__public_key")
    rows = lines.values_list(*where).annotate(Sum("minutes"), Sum("claimed")).order_by(*where)
    for month, employer, minutes, claims in rows:
        yield Figure("certified", fund.code, month, employer, minutes, "minutes")
        yield Figure("certified_claimed", fund.code, month, employer, claims, "minutes")


def _lacking(about: Asked) -> Iterator[Figure]:
    for row in due(about.programme, on=about.on):
        if _lacks_of_shown(row):
            employer = row.organisation.public_key
            yield Figure("certificate_lacks", row.fund.code, row.month, employer, 1, "months")


def _lacks_of_shown(row: Due) -> bool:
    """Not where only somebody protected is what differs."""
    marks = month_marks(row.programme, row.fund, row.organisation, row.month).filter(**SHOWN)
    now = dict(marks.values_list("person").annotate(Sum("minutes")).order_by())
    lines = CertifiedLine.objects.filter(certificate=row.certificate, **SHOWN)
    then = dict(lines.values_list("person").annotate(Sum("minutes")).order_by())
    return now != then


def _claimed(about: Asked, fund: Fund) -> Iterator[Figure]:
    for row in claimed(about.programme, fund):
        category = row.category.code if row.category else ""
        yield Figure("claimed", fund.code, row.month, category, row.minutes, "minutes")


def _co_financing(about: Asked) -> Iterator[Figure]:
    now = standing(about.programme)
    for row in now.rows:
        category = row.category.code if row.category else ""
        if row.worth is None:
            yield Figure("amount_lacks", row.fund.code, "", category, row.minutes, "minutes")
        else:
            yield Figure("worth", row.fund.code, "", category, row.worth, "ore")
    yield Figure("worth", "", "", "", now.worth, "ore")
    for reading in now.towards:
        for name in ("total", "grant", "own"):
            value = getattr(reading.asked, name)
            yield Figure(f"co_financing_{name}", "", "", reading.basis, value, "ore")
        yield Figure("co_financing_left", "", "", reading.basis, reading.left, "ore")
        for of, hours in reading.hours_by_category:
            said = f"{reading.basis}/{of.code}"
            yield Figure("hours_needed", of.fund.code, "", said, hours, "hours")


def _participants(about: Asked) -> Iterator[Figure]:
    rows = counted(about.programme, on=about.on)
    yield Figure("participants", "", "", "", rows.count(), "persons")
    shown = rows.filter(**SHOWN)
    for name in ("sex", "age_band"):
        for value, count in shown.order_by(name).values_list(name).annotate(Count("pk")):
            yield Figure(f"participants_by_{name}", "", "", value, count, "persons")


def _paid(about: Asked) -> Iterator[Figure]:
    rows = Cost.objects.filter(programme=about.programme, is_struck=False)
    accepted = rows.filter(report__state=CostReport.State.ACCEPTED)
    for name, costs in (("costs", rows), ("costs_accepted", accepted)):
        by_partner = costs.order_by("organisation__public_key").values_list(
            "organisation__public_key"
        )
        for partner, amount in by_partner.annotate(Sum("amount")):
            yield Figure(name, "", "", partner, amount, "ore")
        whole = costs.aggregate(sum=Sum("amount", default=0))["sum"]
        yield Figure(name, "", "", "", whole, "ore")


def _approved(about: Asked) -> QuerySet[TimeEntry]:
    return TimeEntry.objects.filter(
        report__programme=about.programme, report__state=TimeReport.State.APPROVED
    )


def _worked(about: Asked) -> Iterator[Figure]:
    entries = _approved(about)
    yield from _worked_in_all(entries)
    where = ("report__month", "report__organisation__public_key")
    shown = entries.filter(report__person__is_protected=False)
    for month, employer, minutes in (
        shown.values_list(*where).annotate(Sum("minutes")).order_by(*where)
    ):
        yield Figure("working_time_approved", "", month, employer, minutes, "minutes")


def _worked_in_all(entries: QuerySet[TimeEntry]) -> Iterator[Figure]:
    by_month = entries.values_list("report__month").annotate(Sum("minutes"))
    for month, minutes in by_month.order_by("report__month"):
        yield Figure("working_time_approved", "", month, "", minutes, "minutes")


def _told(about: Asked) -> Iterator[Figure]:
    sent = Version.objects.filter(
        series__programme=about.programme, state=Version.State.SENT
    ).select_related("series__fund", "series__programme", "layout", "statement")
    latest = {row.statement_id: row for row in sent.order_by("number")}
    for row in latest.values():
        at = (row.series.fund.code, row.statement.first_month, row.layout.code)
        yield Figure("statement_persons", *at, row.persons, "persons")
        yield Figure("statement", *at, row.minutes, "minutes")
        yield Figure("statement_claimed", *at, row.claimed, "minutes")
        yield Figure("statement_differs", *at, int(_differs(row)), "yes_no")


def _differs(row: Version) -> bool:
    """Whether the rows say something else than what was sent; of an emptied one they may."""
    if row.emptied_on:
        return True
    now = build(row.series, row.statement.first_month, layout=row.layout)
    return now.digest != row.content_digest
