"""When groups meet, who was there, and what is left open."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, F, Prefetch, QuerySet, Sum
from django.db.models.functions import Coalesce

from samverka.delivery.activities.models import Attendance
from samverka.delivery.groups.models import (
    AgendaItem,
    ConflictOfInterest,
    Decision,
    Group,
    Meeting,
    PresentSeat,
    Term,
)
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from .history import came_of
from .seats import participating_municipalities, terms_sitting

HERE = Attendance.Mark.HERE
WEEKS_A_YEAR = 52


def meetings_of(group: Group) -> QuerySet[Meeting]:
    """The meetings of a group, the latest first, with how many items and decisions they have."""
    return group.meetings.annotate(
        items_in_all=Count("items", distinct=True), decided=Count("decisions", distinct=True)
    ).order_by("-held_on")


def terms_present(meeting: Meeting) -> list[Term]:
    """The seats present: as ticked, or of those marked as here on the meeting's sheet."""
    if meeting.session_id is None:
        rows = Term.objects.filter(pk__in=meeting.present.values("term"))
        rows = rows.select_related("organisation", "person", "seat")
        return list(rows.order_by("seat__number"))
    here = Attendance.objects.filter(session=meeting.session_id, mark=HERE)
    sitting = terms_sitting(meeting.group, on=meeting.held_on)
    return list(sitting.filter(person__in=here.values("person")))


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda, with who takes no part in an item."""
    noted = ConflictOfInterest.objects.select_related(
        "term__seat", "term__organisation", "term__person"
    ).order_by("term__seat__number")
    items = meeting.items.select_related("theme").prefetch_related(
        Prefetch("conflicts", queryset=noted)
    )
    return list(items.order_by("number"))


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    return meeting.decisions.select_related("item", "responsible").order_by("number")


def decisions_in(
    programme: Programme, actor: Actor, *, state: str, on: dt.date
) -> QuerySet[Decision]:
    """The log of a programme's groups as the actor may read it, to be followed up first."""
    found = Decision.objects.visible_to(actor).filter(meeting__group__programme=programme)
    if state == "overdue":
        found = found.overdue(on)
    elif state in ("open", "closed"):
        found = found.filter(closed_on__isnull=state == "open")
    return found.select_related("meeting__group__programme", "responsible").order_by(
        F("closed_on").desc(nulls_first=True), "follow_up_on", "pk"
    )


def open_questions(group: Group, *, before: dt.date) -> QuerySet[AgendaItem]:
    """The items that the last meeting before a day left open, of the network before too (S11)."""
    last = (
        group.meetings.filter(held_on__lt=before, is_cancelled=False).order_by("-held_on").first()
    )
    if last is None:
        before_it = came_of(group)
        if before_it is None:
            return AgendaItem.objects.none()
        return open_questions(before_it.earlier, before=before)
    return last.items.filter(is_open_question=True).order_by("number")


@dataclass(frozen=True)
class Period:
    """A part of a year in which a group should meet once: a quarter where it meets four times."""

    number: int
    starts: dt.date
    after: dt.date
    meetings: list[Meeting] = field(default_factory=list)

    def is_missed(self, on: dt.date) -> bool:
        """The period is over, and no meeting was held in it."""
        return self.after <= on and not self.meetings

    @property
    def last_day(self) -> dt.date:
        return self.after - dt.timedelta(days=1)


def calendar(group: Group, year: int) -> list[Period]:
    """The periods of a year with their meetings; none where nobody said how often it meets.

    Those that ended before the programme began are left out: nobody missed them.
    """
    count, began = group.meetings_per_year, group.programme.starts_on or dt.date.min
    if not count:
        return []
    held = list(group.meetings.filter(held_on__year=year, is_cancelled=False).order_by("held_on"))
    bounds = [_bound(year, number, count) for number in range(count + 1)]
    return [
        Period(
            number=number + 1,
            starts=bounds[number],
            after=bounds[number + 1],
            meetings=[m for m in held if bounds[number] <= m.held_on < bounds[number + 1]],
        )
        for number in range(count)
        if bounds[number + 1] > began
    ]


