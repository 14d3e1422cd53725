"""A claim's files: as they would be, and as they were sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samverka.publishing.claims import actions, paper, sheets
from samverka.publishing.claims import files as drawn
from samverka.publishing.claims.models import ClaimFile
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment

from .fetching import claim_of, parts_of

Kind = ClaimFile.Kind
TYPES = {Kind.XLSX: XLSX_TYPE, Kind.PDF: PDF_TYPE, Kind.CERTIFICATE: "application/zip"}
DRAWN = {Kind.XLSX: sheets.claim_workbook, Kind.PDF: paper.claim_pdf}


@require_safe
def preview(request: HttpRequest, programme_key: str, key: str, kind: str) -> HttpResponse:
    """The file as it would be sent now; nobody stands in it by name."""
    claim = claim_of(request, programme_key, key)
    if kind not in DRAWN or claim.is_sent:
        raise Http404
    content = DRAWN[Kind(kind)](claim, parts_of(claim))
    actions.note_looked_at(claim=claim, kind=kind, by=request.actor)
    return attachment(content, drawn.name_of(claim, kind), TYPES[Kind(kind)])


@require_safe
def file(request: HttpRequest, programme_key: str, key: str, kind: str) -> HttpResponse:
    """The file as it was sent; of certificates the package of them all."""
    claim = claim_of(request, programme_key, key)
    if kind not in TYPES or not claim.is_sent:
        raise Http404
    name, content = actions.take_out(claim=claim, kind=kind, by=request.actor)
    return attachment(content, name, TYPES[Kind(kind)])
