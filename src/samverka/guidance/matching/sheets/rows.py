"""Rows of an offer's tables: as they were written, what they say, and what is wrong with them."""

import enum
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samverka.guidance.matching.shipped import folded, in_language
from samverka.toolkit import tables
from samverka.toolkit.signs import CONTROLS, TURNING
from samverka.toolkit.tables import Cell, Column, Formula, Row, TableProblem, in_words, plain
from samverka.toolkit.tables.problems import TooManyRows
from samverka.toolkit.texts import listed, whole_number

MOST = 200
LONGEST_READ = 300
FEW = 4
# What columns and what stands below them is called besides, in Swedish, English and Arabic.
WORDS: Mapping[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "sheet_words.json").read_text("utf-8")
)
# #REF! and its like, and "=" of what was meant to be computed.
BROKEN = re.compile(r"#[A-Z0-9/]*[!?]?|=.*", re.DOTALL)
NOT_KEPT = "#?"  # a formula of which the file keeps no value


class Outcome(enum.StrEnum):
    """What comes of a row that holds."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EXAMPLE = "example"


@dataclass(frozen=True)
class Table:
    """A kind of table; a row whose `first` was emptied is left out."""

    key: str
    title: str | Promise
    columns: Sequence[Column]
    first: str
    # How many letters of it are in sight where that is not a few.
    sizes: Mapping[str, int]

    def known(self) -> dict[str, set[str]]:
        """What each column may be called."""
        words = WORDS[self.key]
        return {one.name: {plain(str(one.label)), *words[one.name]} for one in self.columns}


@dataclass
class SheetRow:
    """A row as it was written, what it says, what comes of it, and what of it is wrong."""

    table: Table
    number: int
    said: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcome: Outcome = Outcome.NEW
    # Of what sort it is, where the table holds several; that tells what can be chosen.
    sort: str = ""

    @property
    def cells(self) -> list[tuple[Column, str, int]]:
        """Each column, what stands there, and how much of it is to be seen."""
        return [
            (one, self.said.get(one.name, ""), self.table.sizes.get(one.name, FEW))
            for one in self.table.columns
        ]

    @property
    def is_written(self) -> bool:
        return self.outcome in {Outcome.NEW, Outcome.CHANGED}

    def text(self, name: str, longest: int) -> str:
        """What a cell says in words; nothing where a fault is told of it."""
        said = self.said.get(name, "")
        if BROKEN.fullmatch(said):
            self.fault(name, _("the cell holds a formula or shows a fault. Write what it says."))
        elif TURNING & set(said) or CONTROLS.search(said):
            self.fault(name, _("there are hidden signs in it. Type it instead of pasting."))
        elif len(said) > longest:
            text = _("it is too long. Write at most %(most)s letters.")
            self.fault(name, text % {"most": longest})
        else:
            return said
        return ""

    def number_of(self, name: str, least: int, most: int) -> int | None:
        """A whole number; None where a fault is told of it."""
        number = whole_number(self.said.get(name, ""))
        if number is not None and least <= number <= most:
            return number
        text = _("write a whole number from %(least)s to %(most)s.")
        self.fault(name, text % {"least": least, "most": most})
        return None

    def fault(self, name: str, text: str) -> None:
        column = next(one for one in self.table.columns if one.name == name)
        self.faults.append(_("%(column)s: %(what)s") % {"column": str(column.label), "what": text})

    def is_example(self, name: str) -> bool:
        """Whether it is a row of the table to fill, left as it was."""
        return folded(self.said.get(name, "")) in _example_marks()


class NoSuchColumns(TableProblem):
    """The headings are not those of the table."""

    def __init__(self, missing: Sequence[Column]):
        names = listed(str(column.label) for column in missing)
        super().__init__(_("The column %(names)s is not found. Name it so.") % {"names": names})


def read(table: Table, sheet: tables.Sheet) -> list[SheetRow]:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    known = table.known()
    heading, rows = tables.heading_and_rows(sheet, known)
    places = tables.recognised(known, [in_words(cell) for cell in heading.cells])
    missing = [one for one in table.columns if one.is_required and one.name not in places]
    if missing:
        raise NoSuchColumns(missing)
    found = [_row(table, row, places) for row in rows]
    found = [row for row in found if any(row.said.values())]
    if len(found) > MOST:
        raise TooManyRows(MOST)
    return found


def _row(table: Table, row: Row, places: Mapping[str, int]) -> SheetRow:
    return SheetRow(table, row.number, {name: _said(row[at]) for name, at in places.items()})


def _said(cell: Cell) -> str:
    if isinstance(cell, Formula) and cell.value is None:
        return NOT_KEPT
    return in_words(cell)[:LONGEST_READ]


def sent_rows(table: Table, data: QueryDict) -> list[SheetRow]:
    """The rows as somebody has mended them; one that was emptied is left out."""
    numbers = [whole_number(text) for text in data.getlist(table.key)[:MOST]]
    names = [column.name for column in table.columns]
    rows = [
        SheetRow(
            table,
            number,
            {name: data.get(f"{name}-{number}", "")[:LONGEST_READ].strip() for name in names},
        )
        for number in numbers
        if number is not None
    ]
    return [row for row in rows if row.said[table.first]]


def example_mark() -> str:
    """What stands in the rows that show how, in the language that is on."""
    return in_language(WORDS["example"])


@cache
def _example_marks() -> frozenset[str]:
    return frozenset(folded(mark) for mark in WORDS["example"].values())
