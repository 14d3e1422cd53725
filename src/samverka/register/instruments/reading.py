"""What a browser sends of answers, as plain data by name of item. What does not fit is kept."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from samverka.engine.forms.definition import Item, Kind
from samverka.engine.forms.reading import Read, read

from .showing import ANSWER

LONGEST = {Kind.TEXT: 1_000, Kind.LONG_TEXT: 10_000}
LONGEST_OTHER = 60
# A repeat asked more often than so is a program, or a mistake.
MOST_TIMES = 100
# Signs that no database keeps and nobody types; a new line and a tab are typed.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def read_answers(items: Iterable[Item], data: QueryDict, prefix: str = ANSWER) -> dict[str, Any]:
    """The answer to each item that can be answered; None where nothing is sent."""
    found: dict[str, Any] = {}
    for item in items:
        name = f"{prefix}.{item.name}"
        if item.kind == Kind.SECTION:
            found |= read_answers(item.items, data, prefix)
        elif item.kind == Kind.REPEAT:
            found[item.name] = _read_times(item, data, name)
        elif item.kind in READERS:
            found[item.name] = READERS[item.kind](item, data, name)
    return found


def _text(item: Item, data: QueryDict, name: str) -> str | None:
    longest = LONGEST.get(item.kind, LONGEST_OTHER)
    text = CONTROL.sub("", data.get(name, "").replace("\r\n", "\n"))[:longest].strip()
    return text or None


def _number(item: Item, data: QueryDict, name: str) -> Read:
    """A number as people write it; what is none stays as it was typed."""
    return read(item, _text(item, data, name))


def _one(item: Item, data: QueryDict, name: str) -> str | None:
    given = data.get(name, "")
    return given if given in {choice.name for choice in item.choices} else None


def _several(item: Item, data: QueryDict, name: str) -> list[str] | None:
    given = set(data.getlist(name))
    return [choice.name for choice in item.choices if choice.name in given] or None


def _step(item: Item, data: QueryDict, name: str) -> int | None:
    given = data.get(name, "")
    return int(given) if given in {step.name for step in item.anchors} else None


def _matrix(item: Item, data: QueryDict, name: str) -> dict[str, str] | None:
    columns = {choice.name for choice in item.choices}
    given = {row.name: data.get(f"{name}.{row.name}", "") for row in item.rows}
    return {row: chosen for row, chosen in given.items() if chosen in columns} or None


def _read_times(item: Item, data: QueryDict, name: str) -> list[dict[str, Any]] | None:
    """Times with something in them, in order."""
    numbers = {
        int(found[1])
        for key in data
        if (found := re.fullmatch(re.escape(name) + r"\.(\d{1,3})\..+", key))
    }
    times = []
    for number in sorted(numbers)[:MOST_TIMES]:
        answers = read_answers(item.items, data, f"{name}.{number}")
        given = {key: value for key, value in answers.items() if value is not None}
        if given:
            times.append(given)
    return times or None


READERS = {
    Kind.SINGLE: _one,
    Kind.MULTIPLE: _several,
    Kind.SCALE: _step,
    Kind.MATRIX: _matrix,
    Kind.NUMBER: _number,
    Kind.WHOLE_NUMBER: _number,
    Kind.DATE: _text,
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
}
