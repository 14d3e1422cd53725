"""Draws the rows of the sheet. Sixty rows through template tags cost more than all the rest."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samverka.toolkit.icons import icon
from samverka.toolkit.markup import format_html
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import clock_time, hours

from .models import Session
from .sheet import Row, Theirs

NOTHING, CHECKED = SafeString(""), SafeString(" checked")
ROW = """<li class="sheet-row" id="r-{key}" data-key="{key}">
<div class="sheet-who" id="n-{key}"><strong>{name}</strong>{employer}{came}</div>
<div class="sheet-marks" role="group" aria-labelledby="n-{key}">{marks}
<span class="sheet-minutes num">{minutes}</span>{history}{fault}{conflict}</div>
<div class="sheet-past" id="h-{key}"></div>
</li>
"""
CONTROLS = """
<input type="hidden" name="version-{key}" value="{version}">
<label class="tick-here">
<input type="radio" name="mark-{key}" value="here"{here}{closed}>{here_label}</label>
<label class="tick-absent">
<input type="radio" name="mark-{key}" value="absent"{absent}>{absent_label}</label>
<label class="sheet-time"><span class="unseen">{time_label}</span>
<input name="time-{key}" value="{time}" placeholder="{whole}" maxlength="30" dir="ltr"
{faulty}{closed}></label>"""
HISTORY = """
<a class="sheet-history" href="{before}{key}/" hx-get="{before}{key}/" hx-target="#h-{key}"
hx-swap="innerHTML">{icon}<span class="unseen">{label}</span></a>"""
CONFLICT = """
<div class="sheet-conflict" role="alert"><p>{text}</p>
<button class="button quiet" type="button" data-theirs hidden>{keep}</button>
<button class="button quiet" name="instead" value="{key} {mine} {time}">{write}</button></div>"""


class Drawing:
    """What all rows of one sheet share: words are looked up and made safe once, not once a row."""

    def __init__(self, session: Session, *, may_tick: bool, has_come: bool):
        self.may_tick = may_tick
        words = {
            "here_label": _("Here"),
            "absent_label": _("Absent"),
            "time_label": _("Time, if not the whole day"),
            "whole": _("all of it"),
        }
        self.words = {name: conditional_escape(word) for name, word in words.items()}
        self.words["closed"] = NOTHING if has_come else SafeString(" disabled")
        self.history = {
            "label": conditional_escape(_("History")),
            "icon": icon("clock"),
            # A row's history lies under its sheet.
            "before": SafeString(reverse("activities:sheet", args=[session.public_key])),
        }

    def rows(self, rows: Iterable[Row]) -> SafeString:
        return mark_safe("".join(self._row(row) for row in rows))  # noqa: S308 (drawn here)

    def _row(self, row: Row) -> SafeString:
        # Keys are letters and digits of our own.
        key = SafeString(row.key)
        return format_html(
            ROW,
            key=key,
            name=row.name,
            employer=_employer(row),
            came=_how_one_came(row),
            marks=self._controls(row, key) if self.may_tick else _as_read(row),
            minutes=hours(row.minutes) if row.is_here and not row.fault else NOTHING,
            history=format_html(HISTORY, key=key, **self.history) if row.version else NOTHING,
            fault=_fault(row) if row.fault else NOTHING,
            conflict=_conflict(key, row.conflict) if row.conflict else NOTHING,
        )

    def _controls(self, row: Row, key: SafeString) -> SafeString:
        faulty = NOTHING
        if row.fault:
            faulty = format_html('aria-invalid="true" aria-describedby="f-{}"', key)
        return format_html(
            CONTROLS,
            key=key,
            version=SafeString(row.version),
            here=CHECKED if row.is_here else NOTHING,
            absent=CHECKED if row.is_absent else NOTHING,
            time=row.time or NOTHING,
            faulty=faulty,
            **self.words,
        )


def _employer(row: Row) -> SafeString:
    if not row.organisation:
        return NOTHING
    work = f"{row.organisation} · {row.title}" if row.title else row.organisation
    return format_html(' <small class="soft">{}</small>', work)


def _how_one_came(row: Row) -> SafeString:
    """In whose stead, and that the person checked in; nothing for most."""
    said = []
    if row.instead_of:
        said.append(_("instead of %(name)s") % {"name": row.instead_of})
    if row.checked_in_at:
        said.append(_("checked in %(time)s") % {"time": clock_time(row.checked_in_at)})
    return (
        format_html(' <small class="sheet-came">{}</small>', " · ".join(said)) if said else NOTHING
    )


def _as_read(row: Row) -> SafeString:
    if row.is_here:
        shown = status("done", _("Here"))
    elif row.is_absent:
        shown = status("open", _("Absent"))
    else:
        shown = status("neutral", _("Not marked"))
    return format_html('<span class="sheet-read">{}</span>', shown)


def _fault(row: Row) -> SafeString:
    return format_html(
        '<p class="fault" id="f-{}" role="alert">{}{}</p>', row.key, icon("late"), row.fault
    )


def _conflict(key: str, theirs: Theirs) -> SafeString:
    text = _("%(who)s wrote “%(text)s” at %(time)s, while you wrote “%(mine)s”. Which holds?")
    return format_html(
        CONFLICT,
        key=key,
        text=text
        % {
            "who": theirs.who,
            "text": theirs.text,
            "time": clock_time(theirs.when),
            "mine": theirs.mine_text,
        },
        keep=_("Keep “%(text)s”") % {"text": theirs.text},
        write=_("Write “%(text)s”") % {"text": theirs.mine_text},
        mine=theirs.mine,
        time=theirs.mine_time,
    )
