"""Staff with a share of the programme, and months of theirs: all made up."""

import datetime as dt

from samverka.delivery.programmes.models import Programme
from samverka.delivery.working_time import actions
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

from . import plan

JANUARY, FEBRUARY = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
# Given name, function, share of full time in percent.
SHARES = (
    ("Sara", "Kursledare (exempel)", 50),
    ("Karin", "Delprojektledare (exempel)", 40),
    ("Ulla", "Enhetschef (exempel)", 10),
)
HALF_A_DAY = 240
HANDED_IN_ON = dt.date(2026, 3, 2)


def write_time(
    programme: Programme, organisations: dict[str, Organisation], actors: dict[str, Actor]
) -> None:
    """January is approved, February waits: Sara's to be written, Karin's to be approved."""
    employer = organisations[plan.KUNGALV]
    karin, ulla = actors["Karin"], actors["Ulla"]
    shares = {
        name: actions.allocate(
            person=Person.objects.get(user=actors[name].user),
            programme=programme,
            organisation=employer,
            share=share,
            function=function,
            valid_from=JANUARY,
            by=karin,
        )
        for name, function, share in SHARES
    }
    for name, answers in (("Sara", karin), ("Karin", ulla)):
        _month(shares[name], JANUARY, actors[name], handed_in=True, approved_by=answers)
    _month(shares["Sara"], FEBRUARY, actors["Sara"], until=12)
    _month(shares["Karin"], FEBRUARY, karin, handed_in=True)


def _month(
    share, month: dt.date, by: Actor, *, until: int = 31, handed_in: bool = False, approved_by=None
) -> None:
    """Half of each working day up to a day of the month."""
    days = [month + dt.timedelta(days=passed) for passed in range(until)]
    worked = [day for day in days if day.month == month.month and day.weekday() < 5]
    report = actions.begin_month(allocation=share, month=month, on=plan.TODAY, by=by)
    minutes = dict.fromkeys(worked, HALF_A_DAY)
    if not handed_in:
        actions.write_days(report=report, minutes=minutes, by=by)
        return
    actions.hand_in(report=report, minutes=minutes, on=HANDED_IN_ON, by=by)
    if approved_by:
        actions.approve(reports=[report], on=plan.TODAY, by=approved_by)
