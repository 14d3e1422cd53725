"""Two activities for the same persons on the same day: said, never refused (S14)."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from samverka.delivery.programmes.models import Programme

from .models import Activity, Session


class Clash(NamedTuple):
    """Another activity on a day, for some of the same persons."""

    day: dt.date
    activity: Activity


def words_of(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _for_whom(target_group: str, functions: str) -> set[str]:
    """Whom an activity is for: the words of its target group and its functions."""
    return {word.casefold() for word in (*words_of(target_group), *words_of(functions))}


def clashes(
    programme: Programme | None,
    *,
    days: Collection[dt.date],
    target_group: str,
    functions: str = "",
    besides: Activity | None = None,
) -> list[Clash]:
    """What else the programme holds on the days for some of the same persons, by day."""
    whom = _for_whom(target_group, functions)
    if not (whom and days and programme):
        return []
    sessions = (
        Session.objects.filter(
            activity__programme=programme, activity__is_cancelled=False, held_on__in=set(days)
        )
        .select_related("activity")
        .order_by("held_on", "starts_at", "pk")
    )
    if besides:
        sessions = sessions.exclude(activity=besides)
    # One that meets twice on a day is said once.
    found = {
        (session.held_on, session.activity_id): Clash(session.held_on, session.activity)
        for session in sessions
        if whom & _for_whom(session.activity.target_group, session.activity.functions)
    }
    return list(found.values())


def clashes_of(activity: Activity, sessions: Collection[Session]) -> list[Clash]:
    """What an activity that stands meets with on its own days."""
    if activity.is_cancelled:
        return []
    return clashes(
        activity.programme,
        days=[session.held_on for session in sessions],
        target_group=activity.target_group,
        functions=activity.functions,
        besides=activity,
    )
