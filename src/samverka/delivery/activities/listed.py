"""The list of activities, found by their days: the next few are read, and no others."""

import datetime as dt
import re
from functools import cache
from typing import Any, NamedTuple

from django.db.models import (
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from samverka.delivery.programmes.models import keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.many_rows import as_told, part_in_order
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Part
from samverka.toolkit.worked_out import WorkedOut

from .models import Activity, Session
from .queries import Taken


class Row(NamedTuple):
    """A named tuple instead of a model: a list shows little of much."""

    public_key: str
    title: str
    kind: str
    place: str
    seats: int | None
    is_cancelled: bool
    programme_name: str
    organiser_name: str
    first_day: dt.date
    next_day: dt.date | None
    last_day: dt.date
    taken: int


OF_ACTIVITY = Session.objects.filter(activity=OuterRef("pk")).order_by("held_on", "pk")


def listed(
    actor: Actor,
    *,
    on: dt.date,
    past: bool = False,
    words: str = "",
    programme_key: str = "",
    tagged: Q | None = None,
) -> QuerySet:
    """The list: what is to come, soonest first; or what has been, latest first.

    Each row has first, next and last day, how many places are `taken`, and two names. `tagged` is
    what `finding` makes of theme, function and municipality.
    """
    activities = _seen(actor).filter(tagged or Q())
    if programme_key:
        activities = activities.filter(programme__public_key=programme_key)
    for word in words.split():
        # By pattern, since SQLite's own "like" does not know that Å and å are one letter.
        pattern = re.escape(word)
        activities = activities.filter(Q(title__iregex=pattern) | Q(place__iregex=pattern))
    return _latest_first(activities, on) if past else _soonest_first(activities, on)


def next_few(actor: Actor, *, on: dt.date, most: int) -> list[Row]:
    """The first of what is to come, narrowed by nothing: put together once, as most open it."""
    return list(map(Row._make, as_told(part_for(_next_few, actor, most, on=on))))


def _next_few(actor: Actor, most: int) -> Part:
    return part_in_order(_soonest_first(_seen(actor), Given("on"))[:most])


def _seen(actor: Actor) -> QuerySet[Activity]:
    if actor is None:
        return _activities().none()
    return _activities().filter(of_programme__in=keys_seen_by(actor))


# Put together once: what a row has costs more to ask for than to find.
@cache
def _activities() -> QuerySet[Any, Any]:
    return Activity.objects.alias(of_programme=WorkedOut("programme_id")).annotate(
        programme_name=F("programme__name"),
        organiser_name=F("organiser__name"),
        first_day=Subquery(OF_ACTIVITY.values("held_on")[:1]),
        taken=Taken("pk"),
    )


def _soonest_first(activities: QuerySet[Activity], on: dt.date | Given) -> QuerySet:
    """Each stands at the next of its days."""
    next_one = OF_ACTIVITY.filter(held_on__gte=on).values("pk")[:1]
    found = activities.filter(sessions__held_on__gte=on, sessions=Subquery(next_one))
    rows = found.annotate(next_day=F("sessions__held_on"), last_day=_last("held_on"))
    return _rows(rows).order_by("next_day", "first_day", "title", "pk")


def _latest_first(activities: QuerySet[Activity], on: dt.date) -> QuerySet:
    """Each stands at the last of its days, and none of them is to come."""
    found = activities.filter(sessions__held_on__lt=on, sessions=_last("pk"))
    none = Value(None, DateField())
    rows = found.annotate(next_day=none, last_day=F("sessions__held_on"))
    return _rows(rows).order_by("-last_day", "title", "pk")


@cache
def _last(column: str) -> Subquery:
    return Subquery(OF_ACTIVITY.reverse().values(column)[:1])


def _rows(found: QuerySet[Activity]) -> QuerySet:
    return found.values_list(*Row._fields, named=True)
