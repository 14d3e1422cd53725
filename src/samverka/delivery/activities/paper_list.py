"""The sheet on paper: with numbers that stay whose they are, for writing it in afterwards."""

from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import clock_time, isolate, whole_day

from .sheet import Row, Sheet

TEMPLATE = Path(__file__).parent / "typst" / "paper_list.typ"
# Lines for those who come unannounced.
EMPTY_LINES = 5


def paper_list(shown: Sheet) -> bytes:
    """Tagged PDF in the order of the sheet, with room to write who was there and how long."""
    return pdf(TEMPLATE, told(shown))


def told(shown: Sheet) -> dict[str, object]:
    """What stands on it."""
    session, activity = shown.session, shown.session.activity
    times = isolate(f"{clock_time(session.starts_at)}–{clock_time(session.ends_at)}")
    return {
        "language": get_language() or "sv",
        "direction": "rtl" if get_language_bidi() else "ltr",
        # Paper lies about: a sensitive activity has its neutral title here.
        "title": activity.public_title,
        "author": activity.organiser.name,
        "when": " · ".join(filter(None, [whole_day(session.held_on), times, activity.where])),
        "how": _(
            "Mark who is here or absent, and write how long if it was not the whole time. "
            "The numbers are for writing it in afterwards."
        ),
        "columns": [_("No."), _("Name"), _("Employer"), _("Here"), _("Absent"), _("How long")],
        "rows": [_cells(row) for row in shown.rows] + [["", " ", "", "", "", ""]] * EMPTY_LINES,
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }


def _cells(row: Row) -> list[str]:
    work = ", ".join(filter(None, [row.organisation, row.title]))
    return [str(row.number), row.name, work, "", "", ""]
