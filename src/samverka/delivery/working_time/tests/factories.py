"""What the tests of working time stand on."""

import datetime as dt

from samverka.delivery.programmes.models import Fund, Programme, ProgrammeFund
from samverka.delivery.working_time import actions
from samverka.delivery.working_time.models import (
    Allocation,
    Ceiling,
    HourlyRate,
    PayRule,
    TimeReport,
)
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import Cast, person

MARCH = dt.date(2026, 3, 1)
FEBRUARY = dt.date(2026, 2, 1)
NEW_YEAR = dt.date(2026, 1, 1)


def as_person(actor: Actor, organisation: Organisation) -> Person:
    """The person that an account belongs to, made when there is none."""
    found = Person.objects.filter(user=actor.user).first()
    if found is None:
        found = person(actor.user.name.split()[0], organisation)
        found.user = actor.user
        found.save()
    return found


def allocation(
    cast: Cast,
    who: Person,
    *,
    programme: Programme | None = None,
    organisation: Organisation | None = None,
    since: dt.date = NEW_YEAR,
    share: int = 50,
) -> Allocation:
    return actions.allocate(
        person=who,
        programme=programme or cast.programme,
        organisation=organisation or cast.kungalv,
        share=share,
        function="Samordnare",
        valid_from=since,
        by=cast.karin,
    )


def month_of(
    cast: Cast,
    who: Person,
    minutes: dict[int, int] | None = None,
    *,
    month: dt.date = FEBRUARY,
    handed_in: bool = False,
    **facts,
) -> TimeReport:
    """A month with minutes on some days of it."""
    there = Allocation.objects.filter(person=who, **{k: v for k, v in facts.items() if v}).first()
    report = actions.begin_month(
        allocation=there or allocation(cast, who, **facts), month=month, on=MARCH, by=cast.sara
    )
    days = {month.replace(day=day): told for day, told in (minutes or {}).items()}
    actions.write_days(report=report, minutes=days, by=cast.sara)
    if handed_in:
        actions.hand_in(report=report, minutes={}, on=MARCH, by=cast.sara)
    report.refresh_from_db()
    return report


def saras_month(
    cast: Cast, minutes: dict[int, int] | None = None, *, handed_in: bool = True
) -> TimeReport:
    sara = as_person(cast.sara, cast.kungalv)
    return month_of(cast, sara, minutes or {2: 450, 3: 240}, handed_in=handed_in)


def ceiling(cast: Cast, *, year: int | None = 1720, day: int | None = 13) -> Ceiling:
    """The fund of the programme takes so many hours."""
    fund, _ = Fund.objects.get_or_create(code="esf-plus", name="Europeiska socialfonden+")
    ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    return actions.set_ceiling(
        fund=fund,
        year_hours=year,
        day_hours=day,
        source="Svenska ESF-rådet",
        valid_from=dt.date(2021, 1, 1),
        by=cast.petra,
    )


def amif(cast: Cast) -> Fund:
    """A fund of the programme that pays by the hour: monthly pay × 12 through 1,720."""
    fund, _ = Fund.objects.get_or_create(code="amif", defaults={"name": "AMIF"})
    ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    if not PayRule.objects.filter(fund=fund).exists():
        actions.set_pay_rule(
            fund=fund,
            months=12,
            year_hours=1720,
            source="Migrationsverkets handbok",
            valid_from=dt.date(2021, 1, 1),
            by=cast.petra,
        )
    return fund


def hourly_rate(cast: Cast, who: Person, pay: int = 35_000_00, **other) -> HourlyRate:
    """What an hour of somebody at Kungälv costs."""
    return actions.set_hourly_rate(
        person=who,
        programme=cast.programme,
        organisation=cast.kungalv,
        fund=amif(cast),
        monthly_pay=pay,
        source="Lönebesked",
        why=other.get("why", ""),
        by=other.get("by", cast.karin),
    )


def full_time(cast: Cast, who: Person, *, function: str, reason: str) -> TimeReport:
    """A share and a month that was sent back, with words of its own in both."""
    report = month_of(cast, who, {2: 450}, handed_in=True)
    hourly_rate(cast, who)
    hourly_rate(cast, who, why=reason)
    Allocation.objects.filter(person=who).update(function=function)
    actions.send_back(report=report, reason=reason, site="http://testserver/", by=cast.karin)
    return report
