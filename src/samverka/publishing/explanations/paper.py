"""A service in a language as tagged PDF."""

from pathlib import Path

from django.utils.translation import gettext as _

from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import day

from .models import ExplanationText

TEMPLATE = Path(__file__).parent / "typst" / "explanation.typ"


def as_pdf(text: ExplanationText, sections: list[tuple[str, str]]) -> bytes:
    """In the language that is active, which is the text's."""
    return pdf(
        TEMPLATE,
        {
            "title": text.title,
            "author": str(text.version.explanation.owner),
            "language": text.language,
            "direction": text.direction,
            "sections": sections,
            "state": said_of(text),
            "page": _("Page {page} of {pages}"),
        },
    )


def said_of(text: ExplanationText) -> str:
    """Whether it is reviewed, and if so by whom and when."""
    if text.reviewed_on is None:
        return _("Draft: nobody who knows the language has reviewed this text yet.")
    told = {"who": text.reviewed_as, "day": day(text.reviewed_on)}
    return _("Reviewed by %(who)s, %(day)s.") % told
