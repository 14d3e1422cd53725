"""A month of time as a document to sign."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import hours, whole_day, whole_month

from . import months
from .models import Allocation, TimeReport
from .queries import Standing

TEMPLATE = Path(__file__).parent / "typst" / "month.typ"


def month_pdf(
    report: TimeReport,
    allocations: Sequence[Allocation],
    minutes: Mapping[dt.date, int],
    standing: Standing,
) -> bytes:
    """Tagged PDF with every day of the month, the sum and room for two signatures."""
    return pdf(TEMPLATE, _told(report, allocations, minutes, standing))


def _told(report, allocations, minutes, standing: Standing) -> dict[str, object]:
    return {
        "language": get_language() or "sv",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "title": _("Working time, %(month)s") % {"month": whole_month(report.month)},
        "author": report.organisation.name,
        "programme": report.programme.name,
        "facts": _facts(report, allocations, standing),
        "columns": [_("Day"), _("Time")],
        "rows": [
            [whole_day(day), hours(minutes[day]) if day in minutes else "–"]
            for day in months.days_of(report.month)
        ],
        "sum": [_("Sum"), hours(standing.minutes)],
        "signatures": [
            _("The person: day and signature"),
            _("For the employer: day, signature and name in print"),
        ],
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _facts(report, allocations, standing: Standing) -> list[list[str]]:
    facts = [
        [_("Person"), str(report.person)],
        [_("Employer"), report.organisation.name],
        [
            _("Function and share of full time"),
            ", ".join(f"{one.function}, {one.share} %" for one in allocations),
        ],
        [_("State"), _state(report)],
    ]
    if standing.year_limit:
        said = _("%(sum)s of %(most)s, in all programmes") % {
            "sum": hours(standing.year_minutes),
            "most": hours(standing.year_limit),
        }
        facts.append([_("This year"), said])
    return facts


def _state(report: TimeReport) -> str:
    if report.approved_on:
        return _("Approved %(day)s, %(role)s") % {
            "day": whole_day(report.approved_on),
            "role": report.get_approved_as_display(),
        }
    return str(report.get_state_display())
