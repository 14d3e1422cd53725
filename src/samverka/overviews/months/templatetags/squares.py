"""The squares of the picture, drawn here: a template is dear to ask a dozen times for each."""

from django import template
from django.utils.safestring import SafeString

from samverka.overviews.months.showing import Cell, Line
from samverka.toolkit import texts
from samverka.toolkit.icons import icon
from samverka.toolkit.markup import format_html, format_html_join

register = template.Library()
NOTHING = SafeString("")
EMPTY = SafeString('<span class="soft" aria-hidden="true">·</span>')


@register.simple_tag
def squares(line: Line) -> SafeString:
    """A column for each, named by its months, which opens the period's page."""
    return format_html_join(
        "",
        '<td{} data-label="{}">{}</td>',
        (
            (
                format_html(' colspan="{}"', cell.span) if cell.span > 1 else NOTHING,
                texts.listed(map(texts.whole_month, cell.months)),
                _opening(cell, line.title) if cell.url else EMPTY,
            )
            for cell in line.cells
        ),
    )


def _opening(cell: Cell, title: str) -> SafeString:
    return format_html(
        '<a class="month-square {}" href="{}">{}<span>{}</span>{}'
        '<span class="unseen">{}{}</span></a>',
        cell.kind,
        cell.url,
        icon(cell.icon),
        cell.word,
        format_html('<span class="month-note">{}</span>', cell.note) if cell.note else NOTHING,
        texts.comma(),
        texts.listed([texts.whole_month(cell.months[0]), title]),
    )
