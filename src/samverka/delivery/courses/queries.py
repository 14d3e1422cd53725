"""Templates, the days a course would have, and who has been to which of its meetings."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, QuerySet

from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.delivery.activities.queries import registered_at
from samverka.delivery.programmes.models import Participation, Programme
from samverka.engine.holidays import Schedule, schedule
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.lists import holding

from .calendar import holiday_on
from .models import Course, CourseTemplate, MeetingLog, SchoolBreak

WEEK = 7


def templates_of(
    actor: Actor, programme: Programme, *, q: str = "", state: str = ""
) -> QuerySet[CourseTemplate]:
    """Each with how many `meetings_count` it has, its `total` minutes and how often it is made."""
    found = CourseTemplate.objects.visible_to(actor).filter(
        holding(q, "name", "target_group"), programme=programme, is_retired=state == "retired"
    )
    return (
        found.select_related("programme")
        .annotate(
            meetings_count=Count("meetings", distinct=True),
            courses_count=Count("courses", distinct=True),
            total=Count("meetings", distinct=True) * F("minutes"),
        )
        .order_by("name", "pk")
    )


def versions_of(template: CourseTemplate) -> QuerySet[CourseTemplate]:
    """All versions of the course, the first among them, in order."""
    first = template.first_version_id or template.pk
    found = CourseTemplate.objects.filter(Q(pk=first) | Q(first_version=first))
    return found.select_related("programme").order_by("version")


def courses_of(template: CourseTemplate) -> QuerySet[Course]:
    """What has been made of it, the latest first, with its `first_day` and `last_day`."""
    return (
        template.courses.select_related("activity__municipality", "activity__organiser")
        .annotate(
            first_day=Min("activity__sessions__held_on"),
            last_day=Max("activity__sessions__held_on"),
        )
        .order_by("-first_day", "-pk")
    )


def breaks_of(actor: Actor, programme: Programme, *, q: str = "") -> QuerySet[SchoolBreak]:
    return (
        SchoolBreak.objects.visible_to(actor)
        .filter(holding(q, "name", "municipality__name"), programme=programme, is_dropped=False)
        .select_related("municipality", "programme")
        .order_by("-first_day", "name", "pk")
    )


def municipalities_of(programme: Programme) -> QuerySet[Municipality]:
    """Where the programme's partners are."""
    partners = Participation.objects.filter(programme=programme)
    return Municipality.objects.filter(pk__in=partners.values("organisation__municipality"))


def why_closed(
    programme: Programme, municipality: Municipality | None
) -> Callable[[dt.date], str]:
    """Says of a day why no course is held on it: a public holiday, or a school break there."""
    rows = SchoolBreak.objects.filter(programme=programme, is_dropped=False).filter(
        Q(municipality=None) | Q(municipality=municipality)
    )
    breaks = list(rows.values_list("first_day", "last_day", "name"))

    def closed(day: dt.date) -> str:
        at_school = (name for first, last, name in breaks if first <= day <= last)
        return holiday_on(day) or next(at_school, "")

    return closed


def proposed(
    template: CourseTemplate, *, first: dt.date, municipality: Municipality | None
) -> Schedule:
    """A day for each meeting, week after week, past holidays and school breaks."""
    closed = why_closed(template.programme, municipality)
    return schedule(first, template.meetings.count(), every=WEEK, closed=closed)


@dataclass(frozen=True)
class Said:
    """What leaders said of one meeting of a course, when it was held."""

    course: Course
    log: MeetingLog


def said_of(template: CourseTemplate, actor: Actor) -> dict[int, list[Said]]:
    """By the number of the meeting, what those who held it said, the latest last.

    The third meeting of a course is its third session, make-ups apart.
    """
    courses = Course.objects.visible_to(actor).filter(
        template=template, activity__is_cancelled=False
    )
    of = {each.activity_id: each for each in courses.select_related("activity")}
    sessions = Session.objects.filter(activity__in=of, makes_up=None).order_by("starts_at", "pk")
    logs = {each.session_id: each for each in MeetingLog.objects.filter(session__in=sessions)}
    met: Counter[int] = Counter()
    said: dict[int, list[Said]] = defaultdict(list)
    for session, activity in sessions.values_list("pk", "activity"):
        met[activity] += 1
        if session in logs:
            said[met[activity]].append(Said(of[activity], logs[session]))
    return said


def said_at(session: Session) -> dict[str, str]:
    """What was said of one session, as its form has it; nothing where nobody has."""
    log = MeetingLog.objects.filter(session=session).first()
    return {"worked": log.worked, "to_change": log.to_change} if log else {}


@dataclass(frozen=True)
class Cell:
    """What a person counts of one meeting; `made_up` minutes of it at another session."""

    minutes: int
    made_up: int


@dataclass(frozen=True)
class Line:
    """One person's way through the course."""

    place: Registration
    cells: list[Cell]

    @property
    def minutes(self) -> int:
        return sum(cell.minutes for cell in self.cells)

    @property
    def times(self) -> int:
        return sum(cell.minutes > 0 for cell in self.cells)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a course with the sessions that make up for it."""

    session: Session
    make_ups: list[Session]
    log: MeetingLog | None


@dataclass(frozen=True)
class Way:
    """Who has been to which meeting, as far as the reader may see the persons."""

    meetings: list[Meeting]
    lines: list[Line]

    @property
    def minutes(self) -> int:
        """What the whole course counts: a make-up adds nothing to it."""
        return sum(meeting.session.minutes for meeting in self.meetings)


def way_through(course: Course, actor: Actor) -> Way:
    """Four questions, however many persons and meetings."""
    sessions = list(course.activity.sessions.order_by("starts_at", "pk"))
    made_up: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.makes_up_id:
            made_up[session.makes_up_id].append(session)
    logs = {each.session_id: each for each in MeetingLog.objects.filter(session__in=sessions)}
    meetings = [
        Meeting(each, made_up[each.pk], logs.get(each.pk))
        for each in sessions
        if not each.makes_up_id
    ]
    marks = Attendance.objects.filter(session__in=sessions, mark=Attendance.Mark.HERE)
    minutes = {
        (session, person): spent
        for session, person, spent in marks.values_list("session", "person", "minutes")
    }

    def cell(meeting: Meeting, person_id: int) -> Cell:
        later = sum(minutes.get((each.pk, person_id), 0) for each in meeting.make_ups)
        return Cell(minutes.get((meeting.session.pk, person_id), 0) + later, later)

    return Way(
        meetings,
        [
            Line(place, [cell(meeting, place.person_id) for meeting in meetings])
            for place in registered_at(actor, course.activity)
        ],
    )
