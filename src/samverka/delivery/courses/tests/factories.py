"""What the tests of courses stand on."""

import datetime as dt

from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Session
from samverka.delivery.courses import actions
from samverka.delivery.courses.models import Course, CourseTemplate, SchoolBreak
from samverka.delivery.programmes.models import Programme
from tests.people import TODAY, Cast

THEMES = [f"Tema {number}" for number in range(1, 8)]


def template(cast: Cast, programme: Programme | None = None, **facts) -> CourseTemplate:
    """Seven meetings of two and a half hours."""
    return actions.write_template(
        programme=programme or cast.programme,
        name="Förälder i nytt land",
        minutes=150,
        meetings=facts.pop("meetings", THEMES),
        by=cast.petra,
        **facts,
    )


def course(cast: Cast, first: dt.date = TODAY - dt.timedelta(weeks=6)) -> Course:
    """Olga's, on seven days, the last of them today."""
    evening = dt.time(17), dt.time(19, 30)
    return actions.make_course(
        template=template(cast),
        organiser=cast.gr,
        title="Förälder i nytt land, Kungälv",
        sessions=[
            Times(first + dt.timedelta(weeks=number), *evening, title=title)
            for number, title in enumerate(THEMES)
        ],
        by=cast.olga,
    )


def meeting(course: Course, number: int) -> Session:
    return course.activity.sessions.filter(makes_up=None).order_by("starts_at")[number - 1]


def school_break(cast: Cast, name: str = "Sportlov", **facts) -> SchoolBreak:
    first = facts.pop("first_day", dt.date(2026, 2, 9))
    return actions.add_break(
        programme=cast.programme,
        name=name,
        first_day=first,
        last_day=facts.pop("last_day", first + dt.timedelta(days=6)),
        by=cast.petra,
        **facts,
    )
