"""A goal with its measure, and a day that somebody took part in."""

import datetime as dt

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Goal, Measure
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from tests.people import Cast, person


def goal(cast: Cast, number: str = "1", parent: Goal | None = None, **measure) -> Goal:
    made = Goal.objects.create(
        programme=cast.programme,
        number=number,
        title=f"Delmål {number}",
        owner=cast.gr,
        parent=parent,
    )
    if measure:
        Measure.objects.create(
            programme=cast.programme,
            goal=made,
            code=f"matt-{number}",
            title=f"Mått {number}",
            definition="Så räknas det",
            **measure,
        )
    return made


def day(cast: Cast, under: Goal, on: dt.date, kind=Activity.Kind.TRAINING_DAY, **facts) -> Session:
    activity = Activity.objects.create(
        programme=cast.programme,
        goal=under,
        organiser=cast.gr,
        title=f"{kind.label} {on}",
        kind=kind,
        **facts,
    )
    return Session.objects.create(
        activity=activity,
        held_on=on,
        starts_at=at(on, dt.time(9)),
        ends_at=at(on, dt.time(12)),
    )


def came(session: Session, organisation, *names: str, minutes: int = 180) -> list[Person]:
    people = [person(name, organisation) for name in names]
    for each in people:
        Attendance.objects.create(
            session=session,
            person=each,
            organisation=organisation,
            mark=Attendance.Mark.HERE,
            minutes=minutes,
        )
    return people