def _bound(year: int, number: int, count: int) -> dt.date:
    """The first day of a period; periods begin with a month as far as the year divides so."""
    months = 12 * number // count
    return dt.date(year + months // 12, months % 12 + 1, 1)


def next_day_proposed(group: Group, *, on: dt.date) -> dt.date | None:
    """The same weekday as the last meeting, as many weeks on as the year asks for.

    None where nothing is known: no meeting yet, or one is called already.
    """
    if not group.meetings_per_year:
        return None
    last = group.meetings.filter(is_cancelled=False).order_by("-held_on").first()
    if last is None or last.held_on >= on:
        return None
    weeks = dt.timedelta(weeks=round(WEEKS_A_YEAR / group.meetings_per_year))
    day = last.held_on + weeks
    # After a long pause the next one is ahead of us, on the same weekday.
    behind = (on - day).days
    return day if behind <= 0 else day + dt.timedelta(weeks=-(-behind // 7))


@dataclass(frozen=True)
class AttendanceRow:
    """How often a municipality was at those meetings of a year whose attendance is noted."""

    organisation: Organisation
    meetings: int
    held: int


@dataclass(frozen=True)
class YearOfAttendance:
    """A year's attendance by municipality, and the meetings where nobody is noted yet."""

    rows: list[AttendanceRow]
    not_noted: list[Meeting]


def attendance_by_municipality(group: Group, year: int, *, on: dt.date) -> YearOfAttendance:
    """Every municipality of the programme, also those that were never there (S64).

    A meeting where nobody is noted says nothing about who stayed away: it is not counted.
    """
    meetings = group.meetings.filter(held_on__year=year, held_on__lte=on, is_cancelled=False)
    held = list(meetings.order_by("held_on"))
    there = _municipalities_there(held)
    noted = [home for home in there.values() if home]
    times = Counter(each for home in noted for each in home)
    rows = [
        AttendanceRow(organisation, times[organisation.pk], len(noted))
        for organisation in participating_municipalities(group.programme, on=on)
    ]
    return YearOfAttendance(rows, [meeting for meeting in held if not there[meeting.pk]])


def _municipalities_there(meetings: list[Meeting]) -> dict[int, set[int]]:
    """Of each meeting the organisations present, a unit counted as the one it is a part of."""
    there: dict[int, set[int]] = {meeting.pk: set() for meeting in meetings}
    of_session = {m.session_id: m.pk for m in meetings if m.session_id}
    ticked = PresentSeat.objects.filter(meeting__in=[m.pk for m in meetings if not m.session_id])
    for meeting, whose in ticked.values_list("meeting", _home("term__organisation")):
        there[meeting].add(whose)
    marked = Attendance.objects.filter(session__in=list(of_session), mark=HERE)
    for session, whose in marked.values_list("session", _home("organisation")):
        there[of_session[session]].add(whose)
    return there


def _home(organisation: str) -> Coalesce:
    """The organisation itself, for a unit the one it is a part of."""
    return Coalesce(f"{organisation}__part_of__part_of", f"{organisation}__part_of", organisation)


@dataclass(frozen=True)
class Level:
    """Meetings within an organisation or between several: how many, how many came, what time."""

    meetings: int
    persons: int
    minutes: int


@dataclass(frozen=True)
class Levels:
    """A programme's meetings with a sheet, by whether people came from one organisation (S126)."""

    within: Level
    between: Level
    without_sheet: int


def levels(programme: Programme) -> Levels:
    """Split by the participants' employers; hours are those of the sheets, whole and once."""
    meetings = Meeting.objects.filter(group__programme=programme, is_cancelled=False)
    sheets = meetings.filter(session__isnull=False)
    homes = _homes_by_session(sheets)
    one = [session for session, whose in homes.items() if len(whose) == 1]
    many = [session for session, whose in homes.items() if len(whose) > 1]
    return Levels(
        within=_level(one),
        between=_level(many),
        without_sheet=meetings.count() - len(homes),
    )


def _homes_by_session(sheets: QuerySet[Meeting]) -> dict[int, set[int]]:
    rows = Attendance.objects.filter(session__in=sheets.values("session"), mark=HERE)
    homes: dict[int, set[int]] = {}
    for session, whose in rows.values_list("session", _home("organisation")):
        homes.setdefault(session, set()).add(whose)
    return homes


def _level(sessions: list[int]) -> Level:
    sums = Attendance.objects.filter(session__in=sessions, mark=HERE).aggregate(
        persons=Count("person", distinct=True), minutes=Sum("minutes")
    )
    return Level(len(sessions), sums["persons"], sums["minutes"] or 0)
