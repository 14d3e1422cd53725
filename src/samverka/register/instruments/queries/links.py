"""Links to answer by, and what stands behind one."""

import datetime as dt
import hmac
import secrets
from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Asked, Response, Round
from samverka.toolkit import sealing

LINK, DRAFT = "instruments.link", "instruments.draft"
PROOF = 20


def token_of(asked: Asked) -> str:
    """What stands in the link: made with the key file, so the database alone opens no link."""
    return f"{asked.public_key}-{_proof(asked.public_key)}"


def _proof(key: str) -> str:
    return sealing.search_hash(key, context=LINK)[:PROOF]


def new_code() -> str:
    """For whoever answers without being known: by it the draft is taken up."""
    return secrets.token_urlsafe(16).replace("-", "_")


def draft_hash(code: str) -> str:
    """By which a draft without a name is found: another than anything beside a name."""
    return sealing.search_hash(code, context=DRAFT)


@dataclass(frozen=True)
class Opened:
    """What a link opens: a round, who is asked where that is known, and what they have begun."""

    round: Round
    asked: Asked | None
    response: Response | None
    code: str


def opened(code: str) -> Opened | None:
    """What stands behind a link; anything made up or used up is nothing.

    Two questions to the database for a link of one's own, one or two for a draft without a name.
    """
    if "-" in code:
        return _of_asked(code)
    response = _whole(Response.objects.filter(resume_hash=draft_hash(code), asked=None)).first()
    return Opened(response.round, None, response, code) if response else None


def _of_asked(code: str) -> Opened | None:
    key, _dash, proof = code.partition("-")
    if not hmac.compare_digest(proof.encode(), _proof(key).encode()):
        return None
    asked = (
        Asked.objects.filter(public_key=key)
        .select_related("person", "about", "organisation", "round__version__instrument__owner")
        .first()
    )
    if asked is None or (asked.person and asked.person.is_forgotten):
        return None
    if asked.round.is_anonymous:
        begun = Response.objects.filter(resume_hash=draft_hash(code))
    else:
        begun = Response.objects.filter(asked=asked)
    return Opened(asked.round, asked, begun.first(), code)


def _whole(responses: QuerySet[Response]) -> QuerySet[Response]:
    return responses.select_related("round__version__instrument__owner")


def round_by_link(key: str) -> Round | None:
    """The round that anybody with its link answers in."""
    found = Round.objects.filter(public_key=key, way=Round.Way.LINK)
    return found.select_related("version__instrument__owner").first()


def asked_of(actor: Actor | None, *, on: dt.date) -> QuerySet[Asked]:
    """What somebody who has signed in is asked, and has not answered."""
    if actor is None or not actor.user_id:
        return Asked.objects.none()
    waits = (Asked.State.ASKED, Asked.State.BEGUN)
    return (
        Asked.objects.filter(
            person__user=actor.user_id,
            state__in=waits,
            round__opens_on__lte=on,
            round__closes_on__gte=on,
            round__closed_on=None,
        )
        .select_related("round__version__instrument__owner", "about")
        .order_by("round__closes_on", "pk")
    )
