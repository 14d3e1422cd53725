"""What a deed changed, so that its undo leaves alone what somebody changed since."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.crypto import salted_hmac

# What each row says in the database, by table and key.
Said = dict[str, dict[str, Any]]
# The fields that a deed changed, by row, each with a mark of what it became.
Became = dict[str, dict[str, str]]
LENGTH = 12


def itself(row: Any) -> list[models.Model]:
    """What is changed where nothing else is told: the row of the list."""
    return [row] if isinstance(row, models.Model) else []


def said_by(objects: Iterable[models.Model]) -> Said:
    """What they say now. They are held until the transaction ends, in the order of their keys."""
    keys: dict[type[models.Model], set[Any]] = {}
    for one in objects:
        keys.setdefault(type(one), set()).add(one.pk)
    return {
        _name(row): {field.attname: getattr(row, field.attname) for field in _fields(row)}
        for table in sorted(keys, key=lambda table: table._meta.label)
        for row in table._base_manager.select_for_update()
        .filter(pk__in=keys[table])
        .order_by("pk")
    }


def became(objects: Iterable[models.Model], before: Said, after: Said) -> Became:
    """The marks of what differs; a row that is gone, or was not there, has none."""
    found = {}
    for name in map(_name, objects):
        was, now = before.get(name, {}), after.get(name, {})
        marks = {key: _mark(now[key]) for key in now if key in was and was[key] != now[key]}
        if marks:
            found[name] = marks
    return found


def is_as_left(kept: Became, now: Said) -> bool:
    """Whether all that the deed changed still says what it became by it."""
    return all(
        name in now and all(_mark(now[name].get(key)) == mark for key, mark in marks.items())
        for name, marks in kept.items()
    )


def _name(row: models.Model) -> str:
    return f"{row._meta.label}:{row.pk}"


def _fields(row: models.Model) -> Iterable[models.Field]:
    return row._meta.concrete_fields


def _mark(value: Any) -> str:
    """Keyed, since the session lies open in the database and most values are short."""
    return salted_hmac("samverka.lists", repr(value)).hexdigest()[:LENGTH]
