"""Cells as they were written, and as words."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from samverka.toolkit.spreadsheet import STARTS_A_FORMULA


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is computed: what it showed when the file was saved; None if nothing is kept."""

    value: "str | int | float | bool | dt.date | dt.datetime | Fault | None"


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that shows an error of the spreadsheet program, such as #REF!."""

    code: str


Plain = str | int | float | bool | dt.date | dt.datetime | None
Cell = Plain | Formula | Fault


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number in the file, as the spreadsheet program shows it."""

    number: int
    cells: tuple[Cell, ...]

    def __getitem__(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None


def cell_name(column: int, row: int) -> str:
    """ "B7" for the second column, which is 1, and row 7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def column_number(letters: str) -> int:
    """0 for "A"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


SPACES = re.compile(r"\s+")


def in_words(cell: Cell) -> str:
    """The cell as text: one kind of space, composed letters, whole numbers without decimals."""
    if isinstance(cell, Formula):
        cell = cell.value
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _tidy(cell)
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if cell.time() != dt.time() else f"{cell:%Y-%m-%d}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, Fault):
        return cell.code
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def _tidy(text: str) -> str:
    if text.isascii():
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text.strip()
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def without_guard(text: str) -> str:
    """Our own CSV puts an apostrophe before what could be taken for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in STARTS_A_FORMULA else text
