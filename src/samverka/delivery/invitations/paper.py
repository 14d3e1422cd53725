"""Letters on paper: one tagged PDF, with the link as a code for a telephone's camera."""

import io
from pathlib import Path

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from samverka.toolkit.languages import LANGUAGES
from samverka.toolkit.pdf import pdf
from samverka.toolkit.texts import isolate

from .models import Addressee, Invitation, Sending
from .saying import Told, answer_url, data_notice, facts_of, needs_question, told

Kind = Sending.Kind
TEMPLATE = Path(__file__).parent / "typst" / "invitation.typ"


def as_pdf(invitation: Invitation, addressees: list[Addressee], *, site: str) -> bytes:
    """The letters as one tagged PDF, each from a page of its own."""
    letters = []
    for addressee in addressees:
        with translation.override(addressee.language):
            said = told(
                invitation,
                addressee.language,
                kind=Kind.CANCELLATION if invitation.activity.is_cancelled else Kind.INVITATION,
                site=site,
                url=answer_url(addressee, site),
                gone=[],
            )
            letters.append(_on_paper(said, addressee))
    return pdf(
        TEMPLATE,
        {
            "title": invitation.activity.public_title,
            "author": invitation.activity.organiser.name,
            "language": addressees[0].language,
            "letters": letters,
        },
    )


def _on_paper(said: Told, addressee: Addressee) -> dict[str, object]:
    to = [str(addressee), addressee.organisation.name]
    return {
        "language": addressee.language,
        "direction": LANGUAGES[addressee.language].direction,
        "to": to if not addressee.person or not addressee.person.is_protected else to[:1],
        "from": said.activity.organiser.name,
        "heading": said.heading,
        "text": said.text,
        "facts": facts_of(said),
        "asks": [_("Answer on this page, or to the contact:")] if said.asks else [],
        "needs": needs_question() if said.asks else "",
        "url": isolate(said.url),
        "code": _code(said.url),
        "code_text": _("The same address as a code for a telephone's camera."),
        "notice": f"{data_notice()} {_('How personal data is handled:')}",
        "data_url": isolate(said.data_url),
        "supports": said.supports,
        "shows_emblem": said.shows_emblem,
        "emblem_text": _("Emblem of the European Union: twelve stars in a circle."),
    }


def _code(url: str) -> str:
    """A QR code as SVG."""
    drawn = io.BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", xmldecl=False, border=2)
    return drawn.getvalue().decode()
