"""The part of a programme file that activities come from."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samverka.delivery.activities import actions
from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Goal, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.clock import SWEDEN

from .facts import ActivityFacts, OccasionFacts

SATURDAY = 5


@dataclass
class Told:
    lines: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def load_activities(
    *, programme: Programme, goal: Goal, rows: list[ActivityFacts], by: Actor
) -> Told:
    """Make or correct the activities of a goal, found by their titles in the programme."""
    told = Told()
    there = {
        activity.title: activity
        for activity in Activity.objects.filter(
            programme=programme, title__in=[row.title for row in rows]
        ).prefetch_related("sessions")
    }
    for row in rows:
        activity = there.get(row.title)
        if activity is None:
            _create(row, programme, goal, by)
            told.lines.append(_("%(what)s: added.") % {"what": row.title})
        else:
            told.lines += _correct(activity, row, goal, by)
            told.notices += _days_that_stay(activity, row)
        told.notices += _notices(row)
    return told


def _create(row: ActivityFacts, programme: Programme, goal: Goal, by: Actor) -> None:
    actions.create_activity(
        programme=programme,
        organiser=goal.owner,
        sessions=[_times(occasion) for occasion in row.occasions if occasion.times],
        days_to_come=True,
        **_values(row, goal, sessions=[]),
        by=by,
    )


def _correct(activity: Activity, row: ActivityFacts, goal: Goal, by: Actor) -> list[str]:
    """Days that others have added stay; the file's days are put right or added."""
    sessions = list(activity.sessions.all())
    kept = {session.held_on: _as_it_is(session) for session in sessions}
    wanted = dict(kept)
    for occasion in row.occasions:
        if occasion.times:
            there = kept.get(occasion.held_on)
            wanted[occasion.held_on] = _times(occasion, key=there.key if there else "")
    values = _values(row, goal, sessions)
    changed = [name for name, value in values.items() if getattr(activity, name) != value]
    if not changed and wanted == kept:
        return []
    actions.correct_activity(
        activity=activity,
        values=values,
        sessions=list(wanted.values()),
        days_to_come=True,
        by=by,
    )
    labels = {field.name: str(field.verbose_name) for field in Activity._meta.fields}
    names = [labels[name] for name in changed]
    names += [_("days")] if wanted != kept else []
    sentence = _("%(what)s: changed (%(fields)s).")
    return [sentence % {"what": row.title, "fields": ", ".join(names)}]


def _values(row: ActivityFacts, goal: Goal, sessions: list[Session]) -> dict:
    dated = {session.held_on for session in sessions}
    return {
        "title": row.title,
        "kind": row.kind,
        "goal": goal,
        "description": _description(row, dated),
        "target_group": row.target_group,
        "place": row.place,
        "seats": row.seats,
    }


def _description(row: ActivityFacts, dated: set[dt.date]) -> str:
    """A day without times cannot be a session yet, so it stands in the text, in its language."""
    waiting = [
        f"Dag: {occasion.held_on}; klockslag är ännu inte angivna."
        for occasion in row.occasions
        if not occasion.times and occasion.held_on not in dated
    ]
    return " ".join(filter(None, [row.description, *waiting]))


def _times(occasion: OccasionFacts, key: str = "") -> Times:
    starts, ends = occasion.times or (dt.time(), dt.time())
    return Times(
        day=occasion.held_on,
        starts=starts,
        ends=ends,
        break_minutes=occasion.break_minutes,
        key=key,
    )


def _as_it_is(session: Session) -> Times:
    return Times(
        day=session.held_on,
        starts=session.starts_at.astimezone(SWEDEN).time(),
        ends=session.ends_at.astimezone(SWEDEN).time(),
        break_minutes=session.break_minutes,
        key=session.public_key,
    )


def _days_that_stay(activity: Activity, row: ActivityFacts) -> list[str]:
    in_file = {occasion.held_on for occasion in row.occasions}
    sentence = _("%(what)s: %(day)s is not in the file. It stays as it is.")
    return [
        sentence % {"what": row.title, "day": session.held_on}
        for session in activity.sessions.all()
        if session.held_on not in in_file
    ]


def _notices(row: ActivityFacts) -> list[str]:
    notices = []
    for occasion in row.occasions:
        words = {"what": row.title, "day": occasion.held_on}
        if not occasion.times:
            sentence = _("%(what)s: %(day)s has no times, so it is no session yet.")
            notices.append(sentence % words)
        elif occasion.held_on.weekday() >= SATURDAY:
            sentence = _("%(what)s: %(day)s is on a weekend.")
            notices.append(sentence % words)
    return notices
