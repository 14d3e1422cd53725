"""Changing marks: what a mark was is kept, the sheet's version counts on, the trail is told."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from samverka.delivery.activities.models import Activity, Attendance, AttendanceVersion, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import now


def next_version(session: Session) -> int:
    """The caller holds the lock on the session."""
    session.sheet_version += 1
    session.save(update_fields=["sheet_version"])
    return session.sheet_version


def sheets_changed(activity: Activity) -> None:
    """Somebody came or went: every open sheet of the activity looks anew."""
    activity.sessions.update(sheet_version=F("sheet_version") + 1)


def write_marks(
    session: Session,
    changes: Mapping[Attendance, tuple[str, int]],
    *,
    new: Iterable[Attendance] = (),
    is_check_in: bool = False,
    by: Actor,
) -> int:
    """Give rows their new mark and minutes, in as few writes as the number of tables.

    `new` rows are not in the database yet. Returns the sheet's version.
    """
    version, instant = next_version(session), now()
    AttendanceVersion.objects.bulk_create(_before(row) for row in changes)
    new = list(new)
    for row in new:
        _stamp(row, version, instant, is_check_in, by)
    for row, (mark, minutes) in changes.items():
        row.mark, row.minutes, row.version = mark, minutes, row.version + 1
        _stamp(row, version, instant, is_check_in, by)
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(
        changes,
        [
            "mark",
            "minutes",
            "version",
            "sheet_version",
            "marked_at",
            "marked_by_id",
            "is_check_in",
        ],
    )
    trail.note_many(
        by=by,
        verb="activities.attendance_recorded",
        about=session,
        person_ids=[row.person_id for row in (*changes, *new)],
        fields=["mark", "minutes"],
    )
    return version


def _stamp(row: Attendance, version: int, instant, is_check_in: bool, by: Actor) -> None:
    row.sheet_version, row.marked_at, row.marked_by_id = version, instant, by.user_id or None
    row.is_check_in = is_check_in


def _before(row: Attendance) -> AttendanceVersion:
    return AttendanceVersion(
        attendance=row,
        version=row.version,
        mark=row.mark,
        minutes=row.minutes,
        marked_at=row.marked_at,
        marked_by_id=row.marked_by_id,
        is_check_in=row.is_check_in,
    )
