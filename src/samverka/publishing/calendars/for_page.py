"""What the page asks, put together once for a role: a calendar is turned from month to month."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from samverka.delivery.activities.models import Session
from samverka.delivery.courses.models import SchoolBreak
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.many_rows import as_answered, as_told, part_in_order
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

from .models import CalendarLink
from .queries import (
    OF_MEETINGS,
    OF_SESSIONS,
    Asked,
    Held,
    breaks_asked,
    choices_in,
    each_once,
    in_order,
    meetings_asked,
    sessions_asked,
)

# How many of a day are read, and how many there are besides.
Shown = tuple[list[Held], Mapping[dt.date, int]]
Breaks = list[SchoolBreak]
FIRST, AFTER = Given("first"), Given("after")


def around_days(actor: Actor | None) -> tuple[Rows, Rows, CalendarLink | None]:
    """Key, public key and name of the programmes one sees; what else days are narrowed by;
    and one's own link to them."""
    if actor is None:
        return [], [], None
    programmes, named, links = together(
        Ask(_by_name, part_for(_programmes, actor)),
        Ask(_by_name, part_for(_choices, actor)),
        Ask(list, part_for(_links, actor)),
    )
    return programmes, named, next(iter(links), None)


def _by_name(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: row[2].casefold())


def _programmes(actor: Actor) -> Part:
    return part_of(Programme.objects.visible_to(actor).values_list("pk", "public_key", "name"))


def _choices(actor: Actor) -> Part:
    return part_of(choices_in(keys_seen_by(actor)))


def _links(actor: Actor) -> Part:
    return part_of(CalendarLink.objects.filter(user=actor.user_id))


def held_for(
    actor: Actor | None, first: dt.date, after: dt.date, *, asked: Asked, on: dt.date, most: int
) -> tuple[Shown, Breaks]:
    """As `held_between` for one who acts, of each day so many at most; and school breaks.

    One's own are among them before others. Three questions, of which one is of many rows.
    """
    if actor is None:
        return ([], {}), []
    # What is narrowed by is given; which of it, is another question.
    given: dict[str, Any] = {
        f"asked_{name}": value for name, value in asdict(asked).items() if value
    }
    given.pop("asked_only_mine", None)
    narrowed = (frozenset(given), asked.only_mine, on)
    given |= {"first": first, "after": after}
    few = _first_of_each_day(part_for(_turns, actor, *narrowed, **given), most)
    at_most = (after - first).days * most
    found = as_told(part_for(_sessions, actor, at_most, **_keyed(few, at_most))) if few else []
    sessions = [(*row, *few[key]) for key, *row in found]
    meetings, breaks = together(
        Ask(list, part_for(_meetings, actor, *narrowed, most, **given)),
        Ask(each_once, part_for(_breaks, actor, *narrowed, **given)),
    )
    return _few_of_each_day(sessions, meetings, most), breaks


def _turns(actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date) -> Part:
    """Which sessions there are, in the order of an index: a month of a region has thousands."""
    asked, seen = _asked(narrowed, only_mine), keys_seen_by(actor)
    # Python's own driver makes a date of what it knows to be a column, and here of thousands.
    columns = ("pk", Coalesce("held_on", "held_on"))
    rows = sessions_asked(FIRST, AFTER, seen, [actor], asked, columns)
    return part_in_order(rows.order_by("held_on", "starts_at", "activity", "pk"))


def _first_of_each_day(turns: Part, most: int) -> dict[int, tuple[bool, int]]:
    """By key: whether it is one's own, and how many the day has."""
    few = {}
    for _day, rows in groupby(as_answered(turns), itemgetter(1)):
        held = list(rows)
        for key, _same_day, is_mine in sorted(held, key=itemgetter(2), reverse=True)[:most]:
            few[key] = bool(is_mine), len(held)
    return few


def _keyed(keys: Iterable[int], most: int) -> dict[str, int]:
    """A place for each; no session has the key in those that are left over."""
    filled = chain(keys, repeat(0))
    return {f"key_{place}": key for place, key in zip(range(most), filled, strict=False)}


def _sessions(actor: Actor, most: int) -> Part:
    keys: list[Any] = [Given(f"key_{place}") for place in range(most)]
    return part_of(Session.objects.filter(pk__in=keys).values_list("pk", *OF_SESSIONS))


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


def _meetings(
    actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date, most: int
) -> Part:
    asked = _asked(narrowed, only_mine)
    rows = meetings_asked(FIRST, AFTER, keys_seen_by(actor), [actor], asked, on)
    return part_of(_few_a_day(rows, most))


def _breaks(actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date) -> Part:
    asked = _asked(narrowed, only_mine)
    return part_of(breaks_asked(FIRST, AFTER, keys_seen_by(actor), asked))


def _few_a_day(rows: QuerySet[Any, Any], most: int) -> QuerySet[Any, Any]:
    """The first of each day, each beside how many the day has."""
    in_turn = [F("is_mine").desc(), F("starts").asc(nulls_first=True), F("public_key").asc()]
    turn = Window(RowNumber(), partition_by=F("held_on"), order_by=in_turn)
    of_day = Window(Count("pk"), partition_by=F("held_on"))
    return rows.annotate(turn=turn, of_day=of_day).filter(turn__lte=most)
