"""What an hour of staff costs, by the funds' rules, and what a fund's activities are called."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.working_time.models import FundActivity, HourlyRate, PayRule
from samverka.delivery.working_time.queries import first_reported, hourly, pay_rule
from samverka.delivery.working_time.sealed import Pay, closed, opened
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit import sealing
from samverka.toolkit.texts import whole_month

from .rules import say_from


class NothingReported(Exception):
    """The rate holds from the first month reported, and there is none."""

    def __str__(self):
        return _(
            "No month of the person is handed in yet. The rate is fixed from the first one: write "
            "it when that is handed in."
        )


class NoPayRule(Exception):
    """Nobody has written down how the fund gets an hour's cost from monthly pay."""

    def __init__(self, fund: Fund, month: dt.date):
        super().__init__(
            _(
                "It is not written down how %(fund)s got an hour's cost from monthly pay in "
                "%(month)s. Ask whoever leads the programme to write the fund's rule."
            )
            % {"fund": fund, "month": whole_month(month)}
        )


class WhyLacks(Exception):
    """The rate is fixed: it is only corrected, with a reason."""

    def __init__(self, rate: HourlyRate):
        super().__init__(
            _(
                "The rate is fixed from %(month)s, and higher pay later does not change it. Say "
                "what was wrong if it is to be corrected."
            )
            % {"month": whole_month(rate.from_month)}
        )


@transaction.atomic
def set_hourly_rate(
    *,
    person: Person,
    programme: Programme,
    organisation: Organisation,
    fund: Fund,
    monthly_pay: int,
    source: str,
    why: str = "",
    by: Actor,
) -> HourlyRate:
    """Fix what an hour of somebody costs, from the first month reported; pay in öre.

    :raises NothingReported: no month is handed in
    :raises NoPayRule: the fund's rule is not written down for that month
    :raises WhyLacks: there is a rate, and nobody said what was wrong with it
    """
    # Of two who write it at once, the second corrects what the first wrote.
    Person.objects.select_for_update().get(pk=person.pk)
    month = first_reported(person, programme, organisation)
    if month is None:
        raise NothingReported
    rule = pay_rule(fund, on=month)
    if rule is None:
        raise NoPayRule(fund, month)
    whose = {
        "person": person,
        "programme": programme,
        "organisation": organisation,
        "fund": fund,
    }
    before = HourlyRate.objects.filter(**whose).order_by("-number").first()
    if before and not why:
        raise WhyLacks(before)
    rate = HourlyRate.objects.create(
        **whose,
        number=before.number + 1 if before else 1,
        pay=closed(Pay(monthly_pay, hourly(monthly_pay, rule))),
        from_month=month,
        source=source,
        why=why if before else "",
    )
    trail.note(by=by, verb="working_time.rate_set", about=rate, person_id=person.pk)
    return rate


@transaction.atomic
def seal_pay_anew(*, at_most: int, by: Actor) -> int:
    """Seal some rates with the current key; answers how many, none when all are done."""
    done = f"{sealing.current_key()}:"
    rows = HourlyRate.objects.select_for_update().exclude(pay__startswith=done)
    rates = opened(rows.order_by("pk")[:at_most])
    for rate, pay in rates:
        rate.pay = closed(pay)
        rate.save(update_fields=["pay"])
        trail.note(
            by=by, verb="working_time.pay_sealed_anew", about=rate, person_id=rate.person_id
        )
    return len(rates)


@transaction.atomic
def set_pay_rule(
    *,
    fund: Fund,
    months: int,
    year_hours: int,
    source: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    by: Actor,
) -> PayRule:
    """How the fund gets an hour's cost from a day on; the rule before it ends then.

    :raises EndsBeforeItBegan: it would hold no day
    """
    facts = {"months": months, "year_hours": year_hours, "source": source}
    made = say_from(PayRule, fund, valid_from, valid_to, **facts)
    trail.note(by=by, verb="working_time.pay_rule_set", about=made)
    return made


@transaction.atomic
def name_activities(*, fund: Fund, names: Mapping[int, str], source: str, by: Actor) -> None:
    """Write what the fund's fixed activities are called, by number; an empty name is unknown."""
    Fund.objects.select_for_update().get(pk=fund.pk)
    for number, name in names.items():
        if name:
            FundActivity.objects.update_or_create(
                fund=fund, number=number, defaults={"name": name, "source": source}
            )
        else:
            FundActivity.objects.filter(fund=fund, number=number).delete()
    trail.note(by=by, verb="working_time.activities_named", about=fund)
