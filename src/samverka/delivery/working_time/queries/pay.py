"""What staff cost: hourly rates by the funds' rules, and approved time at them, in öre."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Min, Q, QuerySet, Sum

from samverka.delivery.programmes.models import Fund, Programme, keys_led_by, keys_seen_by
from samverka.delivery.working_time.models import FundActivity, HourlyRate, PayRule, TimeReport
from samverka.delivery.working_time.sealed import Pay, opened
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.money import whole_ore
from samverka.toolkit.periods import in_force

State = TimeReport.State
REPORTED = (State.HANDED_IN, State.APPROVED)
MINUTES = 60
# Person and employer.
Place = tuple[int, int]


def hourly(monthly_pay: int, rule: PayRule) -> int:
    """An hour in öre: the pay of so many months through the hours they are paid for."""
    return whole_ore(Decimal(monthly_pay) * rule.months / rule.year_hours)


def cost(minutes: int, amount: int) -> int:
    """Time at an hourly rate, rounded to a whole öre once."""
    return whole_ore(Decimal(minutes) * amount / MINUTES)


def pay_rule(fund: Fund, *, on: dt.date) -> PayRule | None:
    return PayRule.objects.filter(in_force(on), fund=fund).order_by("-valid_from").first()


def funds_of(programme: Programme) -> QuerySet[Fund]:
    return Fund.objects.filter(programmes=programme).distinct().order_by("name")


def pay_rules_of(fund: Fund, *, on: dt.date) -> QuerySet[PayRule]:
    return PayRule.objects.filter(in_force(on), fund=fund).order_by("valid_from")


def first_reported(
    person: Person, programme: Programme, organisation: Organisation
) -> dt.date | None:
    """The first month that was handed in; the rate holds from it on."""
    reports = TimeReport.objects.filter(
        person=person, programme=programme, organisation=organisation, state__in=REPORTED
    )
    return reports.aggregate(first=Min("month"))["first"]


def reports_to_price(actor: Actor, programme: Programme) -> QuerySet[TimeReport]:
    """Months handed in that one's accounts are about: one's own, or all where one leads."""
    reports = TimeReport.objects.filter(programme=programme, state__in=REPORTED)
    if not actor.is_one_of(Role.ECONOMIST):
        return reports.none()
    own = Q(organisation_id=actor.organisation_id, programme__in=keys_seen_by(actor))
    return reports.filter(own | Q(programme__in=keys_led_by(actor)))


@dataclass(frozen=True)
class StaffCost:
    """Somebody's approved time for an employer, and what it costs; None where a rate lacks."""

    person: Person
    organisation: Organisation
    is_seen: bool
    minutes: int
    rate: HourlyRate | None
    pay: Pay | None
    cost: int | None

    @property
    def key(self) -> str:
        return f"{self.organisation.public_key}/{self.person.public_key}"


def staff_costs(actor: Actor, programme: Programme, fund: Fund) -> list[StaffCost]:
    """Who has handed in time, by employer and name, with what it costs by the fund's rate.

    A month's cost is rounded once, on its own, since months are what is accounted for.
    """
    reports = list(
        reports_to_price(actor, programme)
        .annotate(
            sum=Sum("entries__minutes", filter=Q(state=State.APPROVED), default=0),
        )
        .select_related("person", "organisation")
    )
    by_place: dict[Place, list[TimeReport]] = defaultdict(list)
    for report in reports:
        by_place[report.person_id, report.organisation_id].append(report)
    persons = {report.person_id for report in reports}
    held = HourlyRate.objects.in_force().filter(programme=programme, fund=fund, person__in=persons)
    rates = {(rate.person_id, rate.organisation_id): (rate, pay) for rate, pay in opened(held)}
    seen = set(
        Person.objects.filter(pk__in=persons).visible_to(actor).values_list("pk", flat=True)
    )
    rows = [
        _cost(months, seen, *rates.get(place, (None, None))) for place, months in by_place.items()
    ]
    return sorted(rows, key=_order)


def _order(row: StaffCost) -> tuple:
    """Whoever is not seen stands last: a place among the names would tell how theirs begins."""
    name = str(row.person) if row.is_seen else ""
    return (row.organisation.name, not row.is_seen, name, row.key)


def _cost(
    months: list[TimeReport], seen: set[int], rate: HourlyRate | None, pay: Pay | None
) -> StaffCost:
    first = months[0]
    priced = [
        cost(report.sum, pay.hourly)
        for report in months
        if rate and pay and report.month >= rate.from_month
    ]
    return StaffCost(
        person=first.person,
        organisation=first.organisation,
        is_seen=first.person_id in seen,
        minutes=sum(report.sum for report in months),
        rate=rate,
        pay=pay,
        cost=sum(priced) if rate else None,
    )


def rates_of(
    person: Person, programme: Programme, organisation: Organisation, fund: Fund
) -> list[tuple[HourlyRate, Pay]]:
    """Every number of the same with what it says, the newest first."""
    rates = HourlyRate.objects.filter(
        person=person, programme=programme, organisation=organisation, fund=fund
    )
    return opened(rates.order_by("-number"))


def persons_of(reports: QuerySet[TimeReport]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=reports.values("person"))


def total_of(rows: Iterable[StaffCost]) -> int:
    return sum(row.cost or 0 for row in rows)


def activities_of(fund: Fund) -> dict[int, FundActivity]:
    """The fund's fixed activities by number, as far as somebody has written them."""
    return {one.number: one for one in FundActivity.objects.filter(fund=fund)}
