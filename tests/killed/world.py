"""Two employers with six people each, three months of a course, and an open meeting in March."""

import datetime as dt
from dataclasses import dataclass

from samverka.delivery.activities.models import Activity, Attendance, Registration, Session
from samverka.delivery.certification.tests.factories import counts
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.publishing.statements.models import Series
from samverka.publishing.statements.tests.factories import layout, series
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from tests.people import Cast, appoint, person

MONTHS = (dt.date(2025, 12, 1), dt.date(2026, 1, 1), dt.date(2026, 2, 1))
MARCH = dt.date(2026, 3, 1)
BEFORE = 60  # minutes that everybody was at each session of the course, to begin with
LAST_DAY = dt.date(2026, 2, 28)
NAMES = ("Amina", "Bo", "Cala", "Dana", "Emil", "Fatma")
FIELDS = ("name", "organisation", "minutes", "whole_hours")


@dataclass(frozen=True)
class World:
    """Karin and Pia certify for their employers, and Erik sends what comes of it."""

    cast: Cast
    certifiers: dict[int, Actor]
    series: Series
    # A session a month, which everybody has come to.
    course: list[Session]
    # One that goes on, on a sheet that is ticked whole.
    meeting: Session


def build(cast: Cast) -> World:
    pia = appoint("pia", Role.SUB_PROJECT_LEADER, cast.partille)
    people = {
        person(name, employer, cast.gr): employer
        for employer in (cast.kungalv, cast.partille)
        for name in NAMES
    }
    course = activity(cast, "Kurs om bemötande", people)
    sessions = [session(course, month) for month in MONTHS]
    for held in sessions:
        for somebody, employer in people.items():
            Attendance.objects.create(
                session=held, person=somebody, organisation=employer, mark="here", minutes=BEFORE
            )
    counts(cast, course)
    columns = layout("hours", FIELDS)
    return World(
        cast=cast,
        certifiers={each.organisation_id: each for each in (cast.karin, pia)},
        series=series(cast, layout=columns, first_month=MONTHS[0]),
        course=sessions,
        meeting=session(activity(cast, "Öppet möte", people), MARCH),
    )


def activity(cast: Cast, title: str, people: dict[Person, object]) -> Activity:
    made = Activity.objects.create(
        programme=cast.programme, organiser=cast.gr, title=title, kind=Activity.Kind.COURSE
    )
    for somebody, employer in people.items():
        Registration.objects.create(activity=made, person=somebody, organisation=employer)
    return made


def session(of: Activity, month: dt.date) -> Session:
    """From eight to five on the second of the month."""
    day = month.replace(day=2)
    return Session.objects.create(
        activity=of, held_on=day, starts_at=at(day, dt.time(8)), ends_at=at(day, dt.time(17))
    )
