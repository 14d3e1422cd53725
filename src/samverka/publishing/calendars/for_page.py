"""What the page asks, put together once for a role: a calendar is turned from month to month."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from itertools import chain, repeat
from math import ceil
from typing import Any

from django.db.models import Case, Count, F, QuerySet, When, Window
from django.db.models.functions import RowNumber

from samverka.delivery.activities.models import Session
from samverka.delivery.courses.models import SchoolBreak
from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.joined_keys import JoinedKeys
from samverka.toolkit.many_rows import as_told
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
    own_sessions,
    sessions_held,
    told_of,
)

# How many of a day are read, and how many there are besides.
Shown = tuple[list[Held], Mapping[dt.date, int]]
Breaks = list[SchoolBreak]
FIRST, AFTER = Given("first"), Given("after")
IN_TURN = ("starts_at", "activity", "pk")
# So many sessions are asked for at a time, or twice as many, or thrice.
PLACES = 64


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

    One's own are among them before others. Two questions.
    """
    if actor is None:
        return ([], {}), []
    # What is narrowed by is given; which of it, is another question.
    given: dict[str, Any] = {
        f"asked_{name}": value for name, value in asdict(asked).items() if value
    }
    given.pop("asked_only_mine", None)
    narrowed = (frozenset(given), asked.only_mine)
    given |= {"first": first, "after": after}
    days, meetings, breaks = together(
        Ask(list, part_for(_days, actor, *narrowed, **given)),
        Ask(list, part_for(_meetings, actor, *narrowed, on, most, **given)),
        Ask(each_once, part_for(_breaks, actor, *narrowed, **given)),
    )
    shown = [key for _day, _count, keys, own in days for key in _own_and_first(own, keys, most)]
    counted = Counter({day: count for day, count, *_keys in days})
    return _few_of_each_day(counted, _sessions_of(actor, shown), meetings, most), breaks


def _days(actor: Actor, narrowed: frozenset[str], only_mine: bool) -> Part:
    """Each day on which there are sessions, how many, their keys, and those of one's own.

    A month of a region has thousands: they are found in an index, `sessions_by_day`, alone.
    """
    mine = Case(When(own_sessions([actor], of_many=True), then=F("pk")))
    days = _held(actor, narrowed, only_mine).order_by().values("held_on")
    days = days.annotate(
        count=Count("pk"), keys=JoinedKeys("pk", *IN_TURN), own=JoinedKeys(mine, *IN_TURN)
    )
    return part_of(days.values_list("held_on", "count", "keys", "own"))


def _own_and_first(own: str | None, keys: str, most: int) -> list[str]:
    """So many keys of a day at most."""
    few = own.split(",", most)[:most] if own else []
    first = keys.split(",", most)[:most]
    return [*few, *(key for key in first if key not in few)][:most]


def _held(actor: Actor, narrowed: frozenset[str], only_mine: bool) -> QuerySet[Session, Session]:
    asked = _asked(narrowed, only_mine)
    return sessions_held(FIRST, AFTER, keys_seen_by(actor), [actor], asked)


def _sessions_of(actor: Actor, keys: Collection[str]) -> Rows:
    """What is shown of each."""
    if not keys:
        return []
    # Asked for with places for some more, which are of no session: one question serves many pages.
    most = ceil(len(keys) / PLACES) * PLACES
    filled = zip(range(most), chain(map(int, keys), repeat(0)), strict=False)
    found: Rows = as_told(
        part_for(_sessions, actor, most, **{f"key_{place}": key for place, key in filled})
    )
    return found


def _sessions(actor: Actor, most: int) -> Part:
    keys: list[Any] = [Given(f"key_{place}") for place in range(most)]
    return part_of(told_of(Session.objects.filter(pk__in=keys), OF_SESSIONS, [actor]))


def _few_of_each_day(
    counted: Counter[dt.date], sessions: Rows, meetings: Rows, most: int
) -> Shown:
    """Each kind has brought so many of a day; together they may be twice that."""
    counted.update({day: count for _key, day, *_rest, count in meetings})
    shown: Counter[dt.date] = Counter()
    found = in_order(sessions, (row[: len(OF_MEETINGS) + 1] for row in meetings))
    few = set()
    for one in sorted(found, key=lambda one: not one.is_mine):
        if shown[one.day] < most:
            shown[one.day] += 1
            few.add(one.key)
    return [one for one in found if one.key in few], counted - shown


def _asked(narrowed: frozenset[str], only_mine: bool) -> Asked:
    places: Any = {name.removeprefix("asked_"): Given(name) for name in narrowed}
    return replace(Asked(only_mine=only_mine), **places)


def _meetings(
    actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date, most: int
) -> Part:
    asked = _asked(narrowed, only_mine)
    rows = meetings_asked(FIRST, AFTER, keys_seen_by(actor), [actor], asked, on)
    return part_of(_few_a_day(rows, most))


def _breaks(actor: Actor, narrowed: frozenset[str], only_mine: bool) -> Part:
    asked = _asked(narrowed, only_mine)
    return part_of(breaks_asked(FIRST, AFTER, keys_seen_by(actor), asked))


def _few_a_day(rows: QuerySet[Any, Any], most: int) -> QuerySet[Any, Any]:
    """The first of each day, each beside how many the day has."""
    in_turn = [F("is_mine").desc(), F("starts").asc(nulls_first=True), F("public_key").asc()]
    turn = Window(RowNumber(), partition_by=F("held_on"), order_by=in_turn)
    of_day = Window(Count("pk"), partition_by=F("held_on"))
    return rows.annotate(turn=turn, of_day=of_day).filter(turn__lte=most)
