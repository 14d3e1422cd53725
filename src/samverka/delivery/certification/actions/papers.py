"""Signed papers: kept sealed, and sealed anew when the key changes."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction

from samverka.delivery.certification.models import Certificate, SignedPaper
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.sealed_body import sealed_anew


@dataclass(frozen=True)
class Paper:
    """What was signed by hand: the file as it was sent, who signed, and the day it says."""

    body: bytes
    kind: str
    signed_by: str
    signed_on: dt.date

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


def keep(certificate: Certificate, paper: Paper) -> None:
    """Part of certifying: there is no certificate on paper without its paper."""
    kept = SignedPaper(
        certificate=certificate,
        kind=paper.kind,
        size=len(paper.body),
        signed_by=paper.signed_by,
    )
    kept.close(paper.body)
    kept.save()


@transaction.atomic
def seal_papers_anew(*, at_most: int, by: Actor) -> int:
    """Seal some papers with the current key; answers how many, none when all are done."""
    rows = sealed_anew(SignedPaper, at_most=at_most)
    for paper in rows:
        trail.note(by=by, verb="certification.paper_sealed_anew", about=paper)
    return len(rows)
