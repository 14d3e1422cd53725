"""The files of a claim: their names, its certificates as PDF, and these in a package."""

import io
import zipfile
from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.paper import certificate_as_pdf, lines_of
from samverka.toolkit.spreadsheet import csv

from .models import Claim, ClaimFile
from .wording import LANGUAGE


def name_of(claim: Claim, ending: str) -> str:
    return f"{claim.programme.slug}-{claim.fund.code}-{claim.number}.{ending}"


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


def package(claim: Claim, files: Iterable[ClaimFile]) -> bytes:
    """Every certificate of a sent claim, and a list of them with their hashes."""
    buffer, listed = io.BytesIO(), []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            archive.writestr(file.name, bytes(file.body))
            listed.append([file.name, file.certificate.digest if file.certificate else ""])
        with translation.override(LANGUAGE):
            columns = [_("File"), _("Hash of the certificate's content")]
            archive.writestr(f"{_('certificates')}.csv", csv(columns, listed))
    return buffer.getvalue()
