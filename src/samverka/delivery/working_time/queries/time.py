"""Questions about working time: months to write, ceilings, and what is approved."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import (
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.working_time import months
from samverka.delivery.working_time.models import Allocation, Ceiling, TimeEntry, TimeReport
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.people.models import Person
from samverka.toolkit.lists import holding
from samverka.toolkit.periods import in_force
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Rows

State = TimeReport.State
MINUTES = 60
SHOWN_MONTHS = 6
_WITH_THE_PERSON = (State.OPEN, State.RETURNED)
WITH_NAMES = ("person", "programme", "organisation")


class Share(NamedTuple):
    """What of an allocation is needed to tell its months."""

    programme_id: int
    organisation_id: int
    valid_from: dt.date
    valid_to: dt.date | None
    programme: str


@dataclass(frozen=True)
class OwnMonth:
    """A month that somebody has to write, and its report when it is begun."""

    allocation: Allocation
    month: dt.date
    report: TimeReport | None

    @property
    def is_missing(self) -> bool:
        return self.report is None or self.report.is_with_the_person


def within_month(month: dt.date, prefix: str = "") -> Q:
    """Allocations that hold some day of a month."""
    return Q(**{f"{prefix}valid_from__lt": months.after(month)}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": month})
    )


def own_months(user_id: int, *, on: dt.date) -> list[OwnMonth]:
    """What somebody has to write themself, this month first; two questions."""
    shown = months.latest(on, SHOWN_MONTHS)
    allocations = list(
        Allocation.objects.filter(person__user_id=user_id, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gt=shown[-1]))
        .select_related(*WITH_NAMES)
        .order_by("programme__name", "-valid_from")
    )
    if not allocations:
        return []
    reports = TimeReport.objects.filter(person__user_id=user_id, month__in=shown)
    begun = {(one.programme_id, one.organisation_id, one.month): one for one in reports}
    found: dict[tuple, OwnMonth] = {}
    for month in shown:
        for one in allocations:
            key = (one.programme_id, one.organisation_id, month)
            if key not in found and _holds_some_day(one, month):
                found[key] = OwnMonth(one, month, begun.get(key))
    return list(found.values())


def _holds_some_day(allocation: Allocation | Share, month: dt.date) -> bool:
    ends = allocation.valid_to
    return allocation.valid_from < months.after(month) and (ends is None or ends > month)


class LateMonth(NamedTuple):
    """A month that has passed and still lies with the person; no key where it is not begun."""

    month: dt.date
    programme: str
    report_key: str


# The page that greets asks them of everybody who writes their time.
SHARES = Prepared(
    lambda: Allocation.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=Given("first")),
        person__user_id=Given("user"),
        valid_from__lt=Given("this"),
    ).values_list(*Share._fields[:-1], "programme__name")
)
BEGUN = Prepared(
    lambda: TimeReport.objects.filter(
        person__user_id=Given("user"), month__gte=Given("first")
    ).values_list("programme_id", "organisation_id", "month", "public_key", "state")
)


def not_handed_in(user_id: int, *, on: dt.date) -> Ask:
    """Of the months that `own_months` shows; the latest first."""
    this, *passed = months.latest(on, SHOWN_MONTHS)

    def late(shares: Rows, begun: Rows) -> list[LateMonth]:
        return _late(passed, [Share(*row) for row in shares], begun)

    return Ask(
        late,
        SHARES.part(user=user_id, first=passed[-1], this=this),
        BEGUN.part(user=user_id, first=passed[-1]),
    )


def _late(passed: Sequence[dt.date], shares: Sequence[Share], reports: Rows) -> list[LateMonth]:
    begun = {row[:3]: row[3:] for row in reports}
    # By programme; of two shares in one, what the later says.
    shares = sorted(shares, key=lambda one: one.valid_from, reverse=True)
    shares = sorted(shares, key=lambda one: one.programme)
    found: dict[tuple, LateMonth] = {}
    for month in passed:
        for one in shares:
            key = (one.programme_id, one.organisation_id, month)
            report_key, state = begun.get(key, ("", State.OPEN))
            if state in _WITH_THE_PERSON and _holds_some_day(one, month):
                found.setdefault(key, LateMonth(month, one.programme, report_key))
    return list(found.values())


def to_decide(actor: Actor) -> QuerySet[TimeReport]:
    """What has been handed in to whoever answers for staff, the oldest month first."""
    return (
        TimeReport.objects.visible_to(actor)
        .filter(state=State.HANDED_IN, organisation_id=actor.organisation_id)
        .exclude(person__user_id=actor.user_id)
        .select_related(*WITH_NAMES)
        .order_by("month", "pk")
    )


def allocations_of_report(report: TimeReport) -> list[Allocation]:
    """What the person was to work there that month."""
    found = Allocation.objects.filter(
        within_month(report.month),
        person=report.person_id,
        programme=report.programme_id,
        organisation=report.organisation_id,
    )
    return list(found.order_by("valid_from"))


def days_to_write(report: TimeReport, *, on: dt.date) -> list[dt.date]:
    """The days of the month on which the person has a share, up to today."""
    allocations = allocations_of_report(report)
    return [
        day
        for day in months.days_of(report.month)
        if day <= on
        and any(
            one.valid_from <= day and (one.valid_to is None or day < one.valid_to)
            for one in allocations
        )
    ]


def minutes_by_day(report: TimeReport) -> dict[dt.date, int]:
    return dict(report.entries.order_by("day").values_list("day", "minutes"))


def ceilings_of(programme_id: int, *, on: dt.date) -> list[Ceiling]:
    """Those of the programme's funds on a day."""
    found = Ceiling.objects.filter(in_force(on), fund__programmes=programme_id)
    return list(found.select_related("fund").order_by("fund__name", "pk").distinct())


