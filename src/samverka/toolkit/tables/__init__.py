"""Tables that somebody sends, XLSX and CSV: read with limits, refused with a sentence.

Our own reader, since no library tells which cells hold formulas, which are merged and which
sheets are hidden, and refuses a bomb before it is unpacked.
"""

from .cells import Cell, Fault, Formula, Row, cell_name, in_words
from .headings import found_heading, plain
from .limits import MOST_BYTES, MOST_ROWS
from .opening import open_book
from .problems import TableProblem
from .sheet import Book, Merged, Sheet

__all__ = [
    "MOST_BYTES",
    "MOST_ROWS",
    "Book",
    "Cell",
    "Fault",
    "Formula",
    "Merged",
    "Row",
    "Sheet",
    "TableProblem",
    "cell_name",
    "found_heading",
    "in_words",
    "open_book",
    "plain",
]
