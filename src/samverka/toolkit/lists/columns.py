"""The columns of a list: what a row says in each, on the page and in a file."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.toolkit import texts
from samverka.toolkit.markup import format_html
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
