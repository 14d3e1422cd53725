"""One answer and one item: what it is worth in expressions, and what is wrong with it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from .definition import Item, Kind
from .values import BLANK, Value, day_of

Path = tuple[tuple[str, int], ...]

# Letters. A line, and a story; more than anybody writes, less than what fills a disk.
LONGEST = {Kind.TEXT: 1_000, Kind.LONG_TEXT: 20_000, Kind.FILE: 1_000}


class FaultKind(StrEnum):
    """What can be wrong with an answer."""

    REQUIRED = "an answer is needed"
    CONSTRAINT = "the answer does not meet what is asked: {key}"
    NOT_A_NUMBER = "{key} is not a number"
    NOT_WHOLE = "{key} is not a whole number"
    NOT_A_DAY = "{key} is not a day, written as 2026-03-16"
    NOT_A_CHOICE = "{key} is not one of the choices"
    NOT_A_STEP = "{key} is not a step of the scale"
    NOT_A_ROW = "{key} is not one of the rows"
    NOT_A_TEXT = "{key} is not a text"
    NOT_A_LIST = "{key} is not a list"
    TOO_LONG = "the text has more than {key} letters"
    TOO_MANY_TIMES = "it is asked at most {key} times"
    UNKNOWN = "the form asks nothing of that name"


@dataclass(frozen=True)
class Fault:
    """What is wrong with the answer to an item: where, what kind, and what was given.

    `row` is set where it is about one row of a matrix. Say the item's own message if it has one.
    """

    name: str
    path: Path
    kind: FaultKind
    key: str = ""
    row: str = ""

    def __str__(self) -> str:
        """One plain English sentence that names the item."""
        place = "".join(f"{repeat}[{at + 1}]." for repeat, at in self.path)
        row = f".{self.row}" if self.row else ""
        return f"{place}{self.name}{row}: {self.kind.value.format(key=self.key)}."


def is_given(given: object) -> bool:
    """Whether there is an answer at all: no text, no choice and no row is none."""
    if isinstance(given, str):
        return bool(given.strip())
    if isinstance(given, Mapping):
        return any(is_given(one) for one in given.values())
    return given is not None and given != []


def _is_number(given: object) -> bool:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return False
    try:
        return math.isfinite(float(given))
    except OverflowError:
        return False


def worth_of(item: Item, given: Any) -> dict[str, Value]:
    """{name: value} of an answer in expressions; of a matrix one for each row.

    What is not an answer of the item's kind counts as blank.
    """
    if item.kind == Kind.MATRIX:
        rows = given if isinstance(given, Mapping) else {}
        chosen = {row.name: rows.get(row.name) for row in item.rows}
        return {name: one if one in _all(item) else BLANK for name, one in chosen.items()}
    if not is_given(given) or next(of_answer(item, (), given, False, _all(item)), None):
        return {item.name: BLANK}
    if item.kind in {Kind.NUMBER, Kind.WHOLE_NUMBER, Kind.SCALE}:
        return {item.name: float(given)}
    if item.kind == Kind.MULTIPLE:
        return {item.name: " ".join(given)}
    if item.kind == Kind.DATE:
        return {item.name: day_of(given) or BLANK}
    return {item.name: str(given)}


def _all(item: Item) -> tuple[str, ...]:
    return tuple(choice.name for choice in item.choices)


def plain(value: Value) -> str | int | float | bool | None:
    """A computed value as JSON data; None where it came to nothing."""
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value or None
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value


def turned(item: Item, number: float) -> float:
    """The answer as if it had been asked the other way round: least + greatest - answer."""
    steps = [int(step.name) for step in (item.anchors or item.choices)]
    return min(steps) + max(steps) - number


# --- Faults -------------------------------------------------------------------------------------


def of_answer(
    item: Item, path: Path, given: Any, is_required: bool, choices: tuple[str, ...]
) -> Iterator[Fault]:
    """What is wrong with the answer, but for its constraint; `choices` are those shown now."""
    if item.kind == Kind.MATRIX and (is_given(given) or is_required):
        yield from _of_matrix(item, path, given, is_required)
    elif not is_given(given):
        if is_required:
            yield Fault(item.name, path, FaultKind.REQUIRED)
    elif item.kind == Kind.MULTIPLE:
        yield from _of_list(item, path, given, choices)
    elif kind := _wrong(item, given, choices):
        key = str(LONGEST[item.kind]) if kind == FaultKind.TOO_LONG else _said(given)
        yield Fault(item.name, path, kind, key)


def _wrong(item: Item, given: Any, choices: tuple[str, ...]) -> FaultKind | None:
    """What is wrong with one value, or None."""
    if item.kind == Kind.SINGLE:
        is_choice = isinstance(given, str) and given in choices
        return None if is_choice else FaultKind.NOT_A_CHOICE
    if item.kind == Kind.SCALE:
        is_whole = _is_number(given) and given == int(given)
        is_step = is_whole and str(int(given)) in {step.name for step in item.anchors}
        return None if is_step else FaultKind.NOT_A_STEP
    if item.kind in {Kind.NUMBER, Kind.WHOLE_NUMBER}:
        return _wrong_number(item, given)
    if not isinstance(given, str):
        return FaultKind.NOT_A_DAY if item.kind == Kind.DATE else FaultKind.NOT_A_TEXT
    if item.kind == Kind.DATE:
        return None if day_of(given) else FaultKind.NOT_A_DAY
    return FaultKind.TOO_LONG if len(given) > LONGEST[item.kind] else None


def _wrong_number(item: Item, given: Any) -> FaultKind | None:
    if not _is_number(given):
        return FaultKind.NOT_A_NUMBER
    is_fraction = item.kind == Kind.WHOLE_NUMBER and given != int(given)
    return FaultKind.NOT_WHOLE if is_fraction else None


def _of_list(item: Item, path: Path, given: Any, choices: tuple[str, ...]) -> Iterator[Fault]:
    if not isinstance(given, list):
        yield Fault(item.name, path, FaultKind.NOT_A_LIST, _said(given))
        return
    for name in given:
        if not isinstance(name, str) or name not in choices:
            yield Fault(item.name, path, FaultKind.NOT_A_CHOICE, _said(name))


def _of_matrix(item: Item, path: Path, given: Any, is_required: bool) -> Iterator[Fault]:
    rows = given if isinstance(given, Mapping) else {}
    if given is not None and not isinstance(given, Mapping):
        yield Fault(item.name, path, FaultKind.NOT_A_LIST, _said(given))
        return
    names = _all(item)
    for row in item.rows:
        choice = rows.get(row.name)
        if not is_given(choice):
            if is_required:
                yield Fault(item.name, path, FaultKind.REQUIRED, row=row.name)
        elif choice not in names:
            yield Fault(item.name, path, FaultKind.NOT_A_CHOICE, _said(choice), row.name)
    known = {row.name for row in item.rows}
    for name in rows:
        if name not in known:
            yield Fault(item.name, path, FaultKind.NOT_A_ROW, _said(name))


def of_repeat(item: Item, path: Path, given: Mapping[str, Any], most: int) -> Iterator[Fault]:
    """What is wrong with how a repeat is answered as a whole."""
    times = given.get(item.name)
    if times is None:
        return
    if not isinstance(times, list) or not all(isinstance(one, Mapping) for one in times):
        yield Fault(item.name, path, FaultKind.NOT_A_LIST, _said(times))
    elif len(times) > most:
        yield Fault(item.name, path, FaultKind.TOO_MANY_TIMES, str(most))


def _said(given: object) -> str:
    """What was given, short enough for a sentence."""
    text = str(given)
    return text if len(text) <= 60 else f"{text[:59]}…"
