"""The activities of a programme file."""

import datetime as dt

from django.utils.translation import gettext as _

from samverka.delivery.activities import actions
from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.programmes.models import Goal
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation
from samverka.toolkit.clock import SWEDEN
from samverka.workflows.programme_file.facts import Facts
from samverka.workflows.programme_file.measured import said_to_come

from .report import Loading

SATURDAY = 5


def load_activities(facts: Facts, goal: Goal, loading: Loading) -> None:
    """Make or correct the activities of a goal, found by their titles in the programme."""
    rows = facts.rows("aktiviteter")
    there = {
        activity.title: activity
        for activity in Activity.objects.filter(
            programme=loading.programme, title__in=[row["title"] for row in rows]
        ).prefetch_related("sessions")
    }
    for row in rows:
        activity = there.get(row["title"])
        organiser = loading.organisations.get(row["organiser"], goal.owner)
        if activity is None:
            _create(row, loading, goal, organiser)
            loading.report.lines.append(_("%(what)s: added.") % {"what": row["title"]})
        else:
            loading.report.lines += _correct(activity, row, goal, loading.by)
            loading.report.notices += _days_that_stay(activity, row)
        loading.report.notices += _notices(row)


def _create(row: Facts, loading: Loading, goal: Goal, organiser: Organisation) -> None:
    actions.create_activity(
        programme=loading.programme,
        organiser=organiser,
        sessions=[_times(occasion) for occasion in row.rows("tillfällen") if occasion["times"]],
        days_to_come=True,
        **_values(row, goal, sessions=[]),
        by=loading.by,
    )


def _correct(activity: Activity, row: Facts, goal: Goal, by: Actor) -> list[str]:
    """Days that others have added stay; the file's days are put right or added."""
    sessions = list(activity.sessions.all())
    kept = {session.held_on: _as_it_is(session) for session in sessions}
    wanted = dict(kept)
    for occasion in row.rows("tillfällen"):
        if occasion["times"]:
            there = kept.get(occasion["held_on"])
            wanted[occasion["held_on"]] = _times(occasion, key=there.key if there else "")
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
    return [sentence % {"what": row["title"], "fields": ", ".join(names)}]


def _values(row: Facts, goal: Goal, sessions: list[Session]) -> dict:
    dated = {session.held_on for session in sessions}
    code = row["municipality_code"]
    return {
        **row.given("title", "kind", "target_group", "place", "seats", "registration_closes_on"),
        "is_information": row["is_information"],
        "goal": goal,
        "description": _description(row, dated),
        "municipality": Municipality.objects.get(code=code) if code else None,
    }


def _description(row: Facts, dated: set[dt.date]) -> str:
    """A day without times cannot be a session yet, so it stands in the text, in its language."""
    waiting = [
        said_to_come(occasion["held_on"])
        for occasion in row.rows("tillfällen")
        if not occasion["times"] and occasion["held_on"] not in dated
    ]
    return " ".join(filter(None, [row["description"], *waiting]))


def _times(occasion: Facts, key: str = "") -> Times:
    starts, ends = occasion["times"]
    return Times(
        day=occasion["held_on"],
        starts=starts,
        ends=ends,
        break_minutes=occasion["break_minutes"],
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


def _days_that_stay(activity: Activity, row: Facts) -> list[str]:
    in_file = {occasion["held_on"] for occasion in row.rows("tillfällen")}
    sentence = _("%(what)s: %(day)s is not in the file. It stays as it is.")
    return [
        sentence % {"what": row["title"], "day": session.held_on}
        for session in activity.sessions.all()
        if session.held_on not in in_file
    ]


def _notices(row: Facts) -> list[str]:
    notices = []
    for occasion in row.rows("tillfällen"):
        words = {"what": row["title"], "day": occasion["held_on"]}
        if not occasion["times"]:
            sentence = _("%(what)s: %(day)s has no times, so it is no session yet.")
            notices.append(sentence % words)
        elif occasion["held_on"].weekday() >= SATURDAY:
            sentence = _("%(what)s: %(day)s is on a weekend.")
            notices.append(sentence % words)
    return notices
