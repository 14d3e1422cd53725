"""What a programme file says, as rows of sections; the same from a file and from the tables."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .document import Note, Rows, Table
from .fields import Fields
from .keys import Key, Values

# Rows of a table that are written under another row of it, as (the row above) -> rows.
Taken = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True)
class Section:
    """A part of the file: its word, its keys, the sections within it, and its table.

    The one place where words and tables meet: a file is read by it, written by it, and the
    tables are told by it, so that these three cannot drift apart.
    """

    word: str
    keys: tuple[Key, ...]
    taken: Taken
    parts: tuple["Section", ...] = ()
    # The name of the value that a row is known again by.
    known_by: str = ""
    # The word under which rows of the same kind stand within a row, and how they are taken.
    within: str = ""
    taken_within: Taken = lambda row: ()
    is_single: bool = False
    is_required: bool = False
    is_short: bool = False
    # Known by a name that is alone in the whole programme, not only in its list.
    is_alone: bool = False

    def is_like(self, other: "Section") -> bool:
        """Whether their rows are of the same kind, at whatever depth."""
        return self.keys is other.keys

    @property
    def sections(self) -> tuple["Section", ...]:
        """Those within it, rows of its own kind among them."""
        if not self.within:
            return self.parts
        return (*self.parts, replace(self, word=self.within, taken=self.taken_within))


def rows_of(name: str, *order: str) -> Taken:
    """Rows that a row is the whole of, in the order they came, or in another."""
    return lambda row: getattr(row, name).order_by(*(order or ("pk",)))


@dataclass
class Facts:
    """One row of a section."""

    section: Section
    values: Values
    parts: dict[str, list["Facts"]] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    # How many years later than the file says.
    moved_years: int = 0
    # Where in the file it stands; nowhere if it comes from the tables.
    at: Fields | None = field(default=None, compare=False, repr=False)

    def given(self, *names: str) -> Values:
        """Those of its values that an action asks for."""
        return {name: self.values[name] for name in names}

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def rows(self, word: str) -> list["Facts"]:
        return self.parts.get(word, [])

    def everywhere(self) -> Iterator["Facts"]:
        """Itself and all that is within it."""
        yield self
        for rows in self.parts.values():
            for row in rows:
                yield from row.everywhere()

    def of(self, word: str) -> Iterator["Facts"]:
        """Every row of a section, wherever it stands."""
        return (row for row in self.everywhere() if row.section.word == word)

    def places(self, above: str = "") -> Iterator[tuple[str, "Facts", str]]:
        """Every place that may have a note: its path, the row, and the key or section there."""
        for word in (*self.words, *(section.word for section in self.section.sections)):
            yield f"{above}{word}", self, word
        for word, rows in self.parts.items():
            for number, row in enumerate(rows, start=1):
                yield from row.places(f"{above}{word}/{row.known_as(number)}")

    @property
    def words(self) -> list[str]:
        return [word for key in self.section.keys for word in key.words]

    def known_as(self, number: int) -> str:
        if self.section.is_single:
            return ""
        return f"{self.values.get(self.section.known_by) or number}/"


def told(facts: Facts) -> dict[str, Note]:
    """The notes of a file by their places."""
    return {path: row.notes[word] for path, row, word in facts.places() if word in row.notes}


def taken(section: Section, row: Any) -> Facts:
    """A row of a table, and the rows within it, as a file would say them."""
    values: Values = {}
    for key in section.keys:
        values |= key.take(row)
    parts = {
        part.word: [taken(part, each) for each in part.taken(row)] for part in section.sections
    }
    return Facts(section, values, {word: rows for word, rows in parts.items() if rows})


def read(section: Section, fields: Fields) -> Facts:
    """A row of the file, and the rows within it; what is wrong is collected."""
    values: Values = {}
    for key in section.keys:
        values |= key.read(fields)
    parts = {}
    for part in section.sections:
        if rows := _read_part(part, fields):
            parts[part.word] = rows
    fields.finish()
    return Facts(section, values, parts, dict(fields.table.notes), at=fields)


def _read_part(part: Section, fields: Fields) -> list[Facts]:
    if part.is_single:
        single = fields.single(part.word)
        return [read(part, single)] if single else []
    return [read(part, row) for row in fields.rows(part.word, required=part.is_required)]


def document(facts: Facts) -> Table:
    """The document that says the facts."""
    section = facts.section
    table = Table(0, notes=facts.notes, is_short=section.is_short)
    for key in section.keys:
        table.parts.update(key.write(facts.values))
    for part in section.sections:
        rows = [document(row) for row in facts.rows(part.word)]
        if rows:
            table.parts[part.word] = rows[0] if part.is_single else Rows(list(rows), 0)
    return table


def moved(facts: Facts, years: int) -> Facts:
    """The same some years later. The funds and their rules stay: law does not move along."""
    values = facts.values
    for key in facts.section.keys:
        values = key.moved(values, years)
    parts = {word: [moved(row, years) for row in rows] for word, rows in facts.parts.items()}
    return replace(facts, values=values, parts=parts, moved_years=facts.moved_years + years)
