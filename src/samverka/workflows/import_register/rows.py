"""The rows of a file as a list: what each says, and what happens with it."""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from samverka.register.imports.models import ImportRow
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.templatetags.look import status

from .forms import RowFilters

NOTHING = "–"
STATUS = {
    ImportRow.Outcome.WRONG: "late",
    ImportRow.Outcome.ASK: "waiting",
    ImportRow.Outcome.NEW: "done",
    ImportRow.Outcome.CHANGED: "open",
    ImportRow.Outcome.SAME: "neutral",
}


def _lines(row: ImportRow) -> list[str]:
    """What is wrong and how to mend it, what changes, what else is worth knowing."""
    said = row.said
    return [
        *(f"{where}: {sentence}" for where, sentence in said["problems"]),
        *(f"{label}: {old or NOTHING} → {new}" for label, old, new in said["changes"]),
        *said["notes"],
    ]


def _drawn(row: ImportRow) -> SafeString:
    lines = _lines(row)
    return format_html_join("", "<div>{}</div>", ((line,) for line in lines))


ROWS = Listing(
    key="import_rows",
    title=_("Rows of the file"),
    columns=(
        Column("number", _("Row"), sort="number", is_number=True),
        Column(
            "outcome",
            _("What happens"),
            lambda row: row.get_outcome_display(),
            show=lambda row: status(STATUS[row.outcome], row.get_outcome_display()),
            sort="outcome",
        ),
        Column("name", _("Name"), lambda row: row.said["name"]),
        Column("says", _("Says"), lambda row: " · ".join(filter(None, row.said["says"]))),
        Column("about", _("In words"), lambda row: " ".join(_lines(row)), show=_drawn),
    ),
    filters=RowFilters,
    row_key="number",
    per_page=50,
    empty_title=_("No rows"),
    empty_text=_("The file has no rows below its heading."),
)
