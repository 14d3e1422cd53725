"""A household's proposal on paper: the same words as its page, a link, and room for an answer."""

import io
from pathlib import Path
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.pdf import pdf

from . import sentences
from .models import Placement, Proposal

TEMPLATE = Path(__file__).parent / "typst" / "proposal.typ"


def as_pdf(proposal: Proposal, placement: Placement | None, link: str) -> bytes:
    """Tagged; in the household's language, then in Swedish where nobody has reviewed that."""
    words = sentences.words_now()
    language = words.language_for(proposal.case.language)
    last = proposal.links.order_by("-valid_until").first()
    who, by_day = proposal.case.lives_now.name, last.valid_until if last else None
    wanted = [language, *([] if words.is_reviewed(language) else [sentences.FIRST])]
    letters = [
        sentences.letter(proposal, placement, words, one, who=who, by_day=by_day) for one in wanted
    ]
    with translation.override(language):
        return pdf(
            TEMPLATE,
            {
                "title": letters[0].text["title"],
                "author": who,
                "language": language,
                "number": proposal.case.label,
                "page": _("Page {page} of {pages}"),
                "link": link,
                "code": _code(link),
                "letters": [_told(one) for one in letters],
            },
        )


def _code(link: str) -> str:
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()


def _told(letter: sentences.Letter) -> dict[str, Any]:
    return {
        "language": letter.language,
        "direction": LANGUAGES[letter.language].direction,
        "is_reviewed": letter.is_reviewed,
        "text": dict(letter.text),
        "home": letter.home,
        "reasons": letter.reasons,
    }
