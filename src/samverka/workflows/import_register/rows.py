"""The rows of a file as a list: what each says, and what happens with it."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.register.imports.models import ImportRow
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.templatetags.look import status

from .forms import WHY, RowFilters

NOTHING = "–"
STATUS = {
    ImportRow.Outcome.WRONG: "late",
    ImportRow.Outcome.ASK: "waiting",
    ImportRow.Outcome.NEW: "done",
    ImportRow.Outcome.CHANGED: "open",
    ImportRow.Outcome.SAME: "neutral",
}


def _lines(row: ImportRow) -> list[str]:
    """What is wrong and how to mend it, who it may be, what changes, what is worth knowing."""
    said = row.said
    asked = said["candidates"] if row.outcome == ImportRow.Outcome.ASK else []
    return [
        *(f"{where}: {sentence}" for where, sentence in said["problems"]),
        *(
            _("May be %(who)s: %(why)s.") % {"who": who, "why": WHY.get(why, why)}
            for _key, who, why in asked
        ),
        *(f"{label}: {old or NOTHING} → {new}" for label, old, new in said["changes"]),
        *said["notes"],
    ]


def _drawn(row: ImportRow) -> str:
    lines = _lines(row)
    # One part in the cell, whose parts stand beside one another on a phone.
    said = format_html_join("", "<div>{}</div>", ((line,) for line in lines))
    return format_html("<div>{}</div>", said) if lines else ""


ROWS = Listing(
    key="import_rows",
    title=gettext_lazy("Rows of the file"),
    columns=(
        Column("number", gettext_lazy("Row"), sort="number", is_number=True),
        Column(
            "outcome",
            gettext_lazy("What happens"),
            lambda row: row.get_outcome_display(),
            show=lambda row: status(STATUS[row.outcome], row.get_outcome_display()),
            sort="outcome",
        ),
        Column("name", gettext_lazy("Name"), lambda row: row.said["name"]),
        Column(
            "says", gettext_lazy("Says"), lambda row: " · ".join(filter(None, row.said["says"]))
        ),
        Column("about", gettext_lazy("In words"), lambda row: " ".join(_lines(row)), show=_drawn),
    ),
    filters=RowFilters,
    row_key="number",
    per_page=50,
    empty_title=gettext_lazy("No rows"),
    empty_text=gettext_lazy("The file has no rows below its heading."),
)
