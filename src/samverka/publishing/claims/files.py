"""The files of a claim: their names, its certificates as PDF, and these in a package."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.paper import certificate_as_pdf, lines_of
from samverka.delivery.certification.queries import paper_of
from samverka.toolkit.sealed_file import FileProblem
from samverka.toolkit.spreadsheet import csv

from .models import Claim, ClaimFile
from .wording import LANGUAGE


def name_of(claim: Claim, ending: str) -> str:
    return f"{claim.programme.slug}-{claim.fund.code}-{claim.number}.{ending}"


@dataclass(frozen=True)
class Paper:
    """A signed paper as it was taken in, and what its file is called; or why it cannot be read."""

    name: str = ""
    body: bytes = b""
    problem: str = ""


def paper_of_certificate(certificate: Certificate) -> Paper:
    try:
        body, kept = paper_of(certificate)
    except FileProblem as problem:
        return Paper(problem=str(problem))
    stem = certificate_name(certificate).removesuffix(".pdf")
    word = _("paper")
    return Paper(f"{stem}-{word}.{kept.ending}", body)


def certificate_file(certificate: Certificate) -> bytes:
    """As its employer takes it out, whoever asks: names, but nobody's with protected identity."""
    with translation.override(LANGUAGE):
        lines = list(certificate.lines.select_related("person", "category").order_by("name", "pk"))
        names = {
            line.person_id: "" if line.person.is_protected else str(line.person) for line in lines
        }
        return certificate_as_pdf(
            certificate,
            lines_of(lines, names),
            sum(line.minutes for line in lines),
            sum(line.claimed for line in lines),
        )


def certificate_name(certificate: Certificate) -> str:
    key = certificate.organisation.public_key
    return f"{certificate.month:%Y-%m}-{key}-{certificate.number}.pdf"


def package(
    claim: Claim, files: Iterable[tuple[ClaimFile, bytes]], papers: Mapping[int, Paper]
) -> bytes:
    """Every certificate of a sent claim, the signed papers given, and a list with the hashes."""
    buffer, listed = io.BytesIO(), []
    with (
        translation.override(LANGUAGE),
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive,
    ):
        for file, body in files:
            archive.writestr(file.name, body)
            paper = papers.get(file.certificate_id or 0)
            if paper and paper.name:
                archive.writestr(paper.name, paper.body)
            listed.append([file.name, *_told_of(file.certificate, paper)])
        columns = [
            _("File"),
            _("Hash of the certificate's content"),
            _("Signed paper"),
            _("Hash of the signed paper"),
        ]
        word = _("certificates")
        archive.writestr(f"{word}.csv", csv(columns, listed))
    return buffer.getvalue()


def _told_of(certificate: Certificate | None, paper: Paper | None) -> list[str]:
    """The hashes, and where the paper is: here, or still with the employer."""
    if certificate is None:
        return ["", "", ""]
    if not certificate.is_on_paper:
        return [certificate.digest, _("Certified digitally"), ""]
    where = _("Kept by %(employer)s") % {"employer": certificate.organisation}
    if paper:
        where = paper.problem or paper.name
    return [certificate.digest, where, certificate.paper_digest]
