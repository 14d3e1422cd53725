"""A table as lines of text: what was sent as a file stands where one types, to be mended there."""

import csv
from io import BytesIO, StringIO
from typing import BinaryIO

from samverka.toolkit.tables import in_words, open_book
from samverka.toolkit.tables.problems import NoRows, TooManyRows

MOST_ROWS = 500

# The number of the row as one sees it, and its cells.
Lines = list[tuple[int, list[str]]]


def as_text(file: BinaryIO) -> str:
    """The first sheet, a tab between cells.

    :raises TableProblem: with a sentence on why it cannot be read
    """
    book = open_book(file)
    rows = book.read(book.sheets[0]).rows if book.sheets else []
    cells = ([" ".join(in_words(cell).split()) for cell in row.cells] for row in rows)
    return "\n".join("\t".join(row) for row in cells)


def lines_of(text: str) -> Lines:
    """The first line names the columns; empty lines are passed over.

    :raises TableProblem: there is nothing below the headings, or too much
    """
    if "\t" not in text:
        text = as_text(BytesIO(text.encode()))
    rows = csv.reader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = [
        (number, [cell.strip() for cell in cells])
        for number, cells in enumerate(rows, start=1)
        if any(cell.strip() for cell in cells)
    ]
    if len(found) < 2:
        raise NoRows
    if len(found) > MOST_ROWS + 1:
        raise TooManyRows(MOST_ROWS)
    return found
