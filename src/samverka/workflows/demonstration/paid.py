"""Costs and working time of the programmes beside Föräldrastöd: all of it made up."""

import datetime as dt

from samverka.delivery.budgets import actions as budgets
from samverka.delivery.budgets.models import Cost
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.working_time import actions as working_time
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import Person

from . import plan
from .chains import ACCEPTED_UNTIL, CHAINS, COSTS, MADE_UP, RULES_FROM
from .plan import TODAY

Organisations = dict[str, Organisation]
Actors = dict[str, Actor]
PAID_AFTER = dt.timedelta(days=14)
HANDED_IN_ON = dt.date(2025, 12, 10)
# Who works with it, for which employer, with what share, and who approves.
WORKS = {
    plan.INVAST: ("Olga", plan.GR, 30, "Petra"),
    plan.LFI: ("Folke", plan.OSBY, 20, "Disa"),
    plan.COUNTY: ("Lena", plan.LANSSTYRELSEN, 40, "Inger"),
    plan.COUNTY_PROJECT: ("Omar", plan.OVANAKER, 50, "Lena"),
}
MONTHS = (dt.date(2025, 10, 1), dt.date(2025, 11, 1))
QUARTER = 120
MONTHLY_PAY = 38_400_00


def pay(organisations: Organisations, actors: Actors) -> None:
    """Each partner's costs, accepted until November; two months of somebody's time."""
    for chain in CHAINS:
        if chain.slug not in WORKS:
            continue
        programme = Programme.objects.get(slug=chain.slug)
        by = actors[chain.economist]
        _costs(programme, organisations, by)
        _time(programme, organisations, actors)
    _rate(organisations, actors)


def _costs(programme: Programme, organisations: Organisations, by: Actor) -> None:
    partners = dict.fromkeys(name for name, *_rest in COSTS[programme.slug])
    for name, text, receipt, day, kronor in COSTS[programme.slug]:
        incurred_on = dt.date(*day)
        budgets.add_cost(
            programme=programme,
            organisation=organisations[name],
            kind=Cost.Kind.TRAVEL if "Resor" in text else Cost.Kind.PREMISES,
            text=f"{text} (exempel)",
            receipt=receipt,
            incurred_on=incurred_on,
            paid_on=incurred_on + PAID_AFTER,
            amount=kronor * 100,
            by=by,
        )
    for name in partners:
        partner = organisations[name]
        early = Cost.objects.filter(
            programme=programme, organisation=partner, incurred_on__lte=ACCEPTED_UNTIL
        )
        if early.exists():
            report = budgets.hand_in(
                programme=programme,
                organisation=partner,
                until=ACCEPTED_UNTIL,
                on=HANDED_IN_ON,
                by=by,
            )
            budgets.accept_report(report=report, by=by)


def _time(programme: Programme, organisations: Organisations, actors: Actors) -> None:
    given_name, name, share, answers = WORKS[programme.slug]
    by = actors[given_name]
    allocation = working_time.allocate(
        person=_person_of(by, organisations[name]),
        programme=programme,
        organisation=organisations[name],
        share=share,
        function="Processledare (exempel)",
        valid_from=MONTHS[0],
        by=by,
    )
    for month in MONTHS:
        days = [month + dt.timedelta(days=passed) for passed in range(31)]
        minutes = {day: QUARTER for day in days if day.month == month.month and day.weekday() < 5}
        report = working_time.begin_month(allocation=allocation, month=month, on=TODAY, by=by)
        working_time.hand_in(report=report, minutes=minutes, on=HANDED_IN_ON, by=by)
        working_time.approve(reports=[report], on=TODAY, by=actors[answers])


def _rate(organisations: Organisations, actors: Actors) -> None:
    """What an hour of one of them costs, by a rule that no fund has decided."""
    given_name, employer, _share, _answers = WORKS[plan.INVAST]
    chain = next(chain for chain in CHAINS if chain.slug == plan.INVAST)
    fund, by = Fund.objects.get(code=chain.fund), actors[chain.economist]
    working_time.set_pay_rule(
        fund=fund, months=12, year_hours=1720, source=MADE_UP, valid_from=RULES_FROM, by=by
    )
    working_time.set_hourly_rate(
        person=_person_of(actors[given_name], organisations[employer]),
        programme=Programme.objects.get(slug=plan.INVAST),
        organisation=organisations[employer],
        fund=fund,
        monthly_pay=MONTHLY_PAY,
        source=MADE_UP,
        by=by,
    )


def _person_of(actor: Actor, employer: Organisation) -> Person:
    """Whoever signs in, as somebody who works there."""
    user = actor.user
    if user is None:
        raise ValueError("The system itself is nobody's staff.")
    there = Person.objects.filter(user=user).first()
    if there:
        return there
    person = people.register_person(
        given_name=user.name.split()[0],
        family_name=plan.FAMILY_NAME,
        employer=employer,
        title="Ekonom",
        email=user.email,
        on=MONTHS[0],
        by=actor,
    )
    people.link_user(person=person, user=user, by=actor)
    return person
