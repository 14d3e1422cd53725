"""The columns of a list: what a row says in each, on the page and in a file."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samverka.toolkit import texts
from samverka.toolkit.spreadsheet import Cell
from samverka.toolkit.templatetags.look import dated

NOTHING = "–"


def of(row: Any, name: str) -> Any:
    """What a row has under a name: rows are models, named tuples or dicts."""
    return row[name] if isinstance(row, dict) else getattr(row, name)


@dataclass(frozen=True)
class Column:
    """One column.

    `value` is an attribute's name or a function of the row: what is sorted and what files hold.
    `show` draws it on the page where the value alone does not do. `opens` is the row's address.
    `sort` names the fields that order the rows; without it the column orders nothing.
    """

    key: str
    label: str | Promise
    value: str | Callable[[Any], Cell] = ""
    show: Callable[[Any], str] | None = None
    opens: Callable[[Any], str] | None = None
    sort: str | tuple[str, ...] = ()
    is_number: bool = False
    at_first: bool = True

    def of(self, row: Any) -> Cell:
        """The plain value, as files hold it."""
        if callable(self.value):
            return self.value(row)
        value: Cell = of(row, self.value or self.key)
        return value

    def drawn(self, row: Any) -> SafeString:
        text = self.show(row) if self.show else _as_people_say(self.of(row))
        address = self.opens(row) if self.opens else ""
        if address:
            return format_html('<a href="{}">{}</a>', address, text)
        return conditional_escape(text)

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.sort,) if isinstance(self.sort, str) else self.sort


def _as_people_say(value: Cell) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.date):
        return dated(value)
    if isinstance(value, int | float | Decimal):
        return texts.amount(value)
    return str(value)


def drawn_rows(columns: Sequence[Column], rows: Iterable[Any], row_key: str) -> SafeString:
    """The body of the table; drawn here since a list is mostly this. `row_key` makes boxes."""
    openings = [_opening(number, column) for number, column in enumerate(columns)]
    lines = []
    for row in rows:
        cells = [column.drawn(row) for column in columns]
        if row_key:
            cells[0] = _box(columns[0], row, row_key) + cells[0]
        inside = "</td>".join(map("".join, zip(openings, cells, strict=True)))
        lines.append(f"<tr>{inside}</td></tr>")
    return mark_safe("\n".join(lines))  # noqa: S308 - each cell is escaped where it is drawn


def _opening(number: int, column: Column) -> str:
    """The first cell names the row, so it needs no label of its own on a phone."""
    number_class = ' class="num"' if column.is_number else ""
    label = format_html(' data-label="{}"', column.label) if number else ""
    return f"<td{number_class}{label}>"


def _box(first: Column, row: Any, row_key: str) -> SafeString:
    return format_html(
        '<input type="checkbox" form="ticked" name="row" value="{}" aria-label="{}"> ',
        of(row, row_key),
        _("Tick %(name)s") % {"name": first.of(row)},
    )
