"""What the page asks, put together once for a role: a calendar is turned from month to month."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

from .queries import (
    OF_MEETINGS,
    OF_SESSIONS,
    Asked,
    Held,
    choices_in,
    in_order,
    meetings_asked,
    sessions_asked,
)

# How many of a day are read, and how many there are besides.
Shown = tuple[list[Held], Mapping[dt.date, int]]
FIRST, AFTER = Given("first"), Given("after")


def choices_for(actor: Actor | None) -> tuple[Rows, Rows]:
    """Key, public key and name of the programmes one sees; what else days are narrowed by."""
    if actor is None:
        return [], []
    programmes, named = together(
        Ask(_by_name, part_for(_programmes, actor)), Ask(_by_name, part_for(_choices, actor))
    )
    return programmes, named


def _by_name(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: row[2].casefold())


def _programmes(actor: Actor) -> Part:
    return part_of(Programme.objects.visible_to(actor).values_list("pk", "public_key", "name"))


def _choices(actor: Actor) -> Part:
    return part_of(choices_in(keys_seen_by(actor)))


def held_for(
    actor: Actor | None, first: dt.date, after: dt.date, *, asked: Asked, on: dt.date, most: int
) -> Shown:
    """As `held_between` for one who acts, of each day so many at most: one question.

    One's own are among them before others.
    """
    if actor is None:
        return [], {}
    # What is narrowed by is given; which of it, is another question.
    given: dict[str, Any] = {
        f"asked_{name}": value for name, value in asdict(asked).items() if value
    }
    given.pop("asked_only_mine", None)
    narrowed = (frozenset(given), asked.only_mine, on, most)
    days = {"first": first, "after": after}
    sessions, meetings = together(
        Ask(list, part_for(_sessions, actor, *narrowed, **days, **given)),
        Ask(list, part_for(_meetings, actor, *narrowed, **days, **given)),
    )
    return _few_of_each_day(sessions, meetings, most)


def _few_of_each_day(sessions: Rows, meetings: Rows, most: int) -> Shown:
    """Each kind has brought so many of a day; together they may be twice that."""
    held: Counter[dt.date] = Counter()
    for rows in (sessions, meetings):
        held.update({day: count for _key, day, *_rest, count in rows})
    shown: Counter[dt.date] = Counter()
    found = in_order(
        (row[: len(OF_SESSIONS) + 1] for row in sessions),
        (row[: len(OF_MEETINGS) + 1] for row in meetings),
    )
    few = set()
    for one in sorted(found, key=lambda one: not one.is_mine):
        if shown[one.day] < most:
            shown[one.day] += 1
            few.add(one.key)
    return [one for one in found if one.key in few], held - shown


def _asked(narrowed: frozenset[str], only_mine: bool) -> Asked:
    places: Any = {name.removeprefix("asked_"): Given(name) for name in narrowed}
    return replace(Asked(only_mine=only_mine), **places)


def _sessions(
    actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date, most: int
) -> Part:
    asked = _asked(narrowed, only_mine)
    rows = sessions_asked(FIRST, AFTER, keys_seen_by(actor), [actor], asked)
    return part_of(_few_a_day(rows, most, "starts_at"))


def _meetings(
    actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date, most: int
) -> Part:
    asked = _asked(narrowed, only_mine)
    rows = meetings_asked(FIRST, AFTER, keys_seen_by(actor), [actor], asked, on)
    return part_of(_few_a_day(rows, most, "starts"))


def _few_a_day(rows: QuerySet[Any, Any], most: int, starts: str) -> QuerySet[Any, Any]:
    """The first of each day, each beside how many the day has."""
    in_turn = [F("is_mine").desc(), F(starts).asc(nulls_first=True), F("public_key").asc()]
    turn = Window(RowNumber(), partition_by=F("held_on"), order_by=in_turn)
    of_day = Window(Count("pk"), partition_by=F("held_on"))
    return rows.annotate(turn=turn, of_day=of_day).filter(turn__lte=most)
