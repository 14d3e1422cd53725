"""A municipality's offer as a workbook: a sheet of homes, and one of what there is."""

from collections.abc import Mapping
from io import BytesIO
from typing import BinaryIO

from django.http import QueryDict
from django.utils.translation import gettext as _

from samverka.guidance.matching.models import Place
from samverka.toolkit import tables
from samverka.toolkit.spreadsheet import Sheet
from samverka.toolkit.tables import TableProblem
from samverka.toolkit.texts import listed

from . import homes, there
from .rows import SheetRow, Table, example_mark, read, sent_rows

__all__ = [
    "TABLES",
    "SheetRow",
    "from_file",
    "from_text",
    "judge",
    "rows_sent",
    "workbook_to_fill",
]

TABLES: tuple[Table, ...] = (homes.TABLE, there.TABLE)
Rows = dict[str, list[SheetRow]]


class NoneOfOurs(TableProblem):
    """No heading says what it is a table of."""

    def __init__(self) -> None:
        told = "; ".join(
            f"{table.title}: " + listed(str(one.label) for one in table.columns)
            for table in TABLES
        )
        super().__init__(
            _("There is no table here with headings that are known. They are %(these)s.")
            % {"these": told}
        )


class TwoSheets(TableProblem):
    """Rows are told by their number, so that each kind of table stands in one sheet."""

    def __init__(self, title: str, names: tuple[str, str]) -> None:
        super().__init__(
            _("Two sheets hold “%(what)s”: %(first)s and %(second)s. Put the rows in one.")
            % {"what": title, "first": names[0], "second": names[1]}
        )


def from_text(text: str) -> Rows:
    """
    :raises TableProblem: with a sentence on why it cannot be read
    """
    return from_file(BytesIO(text.replace("\t", ";").encode()))


def from_file(file: BinaryIO) -> Rows:
    """The rows of each table that the file holds; other sheets are passed over.

    :raises TableProblem: with a sentence on why it cannot be read
    """
    book = tables.open_book(file)
    found = tables.sheets_by_kind(book, {table.key: table.known() for table in TABLES})
    if not found:
        raise NoneOfOurs
    rows: Rows = {}
    for table in TABLES:
        sheets = [sheet for sheet in found.get(table.key, ()) if len(sheet.rows) > 1]
        if len(sheets) > 1:
            raise TwoSheets(str(table.title), (sheets[0].name, sheets[1].name))
        rows[table.key] = read(table, sheets[0]) if sheets else []
    if not any(rows.values()):
        raise tables.problems.NoRows
    return rows


def rows_sent(data: QueryDict) -> Rows:
    """The rows as somebody has mended them."""
    return {table.key: sent_rows(table, data) for table in TABLES}


def judge(place: Place, rows: Mapping[str, list[SheetRow]]) -> None:
    """What each row says, what would come of it, and everything that is wrong with it."""
    homes.judge(place, rows[homes.TABLE.key])
    there.judge(place, rows[there.TABLE.key])


def workbook_to_fill() -> bytes:
    """Both tables with an example each, what can be chosen, and what belongs where."""
    mark = example_mark()
    return tables.tables_to_fill(
        [
            tables.ToFill(str(homes.TABLE.title), homes.TABLE.columns, homes.examples(mark)),
            tables.ToFill(str(there.TABLE.title), there.TABLE.columns, there.examples(mark)),
        ],
        more=[Sheet(_("What can be chosen"), *there.what_can_be_chosen())],
    )
