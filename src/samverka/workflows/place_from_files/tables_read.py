"""A table of cases or places as it stands in a file: its headings, its rows and their keys."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _

from samverka.toolkit.tables import (
    Book,
    Cell,
    Fault,
    Formula,
    Row,
    Sheet,
    TableProblem,
    cell_name,
    found_heading,
    in_words,
    open_book,
    plain,
)

from .faults import Faults, Unusable
from .words import fact_of, known_headings, words_for


@dataclass(frozen=True)
class Column:
    """A column: where it stands, what it is called, and the fact it is known as ("" for none)."""

    position: int
    heading: str
    fact: str

    @property
    def name(self) -> str:
        return plain(self.heading)


@dataclass
class Table:
    """The rows of one table by their keys, in the order of the file."""

    file: str
    kind: str
    columns: list[Column]
    rows: dict[str, Row]
    weights: dict[str, Decimal] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def known_as(self, fact: str) -> list[Column]:
        return [column for column in self.columns if column.fact == fact]

    def own(self) -> list[Column]:
        """Columns that no word of ours names."""
        return self.known_as("")

    def words(self, column: Column) -> list[str]:
        """What stands in a column, row by row."""
        return [in_words(row[column.position]) for row in self.rows.values()]

    def numbers(self, column: Column, faults: Faults, *, empty: int | None) -> list[Decimal]:
        """The numbers of a column; an empty cell is `empty`, or a fault if that is None."""
        return [self._number(row, column, faults, empty) for row in self.rows.values()]

    def holds_numbers(self, column: Column) -> bool:
        """Whether something stands in the column, and mostly numbers."""
        cells = [row[column.position] for row in self.rows.values()]
        written = [cell for cell in cells if in_words(cell)]
        numbers = sum(as_number(cell) is not None for cell in written)
        return bool(written) and 2 * numbers >= len(written)

    def where(self, key: str) -> str:
        """ "row 7 of homes.xlsx": so that it is found."""
        return _("row %(row)s of %(file)s") % {"row": self.rows[key].number, "file": self.file}

    def _number(self, row: Row, column: Column, faults: Faults, empty: int | None) -> Decimal:
        cell = row[column.position]
        text = in_words(cell)
        if not text and empty is not None:
            return Decimal(empty)
        number = as_number(cell)
        facts = {
            "cell": cell_name(column.position, row.number),
            "file": self.file,
            "heading": column.heading,
            "text": text,
        }
        if not text:
            faults.add(
                _(
                    "Cell %(cell)s of %(file)s (%(heading)s) is empty. Write a number there; 0 if "
                    "there is nothing."
                )
                % facts
            )
        elif number is None:
            faults.add(
                _(
                    "Cell %(cell)s of %(file)s (%(heading)s) holds “%(text)s”, which is no "
                    "number. Write it with digits."
                )
                % facts
            )
        elif number < 0:
            faults.add(
                _(
                    "Cell %(cell)s of %(file)s (%(heading)s) holds %(text)s. Nothing here can be "
                    "less than 0."
                )
                % facts
            )
        return number or Decimal(0)


def as_number(cell: Cell) -> Decimal | None:
    """A number, with a decimal comma or point and spaces between thousands; None if it is none."""
    if isinstance(cell, Formula):
        cell = cell.value
    if isinstance(cell, bool | Fault):
        return None
    text = in_words(cell).replace(" ", "").replace("−", "-").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read(path: Path, kind: str) -> Table:
    """The table of a file.

    :param kind: "cases" or "places"
    :raises Unusable: with every reason why it cannot be used
    """
    try:
        with path.open("rb") as file:
            book = open_book(file)
            return _read(book, path.name, kind)
    except OSError as problem:
        raise Unusable([_cannot_open(path, problem)]) from None
    except TableProblem as problem:
        raise Unusable([f"{path.name}: {problem}"]) from None


def _cannot_open(path: Path, problem: OSError) -> str:
    return _("%(file)s cannot be opened: %(why)s.") % {"file": path, "why": problem.strerror}


def _read(book: Book, file: str, kind: str) -> Table:
    sheet, heading = _sheet(book, file, kind)
    columns = _columns(sheet.rows[heading], kind)
    key = next((column for column in columns if column.fact == "key"), None)
    if key is None:
        raise Unusable([_no_key(file, kind)])
    _fill_merged(sheet, heading)
    rows, notices = _rows(sheet.rows[heading + 1 :], key, file)
    weights = _weights(book, file)
    return Table(file, kind, [each for each in columns if each != key], rows, weights, notices)


def _sheet(book: Book, file: str, kind: str) -> tuple[Sheet, int]:
    """The sheet with most of the headings we know, and the row that holds them."""
    best: tuple[int, Sheet, int] | None = None
    for name in book.sheets:
        sheet = book.read(name)
        heading = found_heading(sheet.rows, known_headings(kind))
        if heading is not None and heading + 1 < len(sheet.rows):
            known = len({plain(in_words(cell)) for cell in sheet.rows[heading].cells} & _all(kind))
            if best is None or known > best[0]:
                best = known, sheet, heading
    if best is None:
        text = _("%(file)s has no rows below a heading. Choose the file that holds them.")
        raise Unusable([text % {"file": file}])
    return best[1], best[2]


def _all(kind: str) -> frozenset[str]:
    return known_headings(kind)


def _columns(row: Row, kind: str) -> list[Column]:
    """The first column of a fact that has one only; a second such column is the table's own."""
    columns: list[Column] = []
    for position, cell in enumerate(row.cells):
        heading = in_words(cell)
        if heading:
            fact = fact_of(heading, kind)
            if fact not in {"", "wishes"} and any(each.fact == fact for each in columns):
                fact = ""
            columns.append(Column(position, heading, fact))
    return columns


