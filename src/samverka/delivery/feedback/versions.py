"""Versions of a course side by side: who was there, what they thought, how sure it is (S35)."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from samverka.delivery.activities.models import Attendance
from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.delivery.courses.queries import versions_of
from samverka.engine.disclosure import LEAST
from samverka.engine.intervals import wilson
from samverka.foundation.accounts.actor import Actor

from .models import FeedbackRound
from .queries import Figures, by_form, figures_of, here_at, rounds_of, title_of

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT


@dataclass(frozen=True)
class Share:
    """So many in a hundred, and between which numbers the true share is, 19 times of 20."""

    percent: int
    low: int
    high: int
    of: int


def share(hits: int, of: int) -> Share | None:
    """None of fewer than five."""
    if of < LEAST:
        return None
    low, high = wilson(hits, of)
    return Share(round(100 * hits / of), round(100 * low), round(100 * high), of)


@dataclass(frozen=True)
class Version:
    """One version: its courses that are held, and the shares."""

    template: CourseTemplate
    courses: int
    there: Share | None
    figures: Figures

    @property
    def agree(self) -> list[Share | None]:
        """Of each scale, those who chose one of its two highest steps."""
        return [
            share(sum(statement.grades[-2:]), statement.count) for statement in self.figures.scales
        ]


@dataclass(frozen=True)
class Compared:
    """The versions of a course by what those there were asked: only the same is compared."""

    title: str
    is_short: bool
    labels: list[str]
    versions: list[Version]


def compared(actor: Actor, template: CourseTemplate) -> list[Compared]:
    """Each version of a course, in order; five questions, however many there are."""
    templates = list(versions_of(template))
    courses = Course.objects.visible_to(actor).filter(
        template__in=templates, activity__is_cancelled=False
    )
    held = list(courses.select_related("activity"))
    rounds = rounds_of(actor, [course.activity for course in held])
    here = here_at(one.session_id for one in rounds)
    marks = _marks(held)
    return [
        _compared(
            [
                _version(
                    each,
                    [course for course in held if course.template_id == each.pk],
                    same,
                    here,
                    marks,
                )
                for each in templates
            ],
            same,
        )
        for same in by_form(rounds) or [[]]
    ]


def _compared(versions: list[Version], rounds: list[FeedbackRound]) -> Compared:
    figures = versions[0].figures
    return Compared(
        title=title_of(rounds[0]) if rounds else "",
        is_short=figures.is_short,
        labels=[statement.text for statement in figures.scales],
        versions=versions,
    )


def _marks(courses: list[Course]) -> Counter[tuple[int, str]]:
    """Of each activity how many marks there are of a kind; a make-up is a second chance."""
    rows = Attendance.objects.filter(
        session__activity__in=[course.activity_id for course in courses],
        session__makes_up=None,
        mark__in=[HERE, ABSENT],
    ).order_by()
    counted = rows.values_list("session__activity", "mark").annotate(Count("pk"))
    return Counter({(activity, mark): count for activity, mark, count in counted})


def _version(template, courses, rounds, here, marks) -> Version:
    activities = {course.activity_id for course in courses}
    there = sum(marks[activity, HERE] for activity in activities)
    missed = sum(marks[activity, ABSENT] for activity in activities)
    theirs = [one for one in rounds if one.session.activity_id in activities]
    return Version(
        template=template,
        courses=len(courses),
        there=share(there, there + missed),
        figures=figures_of(theirs, here, rounds[0].form if rounds else None),
    )
