"""A proof of deletion as a page to keep and as a workbook."""

from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.delivery.retention.models import Deletion
from samverka.toolkit import spreadsheet
from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import clock_time, isolate, whole_day

from .words import table_name

TEMPLATE = Path(__file__).parent / "typst" / "proof.typ"


def facts_of(deletion: Deletion) -> list[list[str]]:
    """What the proof says, each with its label."""
    when = {"day": whole_day(deletion.deleted_at), "time": clock_time(deletion.deleted_at)}
    return [
        [_("Programme"), deletion.programme.name],
        [_("Records"), str(deletion.get_records_display())],
        [_("Rows deleted"), str(deletion.rows)],
        [_("Kept until"), whole_day(deletion.kept_until)],
        [_("By the rule"), deletion.rule],
        [_("Source"), deletion.source],
        [_("Deleted"), _("%(day)s at %(time)s") % when],
        [_("Asked for by"), f"{deletion.asked_by}, {deletion.organisation}"],
        [_("Hash of the keys (SHA-256)"), deletion.digest],
    ]


def rows_of_proof(deletion: Deletion) -> list[tuple[str, str, int]]:
    return [(table_name(table), table, rows) for table, rows in sorted(deletion.counts.items())]


def as_workbook(deletion: Deletion) -> bytes:
    return spreadsheet.workbook(
        [
            spreadsheet.Sheet(_("Proof of deletion"), (_("What"), ""), facts_of(deletion)),
            spreadsheet.Sheet(
                _("Rows deleted"),
                (_("Table"), _("Its name in the database"), _("Rows")),
                rows_of_proof(deletion),
            ),
        ]
    )


def as_pdf(deletion: Deletion) -> bytes:
    rows = [[name, table, str(count)] for name, table, count in rows_of_proof(deletion)]
    data: dict[str, object] = {
        "title": f"{_('Proof of deletion')}, {deletion.programme.name}",
        "author": deletion.organisation.name,
        "language": get_language() or "sv",
        "direction": "rtl" if get_language_bidi() else "ltr",
        "heading": _("Proof of deletion"),
        "programme": deletion.programme.name,
        "facts": facts_of(deletion),
        "columns": [_("Table"), _("Its name in the database"), _("Rows")],
        "rows": rows,
        "text": _(
            "The hash is made of the tables and the keys of the rows that were deleted. It tells "
            "nothing of what stood in them."
        ),
        "footer": isolate(deletion.programme.name),
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    }
    return pdf(TEMPLATE, data)
