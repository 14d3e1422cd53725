"""Who is newly employed and where they are in the introduction; what a test's questions say."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.delivery.courses.models import Course, CourseTemplate
from samverka.delivery.programmes.models import Participation, Programme
from samverka.engine.forms.definition import Form, Item, Kind
from samverka.engine.forms.knowledge import ItemStatistics, item_statistics
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Asked, Round
from samverka.register.instruments.queries import plain_answers
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.toolkit.periods import in_force, months_after

from .models import Introduction, KnowledgeTest

COMPLETED, UNDER_WAY, NOT_BEGUN, NO_COURSE = "completed", "under_way", "not_begun", "no_course"
STATES = {
    COMPLETED: _("Completed"),
    UNDER_WAY: _("Under way"),
    NOT_BEGUN: _("Planned, not begun"),
    NO_COURSE: _("No course planned"),
}
# Whether a course is planned for them or not; the home tells how many.
TO_BEGIN = "to_begin"


def introduction_of(programme: Programme) -> Introduction | None:
    """Which course of the programme it is; its tests come along, in the same question."""
    rows = list(
        Introduction.objects.filter(programme=programme)
        .select_related("template__first_version", "programme")
        .annotate(
            test_key=F("tests__round__public_key"),
            test_name=F("tests__round__name"),
            opens_on=F("tests__round__opens_on"),
            closes_on=F("tests__round__closes_on"),
        )
        .order_by("-opens_on", "test_key")
    )
    if not rows:
        return None
    rows[0].shown_tests = [row for row in rows if row.test_key]
    return rows[0]


def templates_of(programme: Programme) -> QuerySet[CourseTemplate]:
    """What a programme can choose among: the newest version of each course that is given."""
    rows = CourseTemplate.objects.filter(programme=programme, is_retired=False)
    return rows.order_by("name", "pk")


# --- Those who are new ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Newcomer:
    """Somebody newly employed, once each; `place` is a municipality's code, or an organisation.

    Without name and key where whoever asks may not see them.
    """

    person_id: int
    key: str
    name: str
    place: str
    employer: str
    title: str
    begun_on: dt.date


@dataclass(frozen=True)
class Place:
    """A municipality, or an organisation that is in none."""

    key: str
    name: str
    code: str


def places_of(programme: Programme, on: dt.date) -> dict[int, Place]:
    """By key of the organisation that takes part on the day, in which municipality it is."""
    there = Participation.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_to=None) | Q(valid_to__gt=on),
        programme=programme,
    )
    rows = Organisation.objects.filter(pk__in=there.values("organisation"))
    return {
        row.pk: Place(row.municipality.code, row.municipality.name, row.municipality.code)
        if row.municipality
        else Place(row.public_key, row.name, "")
        for row in rows.select_related("municipality").order_by("name")
    }


def newcomers(
    places: dict[int, Place], months: int, on: dt.date, *, counts_all: bool, of: Actor
) -> list[Newcomer]:
    """Whose first function at a partner or its units began within the months, and is held still.

    :param counts_all: those whom `of` may not see too; otherwise the own staff they may see
    """
    since = months_after(on, -months)
    found: dict[int, Newcomer] = {}
    seniors = set()
    for row in _functions(on, of):
        chain = (row.organisation_id, row.organisation.part_of_id, row.above)
        home = next((key for key in chain if key in places), None)
        is_counted = counts_all or (row.is_seen and of.organisation_id in chain)
        if home is None or not is_counted:
            continue
        if row.valid_from <= since:
            seniors.add((row.person_id, home))
        elif (row.person_id, home) not in seniors:
            found.setdefault(row.person_id, _newcomer(row, places[home].key))
    return list(found.values())


def _functions(on: dt.date, of: Actor) -> QuerySet[Position]:
    """Held on the day, the oldest first; `is_seen` where `of` may see whose it is."""
    seen = Person.objects.visible_to(of).filter(pk=OuterRef("person"))
    return (
        Position.objects.filter(in_force(on), person__forgotten_on=None)
        .select_related("person", "organisation")
        .annotate(is_seen=Exists(seen), above=F("organisation__part_of__part_of"))
        .order_by("valid_from", "pk")
    )


def _newcomer(row, place: str) -> Newcomer:
    person = row.person
    key, name = (person.public_key, str(person)) if row.is_seen else ("", "")
    return Newcomer(
        row.person_id, key, name, place, row.organisation.name, row.title, row.valid_from
    )


# --- How far they have come ----------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """How far one person has come: of the course where they have been to most meetings."""

    state: str
    been: int = 0
    meetings: int = 0
    last_on: dt.date | None = None


@dataclass(frozen=True)
class Courses:
    """All courses of an introduction: their meetings, and where those to come are held."""

    # By key of a session, the key of the meeting that it is or makes up for.
    meeting: dict[int, int]
    activity: dict[int, int]
    day: dict[int, dt.date]
    # By key of the activity.
    meetings: Counter[int]
    # Codes of municipalities; "" where one of all is welcome.
    ahead: frozenset[str]
    activities_ahead: frozenset[int]


def courses_of(introduction: Introduction, on: dt.date) -> Courses:
    """Of every version of the course; what is cancelled is none."""
    first = introduction.template.first_version_id or introduction.template_id
    made = Course.objects.filter(
        Q(template=first) | Q(template__first_version=first), activity__is_cancelled=False
    )
    rows = list(
        Session.objects.filter(activity__in=made.values("activity")).values_list(
            "pk", "activity", "makes_up", "held_on", "activity__municipality__code"
        )
    )
    begins: dict[int, tuple[dt.date, str]] = {}
    for _key, activity, makes_up, day, code in rows:
        if not makes_up:
            begins[activity] = min(begins.get(activity, (day, code or "")), (day, code or ""))
    ahead = {activity: code for activity, (day, code) in begins.items() if day >= on}
    return Courses(
        meeting={key: makes_up or key for key, _activity, makes_up, _day, _code in rows},
        activity={key: activity for key, activity, *_rest in rows},
        day={key: day for key, _activity, _makes_up, day, _code in rows},
        meetings=Counter(activity for _key, activity, makes_up, *_rest in rows if not makes_up),
        ahead=frozenset(ahead.values()),
        activities_ahead=frozenset(ahead),
    )


def ways(found: Iterable[Newcomer], courses: Courses, codes: dict[str, str]) -> dict[int, Way]:
    """By key of the person. One question, however many persons.

    :param codes: the municipality of each place
    """
    been: dict[int, list[int]] = {}
    booked = set()
    for person, session, is_mark in _marks_and_places(courses):
        if is_mark:
            been.setdefault(person, []).append(session)
        else:
            booked.add(person)
    return {
        one.person_id: _way(
            been.get(one.person_id, []),
            courses,
            is_planned=one.person_id in booked
            or bool({codes.get(one.place, ""), ""} & courses.ahead),
        )
        for one in found
    }


def _marks_and_places(courses: Courses) -> QuerySet:
    """Who has been to which session, and who has a place at a course to come."""
    here = Attendance.objects.filter(session__in=courses.meeting, mark=Attendance.Mark.HERE)
    places = Registration.objects.in_force().filter(activity__in=courses.activities_ahead)
    return (
        here.order_by()
        .values_list("person_id", "session_id", Value(True))
        .union(places.order_by().values_list("person_id", "activity_id", Value(False)), all=True)
    )


def _way(sessions: Collection[int], courses: Courses, *, is_planned: bool) -> Way:
    if not sessions:
        return Way(NOT_BEGUN if is_planned else NO_COURSE)
    been = Counter(
        courses.activity[one]
        for one in {courses.meeting[each]: each for each in sessions}.values()
    )
    activity = max(been, key=lambda one: (been[one] / max(courses.meetings[one], 1), one))
    is_whole = been[activity] >= courses.meetings[activity]
    last_on = max(courses.day[one] for one in sessions if courses.activity[one] == activity)
    state = COMPLETED if is_whole else UNDER_WAY
    return Way(state, been[activity], courses.meetings[activity], last_on)


@dataclass(frozen=True)
class Line:
    """A municipality: how many are new, and where they are."""

    key: str
    name: str
    total: int
    completed: int
    under_way: int
    not_begun: int
    no_course: int

    @property
    def share(self) -> int | None:
        """Completed, in a hundred; None where nobody is new."""
        return round(100 * self.completed / self.total) if self.total else None


@dataclass(frozen=True)
class Completion:
    """Everybody new, how far each has come, and the sums by municipality."""

    newcomers: list[Newcomer]
    ways: dict[int, Way]
    lines: list[Line]

    def total(self, state: str) -> int:
        return sum(way.state == state for way in self.ways.values())

    def chosen(self, place: str, state: str) -> list[Newcomer]:
        wanted = (NOT_BEGUN, NO_COURSE) if state == TO_BEGIN else (state,)
        return [
            one
            for one in self.newcomers
            if place in ("", one.place) and (not state or self.ways[one.person_id].state in wanted)
        ]


def completion(
    introduction: Introduction, on: dt.date, *, months: int, counts_all: bool, of: Actor
) -> Completion:
    """Of the partners on a day; those that have nobody new too, where all are counted."""
    places = places_of(introduction.programme, on)
    found = newcomers(places, months, on, counts_all=counts_all, of=of)
    codes = {place.key: place.code for place in places.values()}
    gone = ways(found, courses_of(introduction, on), codes)
    counts = Counter((one.place, gone[one.person_id].state) for one in found)
    names = {place.key: place.name for place in places.values()}
    shown = set(names) if counts_all else {one.place for one in found}
    lines = [
        Line(key, name, sum(counts[key, state] for state in STATES), *_numbers(counts, key))
        for key, name in sorted(names.items(), key=lambda one: one[1])
        if key in shown
    ]
    return Completion(found, gone, lines)


def _numbers(counts: Counter, key: str) -> list[int]:
    return [counts[key, state] for state in STATES]


@dataclass(frozen=True)
class OwnWay:
    """How far somebody has come themselves, in one programme."""

    introduction: Introduction
    way: Way


def own_ways(person: Person) -> list[OwnWay]:
    """The introductions that somebody has been to a meeting of. One question where to none."""
    marks = Attendance.objects.filter(person=person, mark=Attendance.Mark.HERE)
    courses = Course.objects.filter(activity__in=marks.values("session__activity"))
    of = courses.values_list("template", "template__first_version")
    first = {root or key for key, root in of}
    if not first:
        return []
    rows = Introduction.objects.filter(
        Q(template__in=first) | Q(template__first_version__in=first)
    ).select_related("template", "programme")
    return [_own(row, person, marks) for row in rows]


def _own(introduction: Introduction, person: Person, marks: QuerySet[Attendance]) -> OwnWay:
    courses = courses_of(introduction, dt.date.max)
    been = [one for one in marks.values_list("session", flat=True) if one in courses.meeting]
    return OwnWay(introduction, _way(been, courses, is_planned=False))


# --- Knowledge tests -----------------------------------------------------------------------------


def rounds_to_choose(actor: Actor) -> QuerySet[Round]:
    """Named and anonymous rounds that one's own organisation holds, and that are no test yet."""
    taken = KnowledgeTest.objects.values("round")
    rows = Round.objects.visible_to(actor).filter(
        version__instrument__owner=actor.organisation_id, way__in=(Round.Way.NAMED, "anonymous")
    )
    return rows.exclude(pk__in=taken).order_by("-opens_on", "name")


