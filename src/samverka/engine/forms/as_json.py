"""A form as plain JSON data and back: strict, so that nothing stored is silently passed over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from typing import Any

from .definition import (
    SCHEMA,
    Choice,
    FileSort,
    Form,
    Item,
    Kind,
    Language,
    Personal,
    Score,
)

# Sections within sections: deeper is no form that anybody could find their way in.
DEEPEST = 8


class FaultKind(StrEnum):
    """Why data can not be read as a form."""

    NOT_A_MAPPING = "{where}: names with values were expected."
    NOT_A_LIST = "{where}: a list was expected."
    NOT_A_TEXT = "{where}: a text was expected."
    NOT_TRUE_OR_FALSE = "{where}: true or false was expected."
    NOT_WHOLE = "{where}: a whole number was expected."
    UNKNOWN_WORD = "{where}: {key} is not one of the words that can stand there."
    UNKNOWN_KEY = "{where}: {key} is not known."
    MISSING_KEY = "{where}: {key} is missing."
    OTHER_SCHEMA = "{where}: written for schema {key}, which can not be read here."
    TOO_DEEP = "{where}: sections stand more than {key} deep in one another."


class FaultyForm(ValueError):
    """The data is no form: `kind`, `where` (a path as "items[3].choices[0]"), `key`."""

    def __init__(self, kind: FaultKind, where: str, key: str = "") -> None:
        """Keep the facts, and say them in plain English."""
        super().__init__(kind.value.format(where=where or "the form", key=key))
        self.kind, self.where, self.key = kind, where, key


def to_dict(form: Form) -> dict[str, Any]:
    """The form as JSON data; what has its usual value is left out. `from_dict` reads it back."""
    return {"schema": SCHEMA, **_written(form)}


def from_dict(data: object) -> Form:
    """The form that JSON data tells.

    :raises FaultyForm: an unknown or missing key, a value of the wrong kind, another schema
    """
    if not isinstance(data, Mapping):
        raise FaultyForm(FaultKind.NOT_A_MAPPING, "")
    if data.get("schema") != SCHEMA or isinstance(data.get("schema"), bool):
        raise FaultyForm(FaultKind.OTHER_SCHEMA, "schema", str(data.get("schema")))
    read: Form = _read(Form, {key: data[key] for key in data if key != "schema"}, "")
    return read


# --- Writing ------------------------------------------------------------------------------------


def _usual(known: Field[Any]) -> object:
    if known.default_factory is not MISSING:
        return known.default_factory()
    return known.default


def _written(thing: Any) -> dict[str, Any]:
    told = ((known.name, getattr(thing, known.name), _usual(known)) for known in fields(thing))
    return {name: _plain(value) for name, value, usual in told if value != usual}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | bool | int) else _written(value)


# --- Reading ------------------------------------------------------------------------------------


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise FaultyForm(FaultKind.NOT_A_TEXT, where)
    return value


def _truth(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise FaultyForm(FaultKind.NOT_TRUE_OR_FALSE, where)
    return value


def _whole(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise FaultyForm(FaultKind.NOT_WHOLE, where)
    return value


def _texts(value: object, where: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise FaultyForm(FaultKind.NOT_A_MAPPING, where)
    return {_text(key, where): _text(text, f"{where}.{key}") for key, text in value.items()}


def _word(words: type[StrEnum]) -> Callable[[object, str], StrEnum]:
    def read(value: object, where: str) -> StrEnum:
        try:
            return words(_text(value, where))
        except ValueError as unknown:
            if isinstance(unknown, FaultyForm):
                raise
            raise FaultyForm(FaultKind.UNKNOWN_WORD, where, str(value)) from None

    return read


def _each(read_one: Callable[[object, str], Any]) -> Callable[[object, str], tuple[Any, ...]]:
    def read(value: object, where: str) -> tuple[Any, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise FaultyForm(FaultKind.NOT_A_LIST, where)
        return tuple(read_one(one, f"{where}[{place}]") for place, one in enumerate(value))

    return read


def _one(kind: type) -> Callable[[object, str], Any]:
    return lambda value, where: _read(kind, value, where)


# How the value of each field is read.
READERS: dict[type, dict[str, Callable[[object, str], Any]]] = {
    Language: {"code": _text, "name": _text, "is_rtl": _truth},
    Choice: {"name": _text, "label": _texts, "facts": _texts},
    Score: {
        "name": _text,
        "label": _texts,
        "items": _each(_text),
        "turned": _each(_text),
        "at_least": _whole,
    },
    Item: {
        **dict.fromkeys(("label", "hint", "required_message", "constraint_message"), _texts),
        **dict.fromkeys(("name", "required_when", "constraint", "show_when"), _text),
        **dict.fromkeys(("calculation", "default", "choice_filter", "list_name", "times"), _text),
        **dict.fromkeys(("required", "read_only"), _truth),
        **dict.fromkeys(("choices", "anchors", "rows"), _each(_one(Choice))),
        "kind": _word(Kind),
        "items": _each(_one(Item)),
        "accepts": _word(FileSort),
        "personal": _word(Personal),
    },
    Form: {
        "key": _text,
        "title": _texts,
        "languages": _each(_one(Language)),
        "items": _each(_one(Item)),
        "scores": _each(_one(Score)),
    },
}


def _read(kind: type, value: object, where: str) -> Any:
    if not isinstance(value, Mapping):
        raise FaultyForm(FaultKind.NOT_A_MAPPING, where)
    if where.count("items[") > DEEPEST:
        raise FaultyForm(FaultKind.TOO_DEEP, where, str(DEEPEST))
    readers = READERS[kind]
    for key in value:
        if key not in readers:
            raise FaultyForm(FaultKind.UNKNOWN_KEY, where, str(key))
    for known in fields(kind):
        if _usual(known) is MISSING and known.name not in value:
            raise FaultyForm(FaultKind.MISSING_KEY, where, known.name)
    prefix = f"{where}." if where else ""
    return kind(**{key: readers[key](told, f"{prefix}{key}") for key, told in value.items()})
