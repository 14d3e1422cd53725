"""Lists as spreadsheets: XLSX for people, CSV for other programs. A text is never a formula."""

import csv as comma_separated
import datetime as dt
import io
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import get_language_bidi

from .clock import SWEDEN

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | Promise | int | float | Decimal | dt.date | dt.datetime | None
Row = Sequence[Cell]

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff".encode()
CSV_TYPE = "text/csv; charset=utf-8"
WIDEST, NARROWEST = 60, 8
LINE, LINE_HEIGHT, MOST_LINES = 66, 15, 20  # the letters of a line in the widest column
A4, UPRIGHT = 9, 80  # the paper's number in a workbook; what it holds beside each other upright
NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# What a spreadsheet program takes for the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook: its name, its headings and its rows."""

    title: str
    columns: Sequence[str | Promise]
    rows: Iterable[Row]


def xlsx(title: str, columns: Sequence[str | Promise], rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet."""
    return workbook([Sheet(title, columns, list(rows))])


def workbook(sheets: Iterable[Sheet], *, is_long: bool = False) -> bytes:
    """A workbook with typed cells, headings that stay in sight and columns as wide as needed.

    A long one is written row by row: its rows are held no longer than that.
    """
    buffer = io.BytesIO()
    how = {"constant_memory": True} if is_long else {"in_memory": True}
    # Loaded where a workbook is made: few processes make one.
    book: Workbook
    with import_module("xlsxwriter").Workbook(buffer, how) as book:
        formats = {
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": False}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "top": book.add_format({"valign": "top"}),
            "long": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets:
            _add(book, sheet, formats)
    return buffer.getvalue()


def csv(columns: Sequence[str | Promise], rows: Iterable[Row]) -> bytes:
    """Semicolons and decimal commas: a Swedish spreadsheet program opens it as it is."""
    return b"".join(csv_lines(columns, rows))


def csv_lines(columns: Sequence[str | Promise], rows: Iterable[Row]) -> Iterator[bytes]:
    """The same line by line, for a list that is too long to be held at once."""
    buffer = io.StringIO()
    writer = comma_separated.writer(buffer, delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK
    for row in itertools.chain([columns], rows):
        writer.writerow([_as_text(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def download(
    request: HttpRequest, name: str, columns: Sequence[str | Promise], rows: Iterable[Row]
) -> HttpResponse:
    """The list as a file, in the form the address asks for: ?format=xlsx (or nothing) or csv."""
    form = request.GET.get("format", "xlsx")
    # A name in another script leaves no letter that every file system bears.
    file_name = slugify(name) or "samverka"
    if form == "xlsx":
        return attachment(xlsx(name, columns, rows), f"{file_name}.xlsx", XLSX_TYPE)
    if form == "csv":
        return attachment(csv(columns, rows), f"{file_name}.csv", CSV_TYPE)
    raise Http404


def attachment(content: bytes, file_name: str, content_type: str) -> HttpResponse:
    """A file to keep. It may hold personal data, so no cache does."""
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": "no-store",
        },
    )


def _add(book: "Workbook", sheet: Sheet, formats: dict) -> None:
    title = NOT_IN_A_SHEET_NAME.sub(" ", str(sheet.title)).strip(" '")[:31]
    page = book.add_worksheet(title or None)
    widths, number = [], 0
    for column, label in enumerate(sheet.columns):
        page.write_string(0, column, str(label), formats["heading"])
        widths.append(len(str(label)))
    for number, row in enumerate(sheet.rows, start=1):
        widest = 0
        for column, cell in enumerate(row):
            width = _write(page, number, column, cell, formats)
            widths[column], widest = max(widths[column], width), max(widest, width)
        if widest > LINE:  # not all programs make a row as high as its text
            lines = min(math.ceil(widest / LINE), MOST_LINES)
            page.set_row(number, LINE_HEIGHT * lines, formats["top"])
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width, NARROWEST), WIDEST) + 2)
    page.freeze_panes(1, 0)
    _set_print(page, sum(min(width, WIDEST) for width in widths))
    if number:
        page.autofilter(0, 0, number, len(sheet.columns) - 1)
    if get_language_bidi():
        page.right_to_left()


def _write(page: "Worksheet", row: int, column: int, cell: Cell, formats: dict) -> int:
    """Write a cell as what it is, and answer how wide it shows."""
    if cell is None:
        return 0
    if isinstance(cell, dt.datetime):
        page.write_datetime(row, column, _in_sweden(cell), formats["moment"])
        return 16
    if isinstance(cell, dt.date):
        page.write_datetime(row, column, cell, formats["day"])
        return 10
    if isinstance(cell, int | float | Decimal):
        page.write_number(row, column, cell)
    elif len(str(cell)) > WIDEST:
        page.write_string(row, column, str(cell), formats["long"])
    else:
        page.write_string(row, column, str(cell))
    return len(str(cell))


def _set_print(page: "Worksheet", width: int) -> None:
    """On paper: as wide as the paper, and its headings on every page."""
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if width > UPRIGHT:
        page.set_landscape()


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return f"{_in_sweden(cell):%Y-%m-%d %H:%M}"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, int | float | Decimal):
        return str(cell).replace(".", ",")
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _in_sweden(moment: dt.datetime) -> dt.datetime:
    """Wall-clock time in Sweden: spreadsheets know no time zones."""
    return moment.astimezone(SWEDEN).replace(tzinfo=None) if moment.tzinfo else moment
