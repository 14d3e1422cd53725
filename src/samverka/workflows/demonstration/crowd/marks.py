"""Places and marks of the crowd, in bulk: one action for each row would take minutes.

The rows are those that `activities.register` and `activities.record_attendance` write, with the
same notes in the trail; a test makes one of each both ways and compares them. Left out is the note
that somebody became known to the organiser, as it is where many are registered at once.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator

from samverka.delivery.activities.models import Attendance, Registration, Session
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import KnownTo
from samverka.toolkit.clock import at, stopped_at
from samverka.workflows.demonstration.happenings import (
    ABSENT_SHARE,
    HALF_DAY_SHARE,
    INVITED_BEFORE,
)
from samverka.workflows.demonstration.instants import SIGNED_AT
from samverka.workflows.demonstration.plan import TODAY

from .held import Guest, Held

HERE, ABSENT = Attendance.Mark.HERE, Attendance.Mark.ABSENT
BATCH = 1000


def register_and_tick(made: Iterable[Held], chance: random.Random) -> None:
    """Everybody's place, who knows whom through it, and the marks of what has been."""
    held = list(made)
    days = {each.activity.pk: _registered_on(each) for each in held}
    Registration.objects.bulk_create(
        (place for each in held for place in _places(each, days[each.activity.pk])),
        batch_size=BATCH,
    )
    KnownTo.objects.bulk_create(
        (known for each in held for known in _known(each, days[each.activity.pk])),
        batch_size=BATCH,
        # Whoever came before is known already.
        ignore_conflicts=True,
    )
    marks: list[Attendance] = []
    sessions: list[Session] = []
    for each in held:
        with stopped_at(at(days[each.activity.pk], SIGNED_AT)):
            trail.note_many(
                by=each.by,
                verb="activities.registered",
                about=each.activity,
                person_ids=[person.pk for person, _employer in each.guests],
            )
        for session in each.activity.sessions.order_by("pk"):
            # Everybody who got a place changed the sheet.
            session.sheet_version = len(each.guests)
            if session.held_on < TODAY:
                marks += mark_all(session, each.guests, each.by, chance)
            sessions.append(session)
    Session.objects.bulk_update(sessions, ["sheet_version"], batch_size=BATCH)
    Attendance.objects.bulk_create(marks, batch_size=BATCH)


def _registered_on(held: Held) -> dt.date:
    first = min(session.held_on for session in held.activity.sessions.all())
    return min(first - INVITED_BEFORE, TODAY)


def _places(held: Held, on: dt.date) -> Iterator[Registration]:
    instant = at(on, SIGNED_AT)
    for person, employer in held.guests:
        yield Registration(
            activity=held.activity,
            person=person,
            organisation_id=employer,
            registered_at=instant,
            applied_at=instant,
        )


def _known(held: Held, on: dt.date) -> Iterator[KnownTo]:
    for person, _employer in held.guests:
        yield KnownTo(
            person=person,
            organisation=held.activity.organiser,
            reason=KnownTo.Reason.ACTIVITY,
            since=on,
        )


def mark_all(
    session: Session, guests: list[Guest], by: Actor, chance: random.Random
) -> list[Attendance]:
    """Most were there, some for half of it, some not at all; ticked when it ended."""
    session.sheet_version += 1
    with stopped_at(session.ends_at):
        trail.note_many(
            by=by,
            verb="activities.attendance_recorded",
            about=session,
            person_ids=[person.pk for person, _employer in guests],
            fields=["mark", "minutes"],
        )
    rows = []
    for person, employer in guests:
        luck = chance.random()
        mark = ABSENT if luck < ABSENT_SHARE else HERE
        part = 2 if luck < HALF_DAY_SHARE else 1
        rows.append(
            Attendance(
                session=session,
                person=person,
                organisation_id=employer,
                mark=mark,
                minutes=session.minutes // part if mark == HERE else 0,
                sheet_version=session.sheet_version,
                marked_at=session.ends_at,
                marked_by_id=by.user_id or None,
            )
        )
    return rows