def _no_key(file: str, kind: str) -> str:
    if kind == "cases":
        return _(
            "%(file)s has no column that names the cases. Give one of its columns the heading "
            "“Case” or “Household”."
        ) % {"file": file}
    return _(
        "%(file)s has no column that names the places. Give one of its columns the heading "
        "“Place” or “Municipality”."
    ) % {"file": file}


def _fill_merged(sheet: Sheet, heading: int) -> None:
    """A cell that was merged over several rows holds for each of them."""
    first = {row.number: place for place, row in enumerate(sheet.rows)}
    for area in sheet.merged:
        top = first.get(area.first_row)
        if top is None or top <= heading or area.first_row == area.last_row:
            continue
        value = sheet.rows[top][area.first_column]
        for number in range(area.first_row + 1, area.last_row + 1):
            if number in first:
                row = sheet.rows[first[number]]
                cells = [*row.cells, *[None] * (area.first_column + 1 - len(row.cells))]
                cells[area.first_column] = value
                sheet.rows[first[number]] = Row(number, tuple(cells))


def _rows(rows: list[Row], key: Column, file: str) -> tuple[dict[str, Row], list[str]]:
    """Rows by key; sums and rows without a key are passed over, and that is told."""
    faults, found, notices = Faults(), dict[str, Row](), list[str]()
    for row, name in _named(rows, key):
        if plain(name) in words_for("total") or not name:
            text = _("Row %(row)s of %(file)s is not read: it is no case and no place.")
            notices.append(text % {"row": row.number, "file": file})
        elif name in found:
            text = _(
                "“%(name)s” stands on row %(first)s and on row %(row)s of %(file)s. Each may "
                "stand there once."
            )
            facts = {"name": name, "first": found[name].number, "row": row.number, "file": file}
            faults.add(text % facts)
        else:
            found[name] = row
    faults.stop_if_any()
    if not found:
        text = _("%(file)s has no rows below a heading. Choose the file that holds them.")
        raise Unusable([text % {"file": file}])
    return found, notices


def _named(rows: list[Row], key: Column) -> Iterator[tuple[Row, str]]:
    for row in rows:
        yield row, in_words(row[key.position])


def _weights(book: Book, file: str) -> dict[str, Decimal]:
    """The weights of a sheet with criteria, if the workbook has one."""
    headings = words_for("criterion") | words_for("weight")
    for name in book.sheets:
        sheet = book.read(name)
        heading = found_heading(sheet.rows, headings)
        if heading is not None:
            columns = {
                plain(in_words(cell)): n for n, cell in enumerate(sheet.rows[heading].cells)
            }
            criterion = next(
                (n for word, n in columns.items() if word in words_for("criterion")), -1
            )
            weight = next((n for word, n in columns.items() if word in words_for("weight")), -1)
            if min(criterion, weight) >= 0:
                return _weight_rows(sheet.rows[heading + 1 :], criterion, weight, file)
    return {}


def _weight_rows(rows: list[Row], criterion: int, weight: int, file: str) -> dict[str, Decimal]:
    faults, found, counted = Faults(), dict[str, Decimal](), Counter[str]()
    for row in rows:
        name, number = plain(in_words(row[criterion])), as_number(row[weight])
        if not name:
            continue
        counted[name] += 1
        if number is None or number < 0 or counted[name] > 1:
            text = _(
                "Row %(row)s of the criteria in %(file)s needs a criterion that stands there "
                "once, and a weight that is a number from 0."
            )
            faults.add(text % {"row": row.number, "file": file})
        else:
            found[name] = number
    faults.stop_if_any()
    return found
