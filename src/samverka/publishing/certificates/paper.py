"""A certificate as tagged PDF, in Swedish or English, with its code for a telephone's camera."""

import datetime as dt
import io
from pathlib import Path

import segno
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import isolate, whole_day

from .attended import Meeting
from .said import Said, decimal_hours

TEMPLATE = Path(__file__).parent / "typst" / "attendance_certificate.typ"


def as_pdf(said: Said, *, number: str, language: str, given_on: dt.date, url: str) -> bytes:
    """`url` is the page that verifies it; nothing where there is none."""
    with translation.override(language):
        return pdf(TEMPLATE, _data(said, number, language, given_on, url))


def _data(said: Said, number: str, language: str, given_on: dt.date, url: str) -> dict:
    facts = [
        [_("Programme"), said.programme],
        [_("Organiser"), said.organiser],
        [_("Given on"), whole_day(given_on)],
        [_("Number"), isolate(number)],
    ]
    return {
        "title": f"{_('Attendance certificate')} {number}",
        "author": said.organiser,
        "language": language,
        "heading": _("Attendance certificate"),
        "name": said.name,
        "came": _("has taken part in"),
        "activity": said.title,
        "sum": _sum(said),
        "period": _period(said),
        "facts": facts,
        **_meetings(said),
        "code": _code(url) if url else "",
        "code_text": _("The address below as a code for a telephone's camera."),
        "verify": _verify(url),
        "url": isolate(url) if url else "",
        "signature": [_("Place and day"), _("Signature"), _("Name in print")],
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "footer": _("Attendance certificate %(number)s") % {"number": isolate(number)},
    }


def _sum(said: Said) -> str:
    """ "5 of 7 meetings, 12.5 of 17.5 hours"; of all there was, just what it was."""
    if said.minutes == said.whole:
        meetings = ngettext("%(count)s meeting", "%(count)s meetings", said.of)
        parts = [meetings % {"count": said.of}, _("%(hours)s hours") % {"hours": said.hours}]
        return ", ".join(parts)
    meetings = ngettext("%(count)s of %(of)s meeting", "%(count)s of %(of)s meetings", said.of) % {
        "count": len(said.meetings),
        "of": said.of,
    }
    hours = _("%(hours)s of %(whole)s hours") % {
        "hours": said.hours,
        "whole": said.whole_hours,
    }
    return f"{meetings}, {hours}"


def _period(said: Said) -> str:
    if said.first_day == said.last_day:
        return whole_day(said.first_day)
    return _("%(first)s to %(last)s") % {
        "first": whole_day(said.first_day),
        "last": whole_day(said.last_day),
    }


def _meetings(said: Said) -> dict[str, list]:
    """What each was about has a column where any of them says it."""
    has_titles = any(meeting.title for meeting in said.meetings)
    about = [_("What it was about")] if has_titles else []
    return {
        "columns": [_("Day"), *about, _("Hours")],
        "meetings": [_row(meeting, has_titles) for meeting in said.meetings],
        "total": [_("Sum"), *["" for _label in about], decimal_hours(said.minutes)],
    }


def _row(meeting: Meeting, has_titles: bool) -> list[str]:
    days = ", ".join(whole_day(day) for day in meeting.days)
    about = [meeting.title or "–"] if has_titles else []
    return [days, *about, decimal_hours(meeting.minutes)]


def _verify(url: str) -> str:
    if url:
        return _("Anybody can check that this certificate is genuine and still holds:")
    return _("Ask whoever gave it whether this certificate is genuine. Tell them its number.")


def _code(url: str) -> str:
    """A QR code as SVG; what gets creased or stained is still read."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()