def funds_without_ceiling(programme: Programme, *, on: dt.date) -> list[Fund]:
    known = Ceiling.objects.filter(in_force(on), fund=OuterRef("pk"))
    funds = Fund.objects.filter(~Exists(known), programmes=programme)
    return list(funds.distinct().order_by("name"))


@dataclass(frozen=True)
class Standing:
    """How a month stands to what the programme's funds take of one person's time."""

    minutes: int
    # In all programmes together, from January on.
    year_minutes: int
    # The lowest of the funds that say something.
    year_ceiling: Ceiling | None
    day_ceiling: Ceiling | None
    # Days with more than the fund takes, with the minutes of all programmes together.
    days_above: list[tuple[dt.date, int]] = field(default_factory=list)
    is_shared: bool = False

    @property
    def year_limit(self) -> int | None:
        return _minutes(self.year_ceiling.year_hours) if self.year_ceiling else None

    @property
    def day_limit(self) -> int | None:
        return _minutes(self.day_ceiling.day_hours) if self.day_ceiling else None

    @property
    def year_above(self) -> int:
        limit = self.year_limit
        return 0 if limit is None else max(0, self.year_minutes - limit)

    @property
    def is_above(self) -> bool:
        return bool(self.days_above or self.year_above)


def standing(report: TimeReport) -> Standing:
    """The sums of a month against the ceilings, all programmes of the person taken together."""
    ceilings = ceilings_of(report.programme_id, on=report.month)
    day_ceiling = _lowest(ceilings, "day_hours")
    days = _days_of_year(report)
    until = months.after(report.month)
    here = [one for one in days if months.first_of(one.day) == report.month]
    limit = _minutes(day_ceiling.day_hours) if day_ceiling else None
    return Standing(
        minutes=sum(one.own for one in here),
        year_minutes=sum(one.all for one in days if one.day < until),
        year_ceiling=_lowest(ceilings, "year_hours"),
        day_ceiling=day_ceiling,
        days_above=[(one.day, one.all) for one in here if limit and one.own and one.all > limit],
        is_shared=any(one.all > one.own for one in here),
    )


@dataclass(frozen=True)
class _Day:
    day: dt.date
    own: int
    all: int


def _days_of_year(report: TimeReport) -> list[_Day]:
    own = Sum("minutes", filter=Q(report=report.pk), default=0)
    rows = (
        TimeEntry.objects.filter(report__person=report.person_id, day__year=report.month.year)
        .values("day")
        .annotate(own=own, all=Sum("minutes"))
        .order_by("day")
    )
    return [_Day(row["day"], row["own"], row["all"]) for row in rows]


