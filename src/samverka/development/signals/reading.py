"""A table of months and municipalities, either down the side: read, its faults told by cell."""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import BinaryIO

from django.utils.translation import gettext as _

from samverka.register.partners.models import Organisation
from samverka.toolkit.tables import Row, TableProblem, cell_name, in_words, open_book, plain
from samverka.toolkit.tables.problems import NoRows
from samverka.toolkit.texts import whole_number

MOST_COUNT = 1_000_000
FIRST_YEAR, LAST_YEAR = 1990, 2099
MONTHS = {
    name: number
    for names in (
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
NUMBERS = re.compile(r"(?P<year>\d{4})(?:[-/.]?(?P<month>\d{1,2}))(?:-\d{1,2})?")
WORDS = re.compile(r"(?P<name>[^\W\d_]{3})[^\W\d_]*\.? +(?P<year>\d{4})")
# Thousands are written with spaces, of whatever kind.
SPACES = re.compile(r"[\s\u00a0\u202f]+")


@dataclass(frozen=True)
class CellFault:
    """What cannot be saved, where it stands and what stood there."""

    cell: str
    text: str
    why: str


@dataclass
class Reading:
    values: dict[tuple[Organisation, dt.date], int] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    # As it was read, so that it can be mended where one types.
    text: str = ""


class NoMonths(TableProblem):
    """Neither the first row nor the first column tells months."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "No months are found. Write them as 2015-09 in the first column or in the first "
                "row, and the municipalities in the other."
            )
        )


def from_file(file: BinaryIO, places: Iterable[Organisation]) -> Reading:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    book = open_book(file)
    return _read([row for name in book.sheets[:1] for row in book.read(name).rows], places)


def from_text(text: str, places: Iterable[Organisation]) -> Reading:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    if "\t" not in text:
        return from_file(BytesIO(text.encode()), places)
    lines = csv.reader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = [Row(number, tuple(cells)) for number, cells in enumerate(lines, start=1) if any(cells)]
    return _read(rows, places)


def read_month(text: str) -> dt.date | None:
    """ "2015-09", "201509", "2015-09-01", "sep 2015" or "september 2015"."""
    if found := NUMBERS.fullmatch(text):
        year, month = int(found["year"]), int(found["month"])
    elif found := WORDS.fullmatch(text.casefold()):
        year, month = int(found["year"]), MONTHS.get(found["name"], 0)
    else:
        return None
    is_one = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
    return dt.date(year, month, 1) if is_one else None


def _read(rows: Sequence[Row], places: Iterable[Organisation]) -> Reading:
    table = [(row.number, [in_words(cell) for cell in row.cells]) for row in rows]
    if len(table) < 2:
        raise NoRows
    found = Reading(text="\n".join("\t".join(cells) for _number, cells in table))
    (top, across), *body = table
    is_turned = any(read_month(text) for text in across[1:])
    if not is_turned and not any(read_month(cells[0]) for _number, cells in body):
        raise NoMonths
    names = _names(places)
    heads = [
        None if not text else _head(found, names, text, cell_name(column, top), is_turned)
        for column, text in enumerate(across[1:], start=1)
    ]
    for number, cells in body:
        side = _head(found, names, cells[0], cell_name(0, number), not is_turned)
        for column, text in enumerate(cells[1:], start=1):
            head = heads[column - 1] if column <= len(heads) else None
            if text and head and side:
                key = (side, head) if is_turned else (head, side)
                _count(found, key, text, cell_name(column, number))
    if not found.values and not found.faults:
        raise NoRows
    return found


def _names(places: Iterable[Organisation]) -> dict[str, Organisation]:
    """A municipality is known by its code, and with or without the word for what it is."""
    found = {}
    for one in places:
        words = {one.name}
        if one.municipality:
            words |= {one.municipality.name, one.municipality.code}
        found.update({plain(word): one for word in words})
    return found


def _head(found: Reading, names: Mapping[str, Organisation], text: str, cell: str, is_month: bool):
    """The month or the municipality of a row or a column; None with its fault noted."""
    head = read_month(text) if is_month else names.get(plain(text))
    if head is None:
        why = (
            _("This is no month. Write 2015-09.")
            if is_month
            else _("No municipality in the programme that you may type for is called so.")
        )
        found.faults.append(CellFault(cell, text, why))
    return head


def _count(found: Reading, key, text: str, cell: str) -> None:
    count = whole_number(SPACES.sub("", text))
    if count is None or count > MOST_COUNT:
        why = _("Write a whole number, 0 or more. Leave the cell empty if you do not know.")
    elif key in found.values:
        why = _("This month stands twice for the municipality.")
    else:
        found.values[key] = count
        return
    found.faults.append(CellFault(cell, text, why))
