"""The tags and filters every page may use without loading them."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms, template
from django.utils.choices import BaseChoiceIterator
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samverka.toolkit import addresses, charts, icons, money, municipal_map, qr, texts
from samverka.toolkit.markup import format_html

register = template.Library()

register.filter("hours", texts.hours)
register.filter("day", texts.day)
register.filter("whole_day", texts.whole_day)
register.filter("month", texts.month)
register.filter("whole_month", texts.whole_month)
register.filter("clock_time", texts.clock_time)
register.filter("amount", texts.amount)
register.filter("isolated", texts.isolate)
register.filter("listed", texts.listed)
register.filter("kronor", money.kronor)
register.filter("euro", money.euro)
register.filter("percent", money.percent)

# In lists, where `url` is a good part of a row's cost.
register.simple_tag(addresses.address, name="address")
register.simple_tag(icons.icon, name="icon")
register.simple_tag(texts.comma, name="comma")
register.simple_tag(charts.bars, name="bars")
register.simple_tag(charts.trend, name="trend")
register.simple_tag(municipal_map.municipality_map, name="municipality_map")
register.simple_tag(qr.qr, name="qr")

DASHES = forms.ModelChoiceField(None).empty_label

# Letters of a figure that stand in its card as large as others.
LONG_FIGURE = 11

# Never colour alone: each kind has its own drawing and its text.
STATUS_ICONS = {
    "done": "check",
    "waiting": "waiting",
    "late": "late",
    "open": "open",
    "neutral": "dot",
}


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """How it stands with something: done, waiting, late, open or neutral."""
    return format_html(
        '<span class="status {}">{}{}</span>',
        kind,
        icons.icon(STATUS_ICONS[kind]),
        text,
    )


@register.simple_tag
def progress(value: float, maximum: float, label: str, url: str = "") -> SafeString:
    """How far something has come, with its share in words; its label opens what it is of."""
    share = round(value / maximum * 100) if maximum else 0
    space = "" if get_language() == "en" else texts.NO_BREAK
    return format_html(
        '<div class="progress"><span class="progress-label">{said}</span>'
        '<progress max="{maximum}" value="{value}" aria-label="{label}"></progress>'
        '<span class="progress-share">{share}{space}%</span></div>',
        said=format_html('<a href="{}">{}</a>', url, label) if url else label,
        label=label,
        maximum=maximum or 1,
        value=min(value, maximum or 1),
        share=share,
        space=space,
    )


@register.simple_tag
def figure(
    value: int | float | Decimal | str, label: str, url: str = "", note: str = ""
) -> SafeString:
    """A number that opens to the rows it was counted from."""
    shown = texts.amount(value)
    inner = format_html(
        '<span class="figure-value{}"><bdi>{}</bdi></span> <span class="figure-label">{}</span>{}',
        " is-long" if len(str(shown)) > LONG_FIGURE else "",
        shown,
        label,
        format_html('<span class="figure-note">{}</span>', note) if note else "",
    )
    if not url:
        return format_html('<div class="figure">{}</div>', inner)
    return format_html('<a class="figure" href="{}">{}</a>', url, inner)


@register.filter
def without_dashes(field: forms.BoundField) -> forms.BoundField:
    """Where nothing is chosen a field says so; what stands there unasked reads as nine dashes."""
    chosen: Any = field.field  # of whatever kind: only some have choices
    word = _("Choose") if chosen.required else _("Nothing chosen")
    if getattr(chosen, "empty_label", None) == DASHES:
        chosen.empty_label = word
    elif isinstance(choices := getattr(chosen, "choices", None), list | BaseChoiceIterator):
        chosen.choices = [(value, word if text == DASHES else text) for value, text in choices]
    return field


@register.filter
def dated(value: dt.date | None) -> SafeString:
    """The day as people say it, with the exact date on hover and in print."""
    if value is None:
        return SafeString("")
    return _time(f"{value:%Y-%m-%d}", texts.day(value))


# A page's rows share few days, and the same ones come on the next page.
@lru_cache(maxsize=4096)
def _time(exact: str, day: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', exact, exact, day)
