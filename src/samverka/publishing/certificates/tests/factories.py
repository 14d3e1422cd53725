"""What the tests of certificates stand on."""

import datetime as dt
from collections.abc import Iterable

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.courses.models import Course
from samverka.delivery.courses.tests.factories import course, meeting
from samverka.publishing.certificates import actions
from samverka.publishing.certificates.models import AttendanceCertificate
from samverka.publishing.certificates.subject import Subject
from samverka.register.people.models import Person
from tests.people import TODAY, Cast, person

SITE = "https://samverka.example.org/"
BEGAN = TODAY - dt.timedelta(weeks=8)


def came(
    cast: Cast,
    activity: Activity,
    who: Person,
    sessions: Iterable[Session],
    minutes: int | None = None,
) -> None:
    """Olga ticks that somebody was there."""
    registration = activity.registrations.filter(person=who).first() or activities.register(
        activity=activity, person=who, organisation=cast.kungalv, on=BEGAN, by=cast.olga
    )
    mark = activities.Mark(registration.public_key, Attendance.Mark.HERE, minutes)
    for session in sessions:
        activities.record_attendance(session=session, marks=[mark], on=TODAY, by=cast.olga)


def course_that_has_been(cast: Cast) -> Course:
    """Seven meetings of two and a half hours, the last two weeks ago."""
    return course(cast, BEGAN)


def at_meetings(cast: Cast, made: Course, who: Person, *numbers: int) -> None:
    came(cast, made.activity, who, [meeting(made, number) for number in numbers])


def give(cast: Cast, subject: Subject, who: Person, **facts) -> AttendanceCertificate:
    facts = {"language": "sv", "site": SITE, "on": TODAY, "by": cast.olga} | facts
    return actions.give(subject=subject, person=who, **facts)


def a_day(cast: Cast, who: Person, *, title: str = "Att arbeta med tolk", **facts) -> Subject:
    """Six hours last week, and somebody was there."""
    day = TODAY - dt.timedelta(days=7)
    activity = training_day(cast, day, title=title, **facts)
    came(cast, activity, who, activity.sessions.all())
    return Subject(activity)


def a_certificate(cast: Cast, who: Person | None = None) -> AttendanceCertificate:
    who = who or person("Amina", cast.kungalv, cast.gr)
    return give(cast, a_day(cast, who), who)
