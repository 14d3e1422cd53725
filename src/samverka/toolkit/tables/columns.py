"""The columns that a table may have: known by what people call them, and in an empty table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

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
        if _hits(sheet, known) >= ENOUGH:
            return sheet
        first = first or sheet
    return first or Sheet("")


def sheets_by_kind(book: Book, kinds: Mapping[str, Known]) -> dict[str, list[Sheet]]:
    """Which sheets hold which kind of table: that of which most headings are there."""
    found: dict[str, list[Sheet]] = {}
    for name in book.sheets:
        sheet = book.read(name)
        hits = {kind: _hits(sheet, known) for kind, known in kinds.items()}
        kind = max(hits, key=hits.__getitem__)
        if hits[kind] >= ENOUGH:
            found.setdefault(kind, []).append(sheet)
    return found


def _hits(sheet: Sheet, known: Known) -> int:
    heading = found_heading(sheet.rows, _all_words(known))
    if heading is None:
        return 0
    return len(recognised(known, [in_words(cell) for cell in sheet.rows[heading].cells]))


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


@dataclass(frozen=True)
class ToFill:
    """A table that somebody fills in: its sheet, its columns, and rows that show how."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[spreadsheet.Row] = field(default=())


def table_to_fill(title: str, columns: Sequence[Column], required: Collection[str] = ()) -> bytes:
    """An empty table with our headings, and a second sheet on what belongs below each.

    :param required: names of columns that must be there besides those that say so themselves
    """
    return tables_to_fill([ToFill(title, columns)], required)


def tables_to_fill(
    tables: Sequence[ToFill],
    required: Collection[str] = (),
    more: Sequence[spreadsheet.Sheet] = (),
) -> bytes:
    """A workbook with a sheet for each table, and one on what belongs below each heading.

    :param more: sheets to read in, such as what can be chosen
    """
    headings = [_("Column"), _("Needed"), _("What belongs here"), _("Example")]
    explanations: list[spreadsheet.Row] = [
        [
            str(column.label),
            _("Must be there")
            if column.is_required or column.name in required
            else _("May be empty"),
            str(column.explanation),
            column.example,
        ]
        for table in tables
        for column in table.columns
    ]
    return spreadsheet.workbook(
        [
            *(
                spreadsheet.Sheet(one.title, [column.label for column in one.columns], one.rows)
                for one in tables
            ),
            *more,
            spreadsheet.Sheet(_("Explanations"), headings, explanations),
        ]
    )
