"""A document as YAML text again: what `document` reads from it is what was written."""

import re
import textwrap
from collections.abc import Iterator

import yaml

from .document import Note, Part, Rows, Table, Text

WIDTH = 100
SHORT_ROW = 130
NOTE_AT = 70
# What a text may begin with, and hold, without quotation marks.
PLAIN = re.compile(r"[\w§(][^\n\t]*")
NOT_PLAIN = re.compile(r": |:$| #|\s$|  |[\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029]")
# What ends a text within brackets, as PyYAML reads them.
FLOW = set("[]{},?")


def emit(table: Table, heading: str = "") -> str:
    """The text of a document, after a heading of comments."""
    head = [f"# {line}".rstrip() for line in heading.splitlines()]
    return "\n".join([*head, *([""] if head else []), *_table(table, 0)]) + "\n"


def _table(table: Table, indent: int) -> Iterator[str]:
    before: Part | None = None
    for key, part in table.parts.items():
        if indent == 0 and before is not None and not _is_on_a_line(part):
            yield ""
        before = part
        yield from _pair(key, part, table.notes.get(key), indent)


def _is_on_a_line(part: Part) -> bool:
    return isinstance(part, Text) or (
        isinstance(part, Rows) and all(isinstance(item, Text) for item in part.items)
    )


def _pair(key: str, part: Part, note: Note | None, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}{key}:"
    if isinstance(part, Text):
        yield from _text(head, part.value, note, indent)
    elif isinstance(part, Table):
        yield _noted(head, note)
        yield from _table(part, indent + 2)
    elif _is_on_a_line(part):
        yield _noted(f"{head} {_flow(part)}", note)
    else:
        yield _noted(head, note)
        for item in part.items:
            yield from _item(item, indent + 2)


def _item(item: Part, indent: int) -> Iterator[str]:
    if not isinstance(item, Table):
        return
    if item.is_short and (line := _on_one_line(item, indent)):
        yield line
        return
    lines = list(_table(item, indent + 2))
    yield f"{' ' * indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _on_one_line(table: Table, indent: int) -> str:
    """The row as `- {key: value, …}` with the note of its first key; nothing if it is too much."""
    parts = list(table.parts.items())
    if any(not isinstance(part, Text) for _, part in parts) or set(table.notes) - {parts[0][0]}:
        return ""
    inside = ", ".join(f"{key}: {_scalar(part.value, flow=True)}" for key, part in parts)  # type: ignore[union-attr]
    line = f"{' ' * indent}- {{{inside}}}"
    return _noted(line, table.notes.get(parts[0][0])) if len(line) <= SHORT_ROW else ""


def _flow(rows: Rows) -> str:
    return f"[{', '.join(_scalar(item.value, flow=True) for item in rows.items)}]"  # type: ignore[union-attr]


def _text(head: str, value: str, note: Note | None, indent: int) -> Iterator[str]:
    edge = " " * (indent + 2)
    if "\n" in value and _may_stand_below(value):
        yield _noted(f"{head} |-", note)
        yield from (f"{edge}{line}" if line else "" for line in value.splitlines())
    elif len(head) + len(value) > WIDTH and _may_stand_below(value) and "  " not in value:
        yield _noted(f"{head} >-", note)
        yield from textwrap.wrap(
            value,
            width=WIDTH,
            initial_indent=edge,
            subsequent_indent=edge,
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        yield _noted(f"{head} {_scalar(value)}", note)


def _may_stand_below(value: str) -> bool:
    """Printable, and no line that begins or ends with a space."""
    return value.isprintable() or all(
        line.isprintable() and line == line.strip() for line in value.split("\n")
    )


def _scalar(value: str, *, flow: bool = False) -> str:
    plain = PLAIN.fullmatch(value) and not NOT_PLAIN.search(value) and value.isprintable()
    if plain and not (flow and FLOW & set(value)):
        return value
    quoted = yaml.dump(value, default_style='"', width=float("inf"), allow_unicode=True)
    return quoted.removesuffix("\n")


def _noted(line: str, note: Note | None) -> str:
    if note is None:
        return line
    told = f"{note.rows}: {note.text}" if note.rows and note.text else note.rows
    return f"{line:<{NOTE_AT}} # {told or f'källa: {note.text}'}"