def questions_of(form: Form) -> list[Item]:
    """What can have a right answer: one or several choices."""
    return [item for item in form.walk() if item.kind in (Kind.SINGLE, Kind.MULTIPLE)]


@dataclass(frozen=True)
class Result:
    """What a test's questions say; None where nothing is told yet."""

    answered: int
    asked: int
    items: list[ItemStatistics] | None


def result_of(test: KnowledgeTest, on: dt.date) -> Result:
    """When the round is over or all have answered: before and after one more would tell of it."""
    asked = Asked.objects.filter(round=test.round).count()
    answers = plain_answers(test.round)
    if not test.round.is_over(on) and len(answers) < asked:
        return Result(len(answers), asked, None)
    form = test.round.version.form
    choices = {item.name: [choice.name for choice in item.choices] for item in questions_of(form)}
    key = {item: right for item, right in test.key.items() if item in choices}
    return Result(len(answers), asked, item_statistics(answers, choices, key))


def not_asked(test: KnowledgeTest) -> list[tuple[Person, int]]:
    """Who has been at the course, with their employer then. Protected persons are not asked."""
    asked = Asked.objects.filter(round=test.round, person=OuterRef("person"))
    marks = (
        Attendance.objects.filter(
            ~Exists(asked),
            session__in=courses_of(test.introduction, dt.date.max).meeting,
            mark=Attendance.Mark.HERE,
            person__forgotten_on=None,
            person__is_protected=False,
        )
        .select_related("person")
        .order_by("session__starts_at")
    )
    return list({mark.person_id: (mark.person, mark.organisation_id) for mark in marks}.values())
