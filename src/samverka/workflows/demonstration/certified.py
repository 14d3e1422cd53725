"""Hours that count for InVäst's fund: two months certified at Kungälv, two that wait. Made up."""

import datetime as dt
from dataclasses import replace

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.actions import Mark, Times
from samverka.delivery.activities.models import Activity
from samverka.delivery.certification import actions
from samverka.delivery.certification.queries import rule_of, worked_in
from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.rates import actions as rates
from samverka.delivery.rates.models import Category
from samverka.delivery.rates.queries import categories_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position

from . import plan
from .plan import GR, KUNGALV, PARTILLE, TODAY

DAYS = tuple(
    dt.date(*day) for day in ((2025, 11, 12), (2025, 12, 3), (2026, 1, 21), (2026, 2, 11))
)
CERTIFIED = (dt.date(2025, 11, 1), dt.date(2025, 12, 1))
CAME = {KUNGALV: 9, PARTILLE: 6}
MADE_UP = "Påhittat belopp i demonstrationen: ingen fonds beslut"
RATE = 25_000


def hold_workshops(organisations: dict[str, Organisation], actors: dict[str, Actor]) -> None:
    """A workshop a month that counts for the fund, and a made-up amount for its hours."""
    programme, fund = _programme_and_fund()
    workshop = _workshop(programme, organisations, actors["Olga"])
    said = {workshop: (True, "Tid på arbetstid tillsammans med projektet (exempel)")}
    actions.classify(fund=fund, said=said, by=actors["Petra"])
    _amount(programme, fund, actors["Petra"])


def certify_hours(organisations: dict[str, Organisation], actors: dict[str, Actor]) -> None:
    """Ulla certifies Kungälv's first two months, under keys that change no more."""
    programme, fund = _programme_and_fund()
    category = categories_of(fund).get()
    # As they are now: their keys have been settled since they were read.
    employer = Organisation.objects.get(pk=organisations[KUNGALV].pk)
    ulla = replace(actors["Ulla"], user=User.objects.get(pk=actors["Ulla"].user_id))
    for month in CERTIFIED:
        _certify(programme, fund, employer, month, category, ulla)


def _programme_and_fund() -> tuple[Programme, Fund]:
    programme = Programme.objects.get(slug=plan.INVAST)
    return programme, Fund.objects.get(programmes=programme)


def _workshop(programme: Programme, organisations: dict[str, Organisation], by: Actor) -> Activity:
    """Four afternoons of three and a half hours."""
    workshop = activities.create_activity(
        programme=programme,
        organiser=organisations[GR],
        title="Verkstad om yrkessvenska",
        kind=Activity.Kind.WORKSHOP,
        description=plan.NOTE,
        place="Folkets hus",
        sessions=[Times(day=day, starts=dt.time(13), ends=dt.time(16, 30)) for day in DAYS],
        by=by,
    )
    places = [
        activities.register(
            activity=workshop,
            person=person,
            organisation=organisations[name],
            on=DAYS[0],
            by=by,
        )
        for name, number in CAME.items()
        for person in _staff_of(organisations[name], number)
    ]
    for session in workshop.sessions.all():
        marks = [Mark(key=place.public_key, mark="here") for place in places]
        activities.record_attendance(session=session, marks=marks, on=session.held_on, by=by)
    return workshop


def _staff_of(organisation: Organisation, number: int) -> list[Person]:
    """The first of those who cannot sign in: nobody certifies their own hours."""
    positions = Position.objects.filter(
        organisation=organisation, person__user=None, person__is_protected=False
    )
    rows = positions.select_related("person").order_by("pk")[:number]
    return [row.person for row in rows]


def _amount(programme: Programme, fund: Fund, by: Actor) -> None:
    category = rates.add_category(
        fund=fund, code="X", name="Påhittad kategori (exempel)", source=MADE_UP, by=by
    )
    year, region = 2025, "rest"
    rates.set_rate(category=category, year=year, region=region, amount=RATE, source=MADE_UP, by=by)
    rates.choose_rates(
        programme=programme, fund=fund, year=year, region=region, source=MADE_UP, by=by
    )


def _certify(
    programme: Programme,
    fund: Fund,
    employer: Organisation,
    month: dt.date,
    category: Category,
    by: Actor,
) -> None:
    rule = rule_of(fund, month)
    if rule is None:
        raise ValueError(f"{fund} has no rule for counting the hours of {month:%Y-%m}.")
    rows = worked_in(programme, fund, employer, month, rule)
    actions.certify(
        programme=programme,
        fund=fund,
        organisation=employer,
        month=month,
        words={row.person: actions.Word(row.minutes, category, True) for row in rows},
        function="Enhetschef",
        on=TODAY,
        by=by,
    )
