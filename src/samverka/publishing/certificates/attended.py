"""What somebody was at, meeting by meeting, for a certificate."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from samverka.delivery.activities.models import Attendance, Session

from .subject import Subject

HERE = Attendance.Mark.HERE


@dataclass(frozen=True)
class Meeting:
    """A meeting that somebody was at, whole or in part, on its day or on a make-up's."""

    days: tuple[dt.date, ...]
    title: str
    minutes: int


@dataclass(frozen=True)
class Attended:
    """What one person was at, of all there was."""

    person_id: int
    meetings: tuple[Meeting, ...]
    # Of how many meetings, and of how many minutes in all.
    of: int
    whole: int

    @property
    def minutes(self) -> int:
        return sum(meeting.minutes for meeting in self.meetings)


@dataclass
class _Held:
    """A meeting with the sessions that make up for it."""

    session: Session
    make_ups: list[Session] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What a meeting of something sensitive was about is nobody's to read."""
        return "" if self.session.activity.is_sensitive else self.session.title


def attended(
    subject: Subject, *, on: dt.date, persons: Collection[int] | None = None
) -> dict[int, Attended]:
    """Of each person who came at all, by key; of everybody unless some are asked about.

    Two questions, however many persons. A make-up is a part of its meeting, and never makes it
    longer than it was.
    """
    meetings = _meetings(subject, on=on)
    minutes = _minutes(meetings, persons)
    whole = sum(held.session.minutes for held in meetings)
    came = sorted({person for _session, person in minutes})
    found = {}
    for person in came:
        parts = (_part(held, person, minutes) for held in meetings)
        theirs = tuple(part for part in parts if part)
        found[person] = Attended(person, theirs, len(meetings), whole)
    return found


def _meetings(subject: Subject, *, on: dt.date) -> list[_Held]:
    sessions = Session.objects.filter(activity__in=subject.activities(), held_on__lte=on)
    held = list(sessions.select_related("activity").order_by("starts_at", "pk"))
    meetings = {each.pk: _Held(each) for each in held if not each.makes_up_id}
    for each in held:
        if each.makes_up_id in meetings:
            meetings[each.makes_up_id].make_ups.append(each)
    return list(meetings.values())


def _minutes(meetings: list[_Held], persons: Collection[int] | None) -> dict[tuple[int, int], int]:
    """By session and person."""
    sessions = [each.pk for held in meetings for each in (held.session, *held.make_ups)]
    marks = Attendance.objects.filter(session__in=sessions, mark=HERE)
    if persons is not None:
        marks = marks.filter(person__in=persons)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for session, person, minutes in marks.values_list("session", "person", "minutes"):
        found[session, person] = minutes
    return dict(found)


def _part(held: _Held, person: int, minutes: dict[tuple[int, int], int]) -> Meeting | None:
    there = [
        (each.held_on, minutes[each.pk, person])
        for each in (held.session, *held.make_ups)
        if (each.pk, person) in minutes
    ]
    if not there:
        return None
    spent = min(sum(part for _day, part in there), held.session.minutes)
    return Meeting(tuple(day for day, _part in there), held.title, spent)
