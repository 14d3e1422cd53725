"""Days of activities on the page that greets, asked once for a role; no more than is shown."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet, Window

from samverka.delivery.activities.models import Session
from samverka.delivery.activities.queries import Taken, next_sessions, sessions_to_tick
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

SOME = 6


class Shown(NamedTuple):
    """What is shown of an activity."""

    public_key: str
    title: str
    place: str
    seats: int | None


class Day(NamedTuple):
    """A session of it; `counted` is how many have a place, or how many such days are late."""

    starts_at: dt.datetime
    pk: int
    public_key: str
    held_on: dt.date
    ends_at: dt.datetime
    activity: Shown
    counted: int

    @property
    def taken(self) -> int:
        return self.counted


def to_tick(actor: Actor, *, on: dt.date) -> list[Day]:
    """The first that wait for somebody to tick who was there."""
    return _asked(_to_tick, actor, on)


def own_days(actor: Actor, *, on: dt.date) -> list[Day]:
    """What one's own organisation holds next."""
    return _asked(_own, actor, on)


def days_seen(actor: Actor, *, on: dt.date) -> list[Day]:
    """What is next in the programmes one takes part in."""
    return _asked(_seen, actor, on)


def _asked(build: Callable[[Actor, dt.date], Part], actor: Actor, on: dt.date) -> list[Day]:
    (days,) = together(Ask(_in_time, part_for(build, actor, on)))
    return days


def _to_tick(actor: Actor, on: dt.date) -> Part:
    late = Window(Count("pk", filter=Q(held_on__lt=on)))
    return _first(sessions_to_tick(actor, on=on), late)


def _own(actor: Actor, on: dt.date) -> Part:
    ours = _coming(actor, on).filter(activity__organiser_id=actor.organisation_id)
    return _first(ours, Taken("activity"))


def _seen(actor: Actor, on: dt.date) -> Part:
    return _first(_coming(actor, on), Taken("activity"))


def _coming(actor: Actor, on: dt.date) -> QuerySet[Session]:
    return next_sessions(on=on) & Session.objects.visible_to(actor)


def _first(sessions: QuerySet[Session], counted: Window | Taken) -> Part:
    of_activity = (f"activity__{name}" for name in Shown._fields)
    columns = ("starts_at", "pk", "public_key", "held_on", "ends_at", *of_activity)
    return part_of(sessions.values_list(*columns, counted)[:SOME])


def _in_time(rows: Rows) -> list[Day]:
    return sorted(
        Day(starts_at, pk, key, held_on, ends_at, Shown(*shown), counted)
        for starts_at, pk, key, held_on, ends_at, *shown, counted in rows
    )
