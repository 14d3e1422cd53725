"""An empty table to fill, with a second sheet that explains its columns."""

from django.utils.translation import gettext as _

from samverka.register.imports.models import Import
from samverka.toolkit.spreadsheet import Sheet, workbook

from .columns import COLUMNS


def workbook_to_fill(kind: str) -> bytes:
    """Headings as we know them in the reader's language, and what belongs below each."""
    columns = [column for column in COLUMNS[kind] if column.name != "full_name"]
    explanations = [
        [
            str(column.label),
            _("Must be there")
            if column.is_required or _is_name(column.name)
            else _("May be empty"),
            str(column.explanation),
            column.example,
        ]
        for column in columns
    ]
    headings = [_("Column"), _("Needed"), _("What belongs here"), _("Example")]
    return workbook(
        [
            Sheet(str(Import.Kind(kind).label), [column.label for column in columns], []),
            Sheet(_("Explanations"), headings, explanations),
        ]
    )


def _is_name(name: str) -> bool:
    return name in {"given_name", "family_name"}
