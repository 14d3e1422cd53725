"""Ticking who was there."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import (
    Attendance,
    AttendanceVersion,
    Registration,
    Session,
)
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.texts import day, hours

from .history import write_marks
from .room import Room

HERE, CLEARED = Attendance.Mark.HERE, Attendance.Mark.CLEARED
UNMARKED = (CLEARED.value, 0)


class MarkRefused(Exception):
    """Nothing of what was sent is saved; its text says why, and what one can do."""


@dataclass(frozen=True)
class Mark:
    """What somebody says of one row: `key` is the registration's.

    `minutes` is None for the whole session. `version` is the one that was on the screen, 0 where
    the row had no mark. `tried` are marks and minutes they sent before this and got no answer to:
    where the row has one of those, it is their own word, and no conflict.
    """

    key: str
    mark: str
    minutes: int | None = None
    version: int = 0
    tried: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote `theirs` while `wanted` was being written: a person has to choose."""

    wanted: Mark
    theirs: Attendance


@dataclass(frozen=True)
class Recorded:
    """What came of the marks. `version` is the sheet's, and names this change for an undo.

    `marks` are everybody's as they are now, so that the sheet need not be read again.
    """

    saved: list[Attendance] = field(default_factory=list)
    # Rows that had no time left, with a sentence each.
    refused: dict[str, str] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    marks: list[Attendance] | None = None
    version: int = 0


@transaction.atomic
def record_attendance(
    *, session: Session, marks: Sequence[Mark], on: dt.date, by: Actor
) -> Recorded:
    """Write the marks that nobody else has changed meanwhile; give back the others as conflicts.

    Whoever writes to a sheet locks its session, so two at once stand in line: rows they do not
    share never disturb one another. Where a session makes up for another, both are locked, and
    nobody is marked for more than is left.
    """
    room = Room(session)
    session = room.session
    if session.held_on > on and any(mark.mark == HERE for mark in marks):
        raise MarkRefused(
            _("The session is on %(day)s. Who is there can be noted from that day.")
            % {"day": day(session.held_on)}
        )
    places = _places(session, marks)
    rows = {row.person_id: row for row in session.attendances.all()}
    pairs = [(mark, rows.get(places[mark.key].person_id)) for mark in marks]
    seen = _what_was_seen(pairs)

    new, changes, conflicts, refused = [], {}, [], {}
    for mark, row in pairs:
        try:
            wanted = _as_written(session, mark, room.of(places[mark.key].person_id))
        except _NoTimeLeft as left:
            refused[mark.key] = str(left)
            continue
        if wanted == _as_it_is(row):
            continue
        if row is None:
            place = places[mark.key]
            new.append(_new_row(session, place, *wanted))
        elif mark.version == row.version or _is_own_word(session, mark, row, by=by):
            changes[row] = wanted
        # What is as it was on the screen was left alone; the other's mark stands.
        elif seen.get((row.pk, mark.version), UNMARKED) != wanted:
            conflicts.append(Conflict(wanted=mark, theirs=row))

    version = session.sheet_version
    if new or changes:
        version = write_marks(session, changes, new=new, by=by)
    return Recorded(
        saved=[*changes, *new],
        refused=refused,
        conflicts=conflicts,
        marks=[*rows.values(), *new],
        version=version,
    )


def _places(session: Session, marks: Iterable[Mark]) -> dict[str, Registration]:
    keys = {mark.key for mark in marks}
    places = {
        place.public_key: place
        for place in Registration.objects.filter(
            activity_id=session.activity_id, public_key__in=keys
        ).exclude(state__in=[Registration.State.WAITING, Registration.State.OFFERED])
    }
    if keys - places.keys():
        raise MarkRefused(
            _("A row is no longer on the sheet. Open the sheet anew and mark it again.")
        )
    return places


def _what_was_seen(pairs) -> dict[tuple[int, int], tuple[str, int]]:
    """Of rows that changed since they were on the screen: what they showed then."""
    stale = {row.pk: mark.version for mark, row in pairs if row and mark.version != row.version}
    if not stale:
        return {}
    return {
        (old.attendance_id, old.version): (old.mark, old.minutes)
        for old in AttendanceVersion.objects.filter(
            attendance__in=stale, version__in=set(stale.values())
        )
    }


def _is_own_word(session: Session, mark: Mark, row: Attendance, *, by: Actor) -> bool:
    """Whether the row has what the same person sent and never got an answer to."""
    if by.user_id is None or row.marked_by_id != by.user_id:
        return False
    whole = session.minutes if row.mark == HERE else 0
    return any(
        row.mark == word and row.minutes == (whole if minutes is None else minutes)
        for word, minutes in mark.tried
    )


def _as_it_is(row: Attendance | None) -> tuple[str, int]:
    return (row.mark, row.minutes) if row else UNMARKED


class _NoTimeLeft(Exception):
    """The person has been counted for the meeting at another session."""

    def __init__(self, left: int):
        self.left = left

    def __str__(self):
        if not self.left:
            return _("Counted for the whole of this meeting at another session already.")
        return _(
            "Counted for a part of this meeting at another session: %(time)s is left to make up."
        ) % {"time": hours(self.left)}


def _as_written(session: Session, mark: Mark, left: int) -> tuple[str, int]:
    """Mark and minutes as they go into the row; the whole session is what is left of it."""
    if mark.mark != HERE:
        return mark.mark, 0
    minutes = (left or session.minutes) if mark.minutes is None else mark.minutes
    if not 0 < minutes <= session.minutes:
        raise MarkRefused(
            _("The session counts %(most)s minutes. Write a time between 1 minute and that.")
            % {"most": session.minutes}
        )
    if minutes > left:
        raise _NoTimeLeft(left)
    return HERE.value, minutes


def _new_row(session: Session, place: Registration, mark: str, minutes: int) -> Attendance:
    return Attendance(
        session=session,
        person_id=place.person_id,
        organisation_id=place.organisation_id,
        mark=mark,
        minutes=minutes,
    )


@transaction.atomic
def undo_marks(*, session: Session, version: int, by: Actor) -> int:
    """Give the rows of one change their marks from before it; rows changed since are left.

    So are those whose time has been made up at another session meanwhile. Returns how many rows
    went back.
    """
    room = Room(session)
    session = room.session
    rows = list(session.attendances.filter(sheet_version=version))
    before = {
        (old.attendance_id, old.version): (old.mark, old.minutes)
        for old in AttendanceVersion.objects.filter(attendance__in=rows)
    }
    changes = {}
    for row in rows:
        mark, minutes = before.get((row.pk, row.version - 1), UNMARKED)
        if minutes <= room.of(row.person_id):
            changes[row] = mark, minutes
    if changes:
        write_marks(session, changes, by=by)
    return len(changes)
