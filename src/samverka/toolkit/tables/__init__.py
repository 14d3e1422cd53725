"""Tables that somebody sends, XLSX and CSV: read with limits, refused with a sentence.

Our own reader, since no library tells which cells hold formulas, which are merged and which
sheets are hidden, and refuses a bomb before it is unpacked.
"""

from .cells import Cell, Fault, Formula, Row, cell_name, in_words
from .columns import (
    Column,
    ToFill,
    heading_and_rows,
    recognised,
    sheet_with,
    sheets_by_kind,
    table_to_fill,
    tables_to_fill,
)
from .headings import found_heading, plain
from .limits import MOST_BYTES, MOST_ROWS
from .opening import open_book
from .pasting import PasteTable
from .problems import TableProblem
from .sending import SendTable
from .sheet import Book, Merged, Sheet

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Book",
    "Cell",
    "Column",
    "Fault",
    "Formula",
    "Merged",
    "PasteTable",
    "Row",
    "SendTable",
    "Sheet",
    "TableProblem",
    "ToFill",
    "cell_name",
    "found_heading",
    "heading_and_rows",
    "in_words",
    "open_book",
    "plain",
    "recognised",
    "sheet_with",
    "sheets_by_kind",
    "table_to_fill",
    "tables_to_fill",
]