def _minutes(hours: int | None) -> int | None:
    return None if hours is None else hours * MINUTES


def _lowest(ceilings: Iterable[Ceiling], name: str) -> Ceiling | None:
    told = [one for one in ceilings if getattr(one, name) is not None]
    return min(told, key=lambda one: getattr(one, name), default=None)


def staff_of(
    actor: Actor, programme: Programme, *, month: dt.date, q: str = "", state: str = ""
) -> QuerySet[Allocation]:
    """Who works with a programme in a month, each with how their report stands."""
    report = TimeReport.objects.filter(
        person=OuterRef("person"),
        programme=OuterRef("programme"),
        organisation=OuterRef("organisation"),
        month=month,
    )
    minutes = report.annotate(sum=Sum("entries__minutes")).values("sum")
    newer = Allocation.objects.filter(
        within_month(month),
        person=OuterRef("person"),
        programme=OuterRef("programme"),
        organisation=OuterRef("organisation"),
        valid_from__gt=OuterRef("valid_from"),
    )
    rows = (
        Allocation.objects.visible_to(actor)
        .filter(within_month(month), ~Exists(newer), programme=programme)
        .filter(holding(q, "person__given_name", "person__family_name", "function"))
        .annotate(
            report_id=Subquery(report.values("pk")[:1]),
            report_key=Subquery(report.values("public_key")[:1]),
            report_state=Subquery(report.values("state")[:1]),
            minutes=Subquery(minutes[:1]),
            month=Value(month, output_field=DateField()),
        )
        .select_related("person", "organisation", "programme")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    if state == "missing":
        return rows.filter(Q(report_state=None) | Q(report_state__in=_WITH_THE_PERSON))
    return rows.filter(report_state=state) if state else rows


def reports_of(
    actor: Actor, programme: Programme, rows: Sequence[Allocation], *, month: dt.date
) -> list[TimeReport]:
    """The reports of some rows of the list, for one month."""
    found = TimeReport.objects.visible_to(actor).filter(
        programme=programme,
        month=month,
        organisation__in={row.organisation_id for row in rows},
        person__in={row.person_id for row in rows},
    )
    return list(found.select_related(*WITH_NAMES).order_by("pk"))


def reports_by_person(actor: Actor, programme: Programme) -> dict[int, list[TimeReport]]:
    """Every month of the staff of one's own organisation, by the person's key."""
    found: dict[int, list[TimeReport]] = {}
    for report in TimeReport.objects.visible_to(actor).filter(
        programme=programme, organisation=actor.organisation_id
    ):
        found.setdefault(report.person_id, []).append(report)
    return found


@dataclass(frozen=True)
class EmployerSum:
    """What one employer has approved of a month, without whose time it is."""

    organisation: str
    persons: int
    minutes: int


def approved_minutes(programme: Programme, *, month: dt.date) -> list[EmployerSum]:
    """Approved time of a month for each employer: what may be accounted for."""
    rows = (
        TimeReport.objects.filter(programme=programme, month=month, state=State.APPROVED)
        .values("organisation__name")
        .annotate(persons=Count("person", distinct=True), sum=Sum("entries__minutes", default=0))
        .order_by("organisation__name")
    )
    return [EmployerSum(row["organisation__name"], row["persons"], row["sum"]) for row in rows]


def colleagues(actor: Actor, *, on: dt.date) -> QuerySet[Person]:
    """Staff of the actor's organisation whom a share can be given."""
    held = in_force(on, "positions__") & Q(positions__organisation=actor.organisation_id)
    return (
        Person.objects.visible_to(actor)
        .filter(held, forgotten_on=None)
        .distinct()
        .order_by("family_name", "given_name")
    )


def accounts_of(allocations: Sequence[Allocation]) -> dict[int, User]:
    """Who among some persons has an account to write with, by the person's key."""
    keys = {one.person_id for one in allocations}
    persons = Person.objects.filter(pk__in=keys, user__is_active=True).select_related("user")
    return {person.pk: person.user for person in persons if person.user}
