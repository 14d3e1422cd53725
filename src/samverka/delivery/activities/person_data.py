"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.retention.models import Records
from samverka.delivery.retention.queries import must_be_kept
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit import sealing
from samverka.toolkit.personal_data import Disclosed

from .actions.history import sheets_changed
from .actions.room import keep_within
from .instead import gave_place
from .models import NEED, Activity, Attendance, AttendanceVersion, Need, Registration, Session
from .waiting_list import has_need

# Of two places of one person, the better one stays.
BEST_FIRST = (
    Registration.State.REGISTERED,
    Registration.State.OFFERED,
    Registration.State.WAITING,
    Registration.State.CANCELLED,
)


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand places and marks over. Of two marks in a session the longer stays, both in history.

    Nobody counts more of a meeting and its make-up than the meeting has.
    """
    hold_sheets(old, new)
    for registration in Registration.objects.select_for_update().filter(person=old):
        _move_registration(registration, new)
    for attendance in Attendance.objects.select_for_update().filter(person=old):
        _move_attendance(attendance, new)
    for meeting in Session.objects.filter(make_ups__attendances__person=new).distinct():
        keep_within(meeting, by=by)
    trail.note(by=by, verb="activities.person_moved", about=new, person_id=new.pk)


def hold_sheets(*persons: Person) -> None:
    """Nobody takes a place or is ticked meanwhile; open sheets of the persons look anew."""
    theirs = Registration.objects.filter(person__in=persons).values("activity")
    # In the order of those who register and tick: first the activity, then its sessions.
    for activity in Activity.objects.select_for_update().filter(pk__in=theirs).order_by("pk"):
        sheets_changed(activity)


def _move_registration(registration: Registration, new: Person) -> None:
    there = Registration.objects.filter(activity=registration.activity_id, person=new).first()
    if there is None:
        registration.person = new
        registration.save(update_fields=["person"])
        return
    if BEST_FIRST.index(registration.state) < BEST_FIRST.index(there.state):
        there.state, there.answer_by = registration.state, registration.answer_by
        there.save(update_fields=["state", "answer_by"])
    if not has_need(there):
        Need.objects.filter(registration=registration).update(registration=there)
    registration.delete()


def _move_attendance(attendance: Attendance, new: Person) -> None:
    there = Attendance.objects.filter(session=attendance.session_id, person=new).first()
    if there is None:
        attendance.person = new
        attendance.save(update_fields=["person"])
        return
    kept, other = sorted([attendance, there], key=lambda row: row.minutes, reverse=True)
    history = [*kept.versions.all(), *other.versions.all(), _as_version(other)]
    history.sort(key=lambda row: row.marked_at)
    kept.versions.all().delete()
    other.delete()
    AttendanceVersion.objects.bulk_create(
        AttendanceVersion(
            attendance=kept,
            version=number,
            mark=row.mark,
            minutes=row.minutes,
            marked_at=row.marked_at,
            marked_by_id=row.marked_by_id,
            is_check_in=row.is_check_in,
        )
        for number, row in enumerate(history, start=1)
    )
    kept.person = new
    kept.version = len(history) + 1
    kept.save(update_fields=["person", "version"])


def _as_version(attendance: Attendance) -> AttendanceVersion:
    return AttendanceVersion(
        mark=attendance.mark,
        minutes=attendance.minutes,
        marked_at=attendance.marked_at,
        marked_by_id=attendance.marked_by_id,
        is_check_in=attendance.is_check_in,
    )


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Take away places and marks, but for the marks that a fund may still ask for.

    A programme that a fund pays for keeps its marks until the fund's rule has run out. Where the
    rule is not written down yet, they are kept: accounts cannot be brought back.
    """
    hold_sheets(person)
    kept = _marks(person).filter(
        must_be_kept(Records.ATTENDANCE, on=on, programme="session__activity__programme")
    )
    activities = set(kept.values_list("session__activity_id", flat=True))
    _marks(person).exclude(pk__in=set(kept.values_list("pk", flat=True))).delete()
    places = Registration.objects.filter(person=person)
    places.exclude(activity__in=activities).delete()
    # The others stand behind the kept marks, and hold no seat any more.
    Need.objects.filter(registration__person=person).delete()
    places.update(state=Registration.State.CANCELLED, answer_by=None, function="", language="")
    trail.note(by=by, verb="activities.person_forgotten", about=person, person_id=person.pk)


def _marks(person: Person):
    return Attendance.objects.filter(person=person)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    places = Registration.objects.filter(person=person).select_related("activity", "organisation")
    marks = (
        Attendance.objects.filter(person=person)
        .select_related("session__activity", "organisation")
        .prefetch_related("versions")
    )
    needs = Need.objects.filter(registration__person=person).order_by("pk")
    needs = needs.select_related("registration__activity")
    return [
        Disclosed.of(
            Registration,
            _("Activities you are registered for"),
            (_place(row) for row in places.order_by("registered_at", "pk")),
        ),
        Disclosed.of(
            Need,
            _("What you need to take part"),
            (_need(row) for row in needs),
        ),
        Disclosed.of(
            Attendance,
            _("When you were there"),
            (_mark(row) for row in marks.order_by("session__starts_at", "pk")),
        ),
    ]


def _place(row: Registration) -> dict[str, str]:
    return {
        _("Activity"): row.activity.title,
        _("Counted for"): row.organisation.name,
        _("State"): (
            _("Gave the place to somebody else")
            if gave_place(row)
            else str(row.get_state_display())
        ),
        _("Registered"): row.registered_at.date().isoformat(),
        _("How"): str(row.get_way_display()),
        _("Function"): row.function,
    }


def _need(row: Need) -> dict[str, str]:
    return {
        _("Activity"): row.registration.activity.title,
        _("What you need"): sealing.unseal(row.sealed, context=NEED),
    }


def _mark(row: Attendance) -> dict[str, str]:
    earlier = [
        f"{version.get_mark_display()} {version.minutes} ({version.marked_at.date()})"
        for version in sorted(row.versions.all(), key=lambda version: version.version)
    ]
    return {
        _("Activity"): row.session.activity.title,
        _("Day"): row.session.held_on.isoformat(),
        _("Counted for"): row.organisation.name,
        _("Mark"): str(row.get_mark_display()),
        _("Minutes"): str(row.minutes),
        _("Before it was corrected"): ", ".join(earlier),
    }
