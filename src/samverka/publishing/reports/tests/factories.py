"""What the tests of months stand on."""

import datetime as dt

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Fund, FundRule, ProgrammeFund
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from tests.people import Cast

MARCH = dt.date(2026, 3, 1)
WHOLE_HOURS = "whole_down_per_person_month_class"


def session(cast: Cast, day: dt.date, organiser: Organisation | None = None) -> Session:
    """A day of the programme's, at the federation if nobody else is said."""
    activity = Activity.objects.create(
        programme=cast.programme,
        organiser=organiser or cast.gr,
        title="Att arbeta med tolk",
        kind=Activity.Kind.TRAINING_DAY,
    )
    return Session.objects.create(
        activity=activity,
        held_on=day,
        starts_at=at(day, dt.time(9)),
        ends_at=at(day, dt.time(16)),
    )


def was_there(
    held: Session, person: Person, organisation: Organisation, minutes: int = 420
) -> Attendance:
    return Attendance.objects.create(
        session=held,
        person=person,
        organisation=organisation,
        mark=Attendance.Mark.HERE,
        minutes=minutes,
    )


def fund_counts(
    cast: Cast, value: str, *, since: dt.date = MARCH, until: dt.date | None = None, code="fond"
) -> FundRule:
    """A fund of the programme's, and how it counts hours."""
    fund, _ = Fund.objects.get_or_create(code=code, defaults={"name": f"Fonden {code}"})
    ProgrammeFund.objects.get_or_create(programme=cast.programme, fund=fund)
    return FundRule.objects.create(
        fund=fund,
        subject=FundRule.Subject.HOURS,
        value=value,
        source="Fondens anvisningar, sidan 12",
        valid_from=since,
        valid_to=until,
    )
