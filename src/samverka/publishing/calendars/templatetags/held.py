"""What is held on a day: drawn here, since a month has hundreds and a template is dear to ask."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samverka.publishing.calendars.queries import Held
from samverka.publishing.calendars.weeks import DAY, WEEK, Day
from samverka.toolkit import texts
from samverka.toolkit.addresses import address
from samverka.toolkit.markup import escaped, format_html

register = template.Library()
SUNDAY = 6
CELL = (
    '<td class="calendar-day{}"><p class="calendar-date"><time datetime="{}">'
    '<span class="calendar-short">{}</span><span class="calendar-long">{}</span></time>{}{}'
    "</p>{}{}</td>"
)
HOLIDAY = ' <span class="calendar-holiday" lang="sv" dir="ltr">{}</span>'
ROW = (
    '<li><a class="held{}{}" href="{}">{}{}{}'
    '<span class="held-title"><bdi>{}</bdi></span>{}</a></li>'
)
TIME = '<span class="held-time"><bdi>{}{}</bdi></span> '
MORE = '<a class="held-more" href="{}">{} <span class="unseen">{}</span></a>'
PLACE = ' <span class="held-place"><bdi>{}</bdi></span>'


@register.simple_tag
def weekdays() -> tuple[str, ...]:
    return texts.weekdays()


@register.simple_tag
def cells(days: Iterable[Day], today: dt.date, view: str, asked: str) -> SafeString:
    """The cells of a week's days, with what is held, each opening its page."""
    row = partial(
        _row,
        cancelled=format_html('<span class="held-word">{}</span> ', _("Cancelled")),
        mine=format_html('<span class="held-word of-mine">{}</span> ', _("Mine")),
        said=texts.clock_times(),
        # A week has room for when each ends.
        until_too=view == WEEK,
    )
    on_today = format_html(' <span class="unseen">{}</span>', _("Today"))
    said = texts.days()
    drawn = (
        CELL.format(
            _marks(one, today),
            one.date.isoformat(),
            one.date.day,
            said(one.date),
            on_today if one.date == today else "",
            HOLIDAY.format(escaped(one.holiday)) if one.holiday else "",
            _listed(map(row, one.held)) if one.held else "",
            _more(one, asked, said(one.date)) if one.more else "",
        )
        for one in days
    )
    return mark_safe("".join(drawn))  # noqa: S308 - what people wrote is escaped above


@register.simple_tag
def and_more(one: Day, asked: str) -> SafeString:
    """What the day has besides: its own page, narrowed as this one."""
    return _more(one, asked, texts.day(one.date))


def _more(one: Day, asked: str, said: str) -> SafeString:
    narrowed = f"&{asked}" if asked else ""
    url = f"{address('calendar:calendar')}?view={DAY}&day={one.date.isoformat()}{narrowed}"
    so_many = _and_so_many(one.more, get_language())
    return SafeString(MORE.format(escaped(url), escaped(so_many), said))


@lru_cache(maxsize=1024)
def _and_so_many(count: int, _language: str | None) -> str:
    return ngettext("and %(count)s more", "and %(count)s more", count) % {"count": count}


def _marks(one: Day, today: dt.date) -> str:
    marks = " is-outside" if one.is_outside else ""
    marks += " is-today" if one.date == today else ""
    marks += " is-holiday" if one.holiday or one.date.weekday() == SUNDAY else ""
    marks += " has-holiday" if one.holiday else ""
    return marks if one.held else f"{marks} is-empty"


def _listed(rows: Iterable[str]) -> str:
    return f"<ul>{''.join(rows)}</ul>"


def _row(
    one: Held,
    *,
    cancelled: SafeString,
    mine: SafeString,
    said: Callable[[dt.datetime], str],
    until_too: bool,
) -> str:
    until = f"–{said(one.ends_at)}" if until_too and one.ends_at else ""
    return ROW.format(
        " is-cancelled" if one.is_cancelled else "",
        " is-mine" if one.is_mine else "",
        escaped(address(*one.address)),
        TIME.format(said(one.starts_at), until) if one.starts_at else "",
        cancelled if one.is_cancelled else "",
        mine if one.is_mine else "",
        escaped(one.title),
        PLACE.format(escaped(one.place)) if one.place else "",
    )
