"""What is done with the files: looked at, taken out, sealed anew."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import translation

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.publishing.claims import files, queries
from samverka.publishing.claims.models import Claim, ClaimFile
from samverka.publishing.claims.permissions import papers_to_see
from samverka.publishing.claims.wording import LANGUAGE
from samverka.toolkit.sealed_body import sealed_anew


@transaction.atomic
def note_looked_at(*, claim: Claim, kind: str, by: Actor) -> None:
    """That a file was taken out as it would be sent: a row a person stands in it."""
    trail.note(by=by, verb="claims.fetched", about=claim, fields=[kind])


@transaction.atomic
def take_out(*, claim: Claim, kind: str, by: Actor) -> tuple[str, bytes]:
    """A file of a sent claim, and its name; of certificates the package of them all.

    A certificate that somebody was erased from is drawn anew, without the name; so is, each time,
    one of somebody whose identity is protected since. A signed paper comes along where whoever
    takes it out may see everybody on it.
    """
    trail.note(by=by, verb="claims.fetched", about=claim, fields=[kind])
    if kind != ClaimFile.Kind.CERTIFICATE:
        file = claim.files.get(kind=kind, certificate=None)
        return file.name, file.opened()
    found = list(queries.certificate_files(claim))
    papers = _papers(found, by)
    persons = {*queries.persons_named_in(claim), *queries.persons_on(papers)}
    trail.note_read(by=by, about=claim, person_ids=sorted(persons))
    hidden = queries.certificates_with_protected(claim)
    bodies = [(file, _as_now(file, hidden)) for file in found]
    return files.name_of(claim, "zip"), files.package(claim, bodies, papers)


def _as_now(file: ClaimFile, hidden: Collection[int]) -> bytes:
    """A certificate as it may be taken out."""
    if file.certificate is None or (file.body and file.certificate.pk not in hidden):
        return file.opened()
    drawn = files.certificate_file(file.certificate)
    if not file.body:
        file.close(drawn)
        file.save(update_fields=["body", "sealed_with"])
    return drawn


@transaction.atomic
def seal_files_anew(*, at_most: int, by: Actor) -> int:
    """Seal some files with the current key; tells how many, 0 when all are."""
    return len(sealed_anew(ClaimFile, at_most=at_most))


def _papers(found: Iterable[ClaimFile], by: Actor) -> dict[int, files.Paper]:
    signed = {
        one.certificate.pk: one.certificate
        for one in found
        if one.certificate and one.certificate.is_on_paper
    }
    with translation.override(LANGUAGE):
        return {
            key: files.paper_of_certificate(signed[key])
            for key in papers_to_see(by, signed.keys())
        }
