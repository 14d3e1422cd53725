"""The small parts of a list, drawn here: by templates they would be most of the page's time."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samverka.toolkit.markup import format_html, format_html_join

from .columns import Column, of

NOTHING = SafeString("")
SELECTED, CHECKED = SafeString(" selected"), SafeString(" checked")


def drawn_rows(
    columns: Sequence[Column], rows: Iterable[Any], row_key: str, *, all_ticked: bool = False
) -> SafeString:
    """The body of the table; drawn here since a list is mostly this. `row_key` makes boxes."""
    openings = [_opening(number, column) for number, column in enumerate(columns)]
    lines = []
    for row in rows:
        cells = [column.drawn(row) for column in columns]
        if row_key:
            cells[0] = _box(columns[0], row, row_key, all_ticked) + cells[0]
        inside = "</td>".join(map("".join, zip(openings, cells, strict=True)))
        lines.append(f"<tr>{inside}</td></tr>")
    return mark_safe("\n".join(lines))  # noqa: S308 - each cell is escaped where it is drawn


def _opening(number: int, column: Column) -> str:
    """The first cell names the row, so it needs no label of its own on a phone."""
    number_class = ' class="num"' if column.is_number else ""
    label = format_html(' data-label="{}"', column.label) if number else ""
    return f"<td{number_class}{label}>"


def _box(first: Column, row: Any, row_key: str, is_ticked: bool) -> SafeString:
    return format_html(
        '<input type="checkbox" form="ticked" name="row" value="{}"{} aria-label="{}"> ',
        of(row, row_key),
        CHECKED if is_ticked else NOTHING,
        _("Tick %(name)s") % {"name": first.of(row)},
    )


def drawn_headings(
    columns: Sequence[Column],
    links: Sequence[str],
    *,
    by: Column | None,
    backwards: bool,
    ticks: bool,
) -> SafeString:
    """Headings that order the rows; the first has a box that ticks the page, where scripts run."""
    all_boxes = format_html(
        '<input type="checkbox" data-ticks="row" aria-label="{}" hidden> ',
        _("Tick all on this page"),
    )
    return format_html_join(
        "",
        '<th scope="col"{}{}>{}{}</th>',
        (
            (
                SafeString(' class="num"') if column.is_number else NOTHING,
                _order(backwards) if column is by else NOTHING,
                all_boxes if ticks and not number else NOTHING,
                format_html('<a href="{}">{}</a>', link, column.label) if link else column.label,
            )
            for number, (column, link) in enumerate(zip(columns, links, strict=True))
        ),
    )


def _order(backwards: bool) -> SafeString:
    return format_html(' aria-sort="{}"', "descending" if backwards else "ascending")


def drawn_boxes(columns: Sequence[Column], shown: Sequence[Column]) -> SafeString:
    """A box a column, ticked where the column is shown."""
    return format_html_join(
        "",
        '<label class="choice"><input type="checkbox" name="columns" value="{}"{}>{}</label>',
        (
            (column.key, CHECKED if column in shown else NOTHING, column.label)
            for column in columns
        ),
    )


def drawn_orders(columns: Sequence[Column], *, by: Column | None, backwards: bool) -> SafeString:
    """Every order there is, both ways."""
    both = [(column, is_back) for column in columns for is_back in (False, True)]
    return format_html_join(
        "",
        '<option value="{}{}"{}>{}</option>',
        (
            (
                "-" if is_back else "",
                column.key,
                SELECTED if column is by and is_back == backwards else NOTHING,
                _("%(label)s, backwards") % {"label": column.label} if is_back else column.label,
            )
            for column, is_back in both
        ),
    )
