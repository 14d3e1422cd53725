"""What the application makes of the rows: what somebody else's sums are held against."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from samverka.delivery.budgets.co_financing import standing
from samverka.delivery.budgets.models import Cost, CostReport
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.queries import claimed, counted_marks, due
from samverka.delivery.participants.queries import counted
from samverka.delivery.programmes.models import Fund
from samverka.delivery.working_time.models import TimeEntry, TimeReport
from samverka.publishing.statements.models import Version

from .tables import Asked, Table


class Figure(NamedTuple):
    """What it is, of which fund and month, whose or of what kind, and its value."""

    figure: str
    fund: str
    month: dt.date | str
    about: str
    value: int
    unit: str


def table(about: Asked) -> Table:
    return Table("figures", Figure._fields, list(_figures(about)))


def _figures(about: Asked) -> Iterator[Figure]:
    for fund in Fund.objects.filter(programmes=about.programme).order_by("code"):
        yield from _ticked(about, fund)
        yield from _certified(about, fund)
        yield from _claimed(about, fund)
    for row in due(about.programme, on=about.on):
        employer = row.organisation.public_key
        yield Figure("certificate_lacks", row.fund.code, row.month, employer, 1, "months")
    yield from _co_financing(about)
    yield from _participants(about)
    yield from _paid(about)
    yield from _worked(about)
    yield from _told(about)


def _ticked(about: Asked, fund: Fund) -> Iterator[Figure]:
    marks = counted_marks(about.programme, fund)
    by_month = marks.annotate(month=TruncMonth("session__held_on")).values_list("month")
    for month, minutes, persons in by_month.annotate(
        Sum("minutes"), Count("person", distinct=True)
    ).order_by("month"):
        yield Figure("ticked", fund.code, month, "", minutes, "minutes")
        yield Figure("unique_persons_ticked", fund.code, month, "", persons, "persons")
    persons = marks.aggregate(count=Count("person", distinct=True))["count"]
    yield Figure("unique_persons_ticked", fund.code, "", "", persons, "persons")


def _certified(about: Asked, fund: Fund) -> Iterator[Figure]:
    in_force = Certificate.objects.filter(programme=about.programme, fund=fund).in_force()
    rows = (
        CertifiedLine.objects.filter(certificate__in=in_force)
        .values_list("certificate__month", "certificate__organisation__public_key")
        .annotate(Sum("minutes"), Sum("claimed"))
        .order_by("certificate__month", "certificate__organisation__public_key")
    )
    for month, employer, minutes, claims in rows:
        yield Figure("certified", fund.code, month, employer, minutes, "minutes")
        yield Figure("certified_claimed", fund.code, month, employer, claims, "minutes")


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
    for name in ("sex", "age_band"):
        for value, count in rows.order_by(name).values_list(name).annotate(Count("pk")):
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


def _worked(about: Asked) -> Iterator[Figure]:
    entries = TimeEntry.objects.filter(
        report__programme=about.programme, report__state=TimeReport.State.APPROVED
    )
    where = ("report__month", "report__organisation__public_key")
    for month, employer, minutes in (
        entries.values_list(*where).annotate(Sum("minutes")).order_by(*where)
    ):
        yield Figure("working_time_approved", "", month, employer, minutes, "minutes")


def _told(about: Asked) -> Iterator[Figure]:
    sent = Version.objects.filter(
        series__programme=about.programme, state=Version.State.SENT
    ).select_related("series__fund", "layout", "statement")
    latest = {row.statement_id: row for row in sent.order_by("number")}
    for row in latest.values():
        at = (row.series.fund.code, row.statement.first_month, row.layout.code)
        yield Figure("statement_persons", *at, row.persons, "persons")
        yield Figure("statement", *at, row.minutes, "minutes")
        yield Figure("statement_claimed", *at, row.claimed, "minutes")
