"""What the page asks, put together once for a role: a calendar is turned from month to month."""

import datetime as dt
from dataclasses import asdict, replace
from typing import Any

from samverka.delivery.programmes.models import Programme, keys_seen_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.prepared import Given
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

from .queries import Asked, Held, choices_in, in_order, meetings_asked, sessions_asked

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
    actor: Actor | None, first: dt.date, after: dt.date, *, asked: Asked, on: dt.date
) -> list[Held]:
    """As `held_between` for one who acts: one question."""
    if actor is None:
        return []
    # What is narrowed by is given; which of it, is another question.
    given: dict[str, Any] = {
        f"asked_{name}": value for name, value in asdict(asked).items() if value
    }
    given.pop("asked_only_mine", None)
    narrowed = (frozenset(given), asked.only_mine, on)
    days = {"first": first, "after": after}
    sessions, meetings = together(
        Ask(list, part_for(_sessions, actor, *narrowed, **days, **given)),
        Ask(list, part_for(_meetings, actor, *narrowed, **days, **given)),
    )
    return in_order(sessions, meetings)


def _asked(narrowed: frozenset[str], only_mine: bool) -> Asked:
    places: Any = {name.removeprefix("asked_"): Given(name) for name in narrowed}
    return replace(Asked(only_mine=only_mine), **places)


def _sessions(actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date) -> Part:
    asked = _asked(narrowed, only_mine)
    return part_of(sessions_asked(FIRST, AFTER, keys_seen_by(actor), [actor], asked))


def _meetings(actor: Actor, narrowed: frozenset[str], only_mine: bool, on: dt.date) -> Part:
    asked = _asked(narrowed, only_mine)
    return part_of(meetings_asked(FIRST, AFTER, keys_seen_by(actor), [actor], asked, on))
