"""Activities and their sessions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from samverka.delivery.activities.messages import tell_of_news
from samverka.delivery.activities.models import Activity, Attendance, Registration, Session
from samverka.delivery.activities.sharing import is_of_first_group
from samverka.delivery.programmes.models import Goal, Phase, Programme, Theme
from samverka.delivery.programmes.queries import closed_phase
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import at
from samverka.toolkit.texts import day

from .history import write_marks
from .readers import keep_readers
from .room import keep_within


class HasNoSession(Exception):
    """An activity without a single day."""

    def __str__(self):
        return _("The activity has no day yet. Add at least one day with its times.")


class TimesDoNotFit(Exception):
    """A session that ends before it starts, or is nothing but breaks."""

    def __init__(self, held_on: dt.date):
        self.held_on = held_on

    def __str__(self):
        return _("On %(day)s the breaks are as long as the day itself. Look at the times.") % {
            "day": day(self.held_on)
        }


class HasMarks(Exception):
    """A session that somebody has been ticked at."""

    def __init__(self, held_on: dt.date):
        self.held_on = held_on

    def __str__(self):
        return _(
            "Attendance is already noted on %(day)s, so the day stays. "
            "Take away the marks first if nobody was there."
        ) % {"day": day(self.held_on)}


class HasMakeUp(Exception):
    """A meeting that another session makes up for."""

    def __init__(self, held_on: dt.date):
        self.held_on = held_on

    def __str__(self):
        return _(
            "A make-up session belongs to %(day)s, so the day stays. Take that session away first."
        ) % {"day": day(self.held_on)}


class IsTooEarly(Exception):
    """A day in a phase that nobody has let begin."""

    def __init__(self, held_on: dt.date, phase: Phase):
        self.held_on, self.phase = held_on, phase

    def __str__(self):
        return _(
            "%(day)s is in “%(phase)s”, which waits for a decision of %(who)s. "
            "Choose another day, or wait until it is decided."
        ) % {
            "day": day(self.held_on),
            "phase": self.phase,
            "who": self.phase.gate.decided_by,
        }


@dataclass(frozen=True)
class Times:
    """When a session is held, in Swedish wall-clock time; `key` names one that exists."""

    day: dt.date
    starts: dt.time
    ends: dt.time
    break_minutes: int = 0
    key: str = ""
    # What it is about; left as it is where nothing is said.
    title: str | None = None

    def as_fields(self) -> dict:
        fields = {
            "held_on": self.day,
            "starts_at": at(self.day, self.starts),
            "ends_at": at(self.day, self.ends),
            "break_minutes": self.break_minutes,
        }
        if self.title is not None:
            fields["title"] = self.title
        if Session(**fields).minutes <= 0:
            raise TimesDoNotFit(self.day)
        return fields


@transaction.atomic
def create_activity(
    *,
    programme: Programme,
    organiser: Organisation,
    title: str,
    kind: str,
    sessions: Sequence[Times],
    goal: Goal | None = None,
    description: str = "",
    target_group: str = "",
    municipality: Municipality | None = None,
    place: str = "",
    seats: int | None = None,
    registration_closes_on: dt.date | None = None,
    is_information: bool = False,
    functions: str = "",
    themes: Iterable[Theme] = (),
    days_to_come: bool = False,
    by: Actor,
    **registering: Any,
) -> Activity:
    """An activity with its days; a programme's file may plan one whose days are to come.

    :param registering: who registers, the first group, days to answer, and what is sensitive
    """
    if not sessions and not days_to_come:
        raise HasNoSession
    activity = Activity.objects.create(
        programme=programme,
        organiser=organiser,
        title=title,
        kind=kind,
        goal=goal,
        description=description,
        target_group=target_group,
        municipality=municipality,
        place=place,
        seats=seats,
        registration_closes_on=registration_closes_on,
        is_information=is_information,
        functions=functions,
        **registering,
    )
    activity.themes.set(themes)
    keep_readers(activity, by)
    for times in sessions:
        _add(activity, times)
    trail.note(by=by, verb="activities.activity_created", about=activity)
    return activity


@transaction.atomic
def correct_activity(
    *,
    activity: Activity,
    values: dict,
    sessions: Sequence[Times],
    days_to_come: bool = False,
    by: Actor,
) -> Activity:
    """Bring an activity and its days to what the form says; days left out are taken away.

    Marks follow a session that changes its length: who was there the whole time still was, and
    nobody is left with more minutes than the session has. Those with a place are told of another
    time or place.
    """
    if not sessions and not days_to_come:
        raise HasNoSession
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    before = activity.as_told()
    values = dict(values)
    themes = values.pop("themes", None)
    changed = [name for name, value in values.items() if getattr(activity, name) != value]
    for name in changed:
        setattr(activity, name, values[name])
    activity.save(update_fields=changed)
    if "is_sensitive" in changed:
        keep_readers(activity, by)
    if "first_group" in changed:
        _look_at_functions_anew(activity)
    if themes is not None and set(themes) != set(activity.themes.all()):
        activity.themes.set(themes)
        changed.append("themes")
    if _bring_sessions(activity, sessions, by):
        changed.append("sessions")
    if changed:
        trail.note(by=by, verb="activities.activity_corrected", about=activity, fields=changed)
        _tell_if_new(activity, before)
    return activity


def _look_at_functions_anew(activity: Activity) -> None:
    """Whoever waits stands where the new first group puts them; seats that are given stay."""
    for place in activity.registrations.filter(state=Registration.State.WAITING):
        place.is_first_group = is_of_first_group(place.function, activity.first_group)
        place.save(update_fields=["is_first_group"])


def _bring_sessions(activity: Activity, sessions: Sequence[Times], by: Actor) -> bool:
    held = activity.sessions.select_for_update().order_by("pk")
    existing = {session.public_key: session for session in held}
    kept = {times.key for times in sessions}
    gone = [session for key, session in existing.items() if key not in kept]
    # What makes up for a meeting goes before it.
    gone.sort(key=lambda session: session.makes_up_id is None)
    for session in gone:
        _remove(session)
    changed = bool(gone)
    for times in sessions:
        known = existing.get(times.key)
        if known is None:
            _add(activity, times)
            changed = True
        else:
            changed |= _correct(known, times, by)
    return changed


def _add(activity: Activity, times: Times) -> None:
    may_be_held(activity, times.day)
    Session.objects.create(activity=activity, **times.as_fields())


def may_be_held(activity: Activity, held_on: dt.date) -> None:
    """
    :raises IsTooEarly: the day is in a phase that nobody has let begin
    """
    phase = closed_phase(activity.programme, held_on)
    if phase is not None:
        raise IsTooEarly(held_on, phase)


def _remove(session: Session) -> None:
    marks = session.attendances.exclude(mark=Attendance.Mark.CLEARED)
    if session.unnamed or marks.exists():
        raise HasMarks(session.held_on)
    if session.make_ups.exists():
        raise HasMakeUp(session.held_on)
    session.attendances.all().delete()
    session.delete()


def _correct(session: Session, times: Times, by: Actor) -> bool:
    before = session.minutes
    fields = times.as_fields()
    changed = [name for name, value in fields.items() if getattr(session, name) != value]
    if not changed:
        return False
    if "held_on" in changed:
        may_be_held(session.activity, fields["held_on"])
    for name in changed:
        setattr(session, name, fields[name])
    session.save(update_fields=changed)
    if session.minutes != before:
        _let_marks_follow(session, before, by)
        keep_within(session, by=by)
    return True


def _let_marks_follow(session: Session, before: int, by: Actor) -> None:
    """The session is locked by the caller."""
    wanted = {}
    for row in session.attendances.filter(mark=Attendance.Mark.HERE):
        minutes = session.minutes if row.minutes == before else min(row.minutes, session.minutes)
        if minutes != row.minutes:
            wanted[row] = (Attendance.Mark.HERE, minutes)
    if wanted:
        write_marks(session, wanted, by=by)


@transaction.atomic
def cancel_activity(*, activity: Activity, by: Actor) -> None:
    """It will not be held, and those with a place are told in a minute.

    Who was registered stays registered, so that it can be undone.
    """
    _set_cancelled(activity, True)
    trail.note(by=by, verb="activities.activity_cancelled", about=activity)


@transaction.atomic
def restore_activity(*, activity: Activity, by: Actor) -> None:
    """It will be held after all."""
    _set_cancelled(activity, False)
    trail.note(by=by, verb="activities.activity_restored", about=activity)


def _set_cancelled(activity: Activity, is_cancelled: bool) -> None:
    before = activity.as_told()
    activity.is_cancelled = is_cancelled
    activity.save(update_fields=["is_cancelled"])
    _tell_if_new(activity, before)


def _tell_if_new(activity: Activity, before: dict[str, Any]) -> None:
    """What letters tell of has another count, by which calendars know the last word."""
    if before != activity.as_told():
        Activity.objects.filter(pk=activity.pk).update(sequence=F("sequence") + 1)
        tell_of_news(activity, before)
