"""A group of rows as a section, a repeat or a matrix."""

from dataclasses import replace

from samverka.engine.forms.definition import Choice, Item, Kind

from .items import Row, Say, named, personal_of, say_appearances
from .notes import NoteKind


def holder_of(row: Row, kind: Kind, held: tuple[Item, ...], say: Say) -> Item:
    """A section or repeat of what stands between its two rows, or a matrix of a table."""
    for column in row.unread:
        say(NoteKind.COLUMN, row, column)
    holder = named(Item(row.name, kind), row, say)
    is_table = "table-list" in row.appearance
    if is_table and kind == Kind.SECTION:
        matrix = _matrix(holder, row, held)
        if matrix:
            return matrix
        say(NoteKind.BECAME_SECTION, row)
    say_appearances(row, holder, say)
    unused = {"required", "constraint", "calculation", "default", "read_only"} & row.said.keys()
    for column in sorted(unused):
        say(NoteKind.COLUMN, row, column)
    return replace(
        holder,
        label=row.texts("label"),
        hint=row.texts("hint"),
        show_when=row.said.get("relevant", ""),
        times=row.said.get("repeat_count", "") if kind == Kind.REPEAT else "",
        items=held,
        personal=personal_of(row),
    )


def _matrix(holder: Item, row: Row, held: tuple[Item, ...]) -> Item | None:
    """A table whose rows are all a choice from one list and say nothing else, or None."""
    if not held or not row.texts("label"):
        return None
    first = held[0]
    alike = replace(first, name="", label={})
    is_plain = first.kind == Kind.SINGLE and not (
        first.hint or first.show_when or first.constraint or first.choice_filter or first.default
    )
    if not is_plain or any(replace(one, name="", label={}) != alike for one in held):
        return None
    return replace(
        holder,
        kind=Kind.MATRIX,
        label=row.texts("label"),
        hint=row.texts("hint"),
        show_when=row.said.get("relevant", ""),
        required=first.required,
        required_when=first.required_when,
        required_message=first.required_message,
        choices=first.choices,
        list_name=first.list_name,
        rows=tuple(Choice(one.name, one.label) for one in held),
        personal=first.personal,
    )
