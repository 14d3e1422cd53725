"""The columns that a table may have: known by what people call them, and in an empty table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from samverka.toolkit import spreadsheet

from .cells import Row, in_words
from .headings import found_heading, plain
from .problems import NoRows
from .sheet import Book, Sheet

# For each fact what its column may be called, plainly.
Known = Mapping[str, Collection[str]]
ENOUGH = 2


@dataclass(frozen=True)
class Column:
    """One fact of a row: its name in the code, its heading, and what else it may be called."""

    name: str
    label: str | Promise
    explanation: str | Promise
    example: str = ""
    is_required: bool = False


def recognised(known: Known, headings: Sequence[str]) -> dict[str, int]:
    """Which column of the file holds which fact: the first that is called by one of its words."""
    found: dict[str, int] = {}
    for fact, words in known.items():
        for place, heading in enumerate(headings):
            if plain(heading) in words and place not in found.values():
                found[fact] = place
                break
    return found


def sheet_with(book: Book, known: Known) -> Sheet:
    """The first sheet with headings that we know, else the first."""
    first = None
    for name in book.sheets:
        sheet = book.read(name)
        heading = found_heading(sheet.rows, _all_words(known))
        if heading is not None:
            said = [in_words(cell) for cell in sheet.rows[heading].cells]
            if len(recognised(known, said)) >= ENOUGH:
                return sheet
        first = first or sheet
    return first or Sheet("")


def heading_and_rows(sheet: Sheet, known: Known) -> tuple[Row, list[Row]]:
    """The row that names the columns, and those below it.

    :raises NoRows: there are none
    """
    heading = found_heading(sheet.rows, _all_words(known))
    if heading is None or heading + 1 >= len(sheet.rows):
        raise NoRows
    return sheet.rows[heading], sheet.rows[heading + 1 :]


def _all_words(known: Known) -> set[str]:
    return set().union(*known.values())


def table_to_fill(title: str, columns: Sequence[Column], required: Collection[str] = ()) -> bytes:
    """An empty table with our headings, and a second sheet on what belongs below each.

    :param required: names of columns that must be there besides those that say so themselves
    """
    explanations = [
        [
            str(column.label),
            _("Must be there")
            if column.is_required or column.name in required
            else _("May be empty"),
            str(column.explanation),
            column.example,
        ]
        for column in columns
    ]
    headings = [_("Column"), _("Needed"), _("What belongs here"), _("Example")]
    return spreadsheet.workbook(
        [
            spreadsheet.Sheet(title, [column.label for column in columns], []),
            spreadsheet.Sheet(_("Explanations"), headings, explanations),
        ]
    )
