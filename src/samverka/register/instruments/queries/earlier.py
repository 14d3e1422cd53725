"""What was answered in the round before: one's own beside a question, and all in comparison."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samverka.engine.arrays import np
from samverka.engine.forms.definition import Form, Item, Kind, Personal
from samverka.engine.needs.change import CannotBeTold, Change, change
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Asked, Response, Round

MEASURED = (Kind.SCALE, Kind.NUMBER, Kind.WHOLE_NUMBER)
# One seed, so that a page tells the same twice.
SEED = 7


def own_before(asked: Asked | None, asked_round: Round) -> dict[str, Any]:
    """What whoever is asked answered in the round shown beside; only what tells of nobody."""
    if asked is None or asked_round.earlier_id is None:
        return {}
    same = {"person": asked.person_id, "about": asked.about_id, "answers_as": asked.answers_as}
    if asked.person_id is None:
        same["organisation"] = asked.organisation_id
    there = Asked.objects.filter(round=asked_round.earlier_id, **_or_none(same))
    found = Response.objects.filter(state=Response.State.DONE, asked__in=there).first()
    return dict(found.answers) if found else {}


def _or_none(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name if value is not None else f"{name}__isnull": value if value is not None else True
        for name, value in facts.items()
    }


def comparable(actor: Actor | None, asked_round: Round) -> QuerySet[Round]:
    """Other rounds of the same instrument that somebody sees, which began no later."""
    return (
        Round.objects.visible_to(actor)
        .filter(
            version__instrument=asked_round.version.instrument_id,
            opens_on__lte=asked_round.opens_on,
        )
        .exclude(pk=asked_round.pk)
        .select_related("version__instrument")
        .prefetch_related("readers")
        .order_by("-opens_on", "-pk")
    )


@dataclass(frozen=True)
class Changed:
    """What an item that is measured changed by, of those who answered by name both times."""

    name: str
    change: Change


def changes(before: Round, after: Round) -> Iterator[Changed]:
    """Of items of one name and kind in both, where three or more answered both times."""
    if before.way != Round.Way.NAMED or after.way != Round.Way.NAMED:
        return
    first, second = _by_whom(before), _by_whom(after)
    both = sorted(set(first) & set(second))
    there = {item.name: item for item in _measured(before.version.form)}
    for item in _measured(after.version.form):
        if item.name not in there or _steps(there[item.name]) != _steps(item):
            continue
        earlier, later = (_numbers(item.name, rows, both) for rows in (first, second))
        try:
            yield Changed(item.name, change(earlier, later, np.random.default_rng(SEED)))
        except CannotBeTold:
            continue


def _measured(form: Form) -> list[Item]:
    repeated = {
        held.name for item in form.walk() if item.kind == Kind.REPEAT for held in item.walk()
    }
    return [
        item
        for item in form.walk()
        if item.kind in MEASURED and item.personal == Personal.NONE and item.name not in repeated
    ]


def _steps(item: Item) -> tuple:
    """A scale of other steps measures something else."""
    return item.kind, tuple(step.name for step in item.anchors)


def _by_whom(held: Round) -> dict[tuple, dict]:
    rows = Response.objects.filter(round=held, state=Response.State.DONE).values_list(
        "asked__person", "asked__about", "asked__organisation", "asked__answers_as", "answers"
    )
    return {
        (person or 0, about or 0, 0 if person else place, said): answers
        for person, about, place, said, answers in rows
    }


def _numbers(name: str, rows: dict[tuple, dict], keys: list[tuple]) -> np.ndarray:
    given = (rows[key].get(name) for key in keys)
    return np.array(
        [one if isinstance(one, int | float) else math.nan for one in given], dtype=float
    )
