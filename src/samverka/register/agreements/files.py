"""An agreement as a document to print and sign."""

from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import whole_day

from .models import Agreement, Commitment
from .queries import Standing, parts_of

TEMPLATE = Path(__file__).parent / "typst" / "agreement.typ"


def agreement_pdf(
    agreement: Agreement, standing: Standing, commitments: list[Commitment]
) -> bytes:
    """A version as a tagged PDF: text, five parts if it is local, commitments, signatures."""
    version = standing.version
    return pdf(
        TEMPLATE,
        {
            "title": agreement.title,
            "author": agreement.keeper.name,
            "language": get_language() or "sv",
            "direction": "rtl" if get_language_bidi() else "ltr",
            "subtitle": _("%(kind)s, version %(number)s")
            % {"kind": agreement.get_kind_display(), "number": version.number},
            "days": _days(standing),
            "text": version.text,
            "parts": [[part.get_part_display(), part.text] for part in parts_of(version)],
            "commitments": {
                "heading": _("What the parties undertake"),
                "columns": [_("Number"), _("Commitment"), _("By whom")],
                "rows": [[each.number, each.text, by_whom(each)] for each in commitments],
            },
            "signatures": {
                "heading": _("Signatures"),
                "columns": [_("Party"), _("Signed as"), _("Day")],
                "rows": [_signature(row) for row in standing.rows],
            },
            "page": _("Page {page} of {pages}"),
        },
    )


def by_whom(commitment: Commitment) -> str:
    return str(commitment.party) if commitment.party else _("All parties")


def _days(standing: Standing) -> str:
    version = standing.version
    if version.valid_from is None:
        return ""
    if version.last_day is None:
        return _("Holds from %(day)s.") % {"day": whole_day(version.valid_from)}
    return _("Holds from %(first)s to %(last)s.") % {
        "first": whole_day(version.valid_from),
        "last": whole_day(version.last_day),
    }


def _signature(row) -> list[str]:
    if row.signature is None:
        return [row.party.organisation.name, "", ""]
    day = row.signature.signed_on.isoformat()
    return [row.party.organisation.name, row.signature.function, day]
