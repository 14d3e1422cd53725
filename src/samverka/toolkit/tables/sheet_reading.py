"""The cells of one sheet of a workbook, as they come."""

import datetime as dt
import re

from .cells import Cell, Fault, Formula, Plain, cell_name, column_number
from .days import day_of
from .limits import LONGEST_CELL, MOST_COLUMNS
from .problems import Damaged, TooManyColumns
from .sheet import Merged, Sheet

RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
COLLECTED = {"v", "t"}


class SheetReader:
    """Takes what the XML parser tells, and adds whole rows to the sheet."""

    def __init__(self, sheet: Sheet, *, texts: list[str], days: list[bool], from_1904: bool):
        self.sheet, self.texts, self.days, self.from_1904 = sheet, texts, days, from_1904
        self.columns: dict[str, int] = {}
        self.row = 0
        self.column, self.kind, self.style = -1, "n", 0
        self.pieces: list[str] = []
        self.is_collecting = self.is_formula = self.is_spoken = False
        self.cells: list[Cell] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in COLLECTED:
            self.is_collecting = not self.is_spoken
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column, self.cells = -1, []
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.is_spoken = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, written: str) -> None:
        if self.is_collecting:
            self.pieces.append(written)

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name in COLLECTED:
            self.is_collecting = False
        elif name == "row":
            self.sheet.add(self.row, self.cells)
        elif name == "rPh":
            self.is_spoken = False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        if not letters:
            self.column += 1
        elif letters in self.columns:
            self.column = self.columns[letters]
        else:
            self.column = self.columns[letters] = column_number(letters)
        self.kind = attributes.get("t", "n")
        self.style = int(attributes.get("s", "0"))
        self.is_formula = False
        self.pieces = []

    def _end_cell(self) -> None:
        if not self.pieces and not self.is_formula:
            return
        written = "".join(self.pieces)[:LONGEST_CELL]
        shown = self._value(written)
        value: Cell = Formula(shown) if self.is_formula else shown
        if value is None:
            return
        if self.column >= MOST_COLUMNS:
            raise TooManyColumns(cell_name(self.column, self.row), MOST_COLUMNS)
        if self.column >= len(self.cells):
            self.cells += [None] * (self.column + 1 - len(self.cells))
        self.cells[self.column] = value

    def _value(self, written: str) -> "Plain | Fault":
        if self.kind == "s":
            text = self._shared(written)
        elif self.kind in {"str", "inlineStr"}:
            text = written
        elif self.kind == "e":
            return Fault(written)
        elif self.kind == "b":
            return written.strip() == "1"
        elif self.kind == "d":
            return _iso(written)
        else:
            return self._number(written)
        return text if text.strip() else None

    def _shared(self, written: str) -> str:
        try:
            return self.texts[int(written)][:LONGEST_CELL]
        except (IndexError, ValueError):
            raise Damaged(f"{self.sheet.name}, {self.row}") from None

    def _number(self, written: str) -> "Plain | Fault":
        written = written.strip()
        if not written:
            return None
        try:
            number = float(written)
        except ValueError:
            return written
        if self.style < len(self.days) and self.days[self.style]:
            return day_of(number, from_1904=self.from_1904)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _merge(self, reference: str) -> None:
        match = RANGE.fullmatch(reference)
        if match and match[3]:
            self.sheet.merged.append(
                Merged(
                    name=reference,
                    first_row=int(match[2]),
                    last_row=int(match[4]),
                    first_column=column_number(match[1]),
                    last_column=column_number(match[3]),
                )
            )


def _iso(written: str) -> dt.date | dt.datetime | str:
    try:
        moment = dt.datetime.fromisoformat(written.strip())
    except ValueError:
        return written
    return moment.date() if moment.time() == dt.time() else moment
