"""What the tests of certification stand on."""

import datetime as dt
from collections.abc import Mapping

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.certification import actions, queries
from samverka.delivery.certification.models import Certificate, Letter
from samverka.delivery.programmes.models import Fund
from samverka.delivery.rates.models import Category
from samverka.delivery.rates.tests.factories import category, esf
from samverka.engine.hours import Rule
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from tests.people import TODAY, Cast, person

FEBRUARY = dt.date(2026, 2, 1)
MARCH = dt.date(2026, 3, 1)


def course(cast: Cast, minutes: Mapping[Person, list[int]], **facts) -> Activity:
    """A course at Kungälv in February, with how long each was there each time."""
    activity = Activity.objects.create(
        programme=cast.programme,
        organiser=cast.gr,
        title=facts.pop("title", "Kurs om bemötande"),
        kind=Activity.Kind.COURSE,
    )
    for number in range(max(map(len, minutes.values()))):
        day = facts.get("month", FEBRUARY) + dt.timedelta(days=number)
        session = Session.objects.create(
            activity=activity,
            held_on=day,
            starts_at=at(day, dt.time(8)),
            ends_at=at(day, dt.time(17)),
        )
        for somebody, stretches in minutes.items():
            if number < len(stretches):
                Attendance.objects.create(
                    session=session,
                    person=somebody,
                    organisation=facts.get("employer", cast.kungalv),
                    mark=Attendance.Mark.HERE,
                    minutes=stretches[number],
                )
    return activity


def counts(cast: Cast, activity: Activity, fund: Fund | None = None) -> None:
    fund = fund or esf(cast)
    actions.classify(fund=fund, said={activity: (True, "")}, by=cast.petra)


def certify(cast: Cast, by: Actor | None = None, category: Category | None = None, **other):
    """Karin certifies February as it stands."""
    by = by or cast.karin
    fund, month = esf(cast), other.get("month", FEBRUARY)
    rows = queries.worked_in(cast.programme, fund, by.organisation, month, Rule.WHOLE_DOWN)
    words = {
        row.person: actions.Word(row.minutes, category, other.get("once", True)) for row in rows
    }
    return actions.certify(
        programme=cast.programme,
        fund=fund,
        organisation=by.organisation,
        month=month,
        words=other.get("words", words),
        function="Delprojektledare",
        on=other.get("on", TODAY),
        by=by,
        paper=other.get("paper"),
    )


def certified_month(cast: Cast) -> Certificate:
    """Amina's and Bo's February, certified by Karin."""
    somebody, other = person("Amina", cast.kungalv), person("Bo", cast.kungalv)
    counts(cast, course(cast, {somebody: [150] * 7, other: [474]}))
    return certify(cast)


def taken_in(cast: Cast) -> Certificate:
    """Amina's February, signed by Berta on paper and taken in by Karin."""
    counts(cast, course(cast, {person("Amina", cast.kungalv): [150]}))
    signed = actions.Paper(b"%PDF-1.7", "application/pdf", "Berta Exempel", TODAY)
    return certify(cast, paper=signed)


def full_certified(cast: Cast, somebody: Person) -> None:
    """Hours of somebody that were certified, and others that they certified themselves."""
    counts(cast, course(cast, {somebody: [150]}, title="Kurs som räknas"))
    own = category(cast, "p")
    certify(cast, category=own)
    other, month = person("Bosse", cast.kungalv), dt.date(2026, 1, 1)
    counts(cast, course(cast, {other: [90]}, title="Kurs i januari", month=month))
    certifier = Actor(user=somebody.user, role=Role.UNIT_HEAD, organisation=cast.kungalv)
    signed = actions.Paper(b"%PDF-1.7", "application/pdf", "Berta Exempel", TODAY)
    certify(cast, by=certifier, category=own, month=month, paper=signed)
    Letter.objects.create(user=somebody.user, sent_on=TODAY)
