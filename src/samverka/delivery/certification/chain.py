"""What of a certificate is hashed, and whether a chain of them is whole."""

import hashlib
import json
from collections.abc import Iterable

from samverka.delivery.programmes.models import Programme
from samverka.register.partners.models import Organisation

from .models import Certificate, CertifiedLine


def content_of(certificate: Certificate, lines: Iterable[CertifiedLine]) -> str:
    """The certificate as one text that is the same however it is written: no names, no ids."""
    if certificate.certified_by is None:
        raise ValueError("A certificate is somebody's word: it says who certified.")
    content: dict[str, object] = {
        "programme": certificate.programme.public_key,
        "fund": certificate.fund.code,
        "organisation": certificate.organisation.public_key,
        "month": f"{certificate.month:%Y-%m}",
        "version": certificate.number,
        "rule": certificate.rule,
        "function": certificate.function,
        "certified_by": certificate.certified_by.public_key,
        "certified_at": certificate.certified_at.isoformat(),
        "lines": sorted(map(_line, lines)),
    }
    if certificate.signed_on:
        content["paper"] = {
            "sha256": certificate.paper_digest,
            "signed_on": certificate.signed_on.isoformat(),
        }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _line(line: CertifiedLine) -> list:
    category = line.category.public_key if line.category else ""
    return [line.person_key, category, line.minutes, line.is_financed_once, line.claimed]


def digest_of(content: str, before: str) -> str:
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def broken_link(programme: Programme, organisation: Organisation) -> Certificate | None:
    """The first certificate of an employer that is not what was certified; None if all are."""
    before = ""
    chain = Certificate.objects.filter(programme=programme, organisation=organisation)
    chain = chain.select_related("programme", "fund", "organisation", "certified_by")
    for certificate in chain.prefetch_related("lines__category").order_by("pk"):
        content = content_of(certificate, certificate.lines.all())
        is_whole = (
            certificate.digest_before == before
            and certificate.content == content
            and certificate.digest == digest_of(content, before)
        )
        if not is_whole:
            return certificate
        before = certificate.digest
    return None
