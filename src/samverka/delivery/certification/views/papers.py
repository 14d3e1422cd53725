"""A month that was signed on paper: taken in with the scan, and the scan taken out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.certification import actions
from samverka.delivery.certification.forms import PaperForm
from samverka.delivery.certification.permissions import may_see_paper
from samverka.delivery.certification.queries import paper_of
from samverka.delivery.rates.queries import categories_of
from samverka.foundation.audit import trail
from samverka.toolkit.sealed_file import FileProblem
from samverka.toolkit.uploads import is_too_large

from .certificates import REFUSED, certificate_of, month_to_certify

OF_FIELDS = {
    actions.SignedByOneself: "signed_by",
    actions.SignedTooEarly: "signed_on",
    actions.SignedLater: "signed_on",
}


@require_http_methods(["GET", "POST"])
def take_in(request, programme_key: str, fund_code: str, month: str):
    shown = month_to_certify(request, programme_key, fund_code, month)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        worked=shown.rows,
        names=shown.names,
        categories=list(categories_of(shown.fund)),
        is_too_large=request.method == "POST" and is_too_large(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = shown.certified(request, form, form.paper)
        except REFUSED as refusal:
            form.add_error(OF_FIELDS.get(type(refusal)), str(refusal))
        else:
            messages.success(request, _("The paper is taken in, and the month is certified."))
            return redirect("certification:certificate", programme_key, made.public_key)
    return render(request, "certification/take_in_paper.html", {**shown.told, "form": form})


@require_safe
def paper(request, programme_key: str, key: str):
    """The paper as it was taken in; the trail tells who took it out."""
    certificate = certificate_of(request, programme_key, key)
    if not certificate.is_on_paper or not may_see_paper(request.actor, certificate):
        raise PermissionDenied
    try:
        body, kept = paper_of(certificate)
    except FileProblem as problem:
        messages.error(request, str(problem))
        return redirect("certification:certificate", programme_key, key)
    people = certificate.lines.values_list("person", flat=True)
    trail.note_read(by=request.actor, about=certificate, person_ids=list(people))
    name = f"{certificate.programme.slug}-{certificate.month:%Y-%m}-{certificate.number}"
    answer = HttpResponse(body, content_type=kept.kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kept.ending}"'
    return answer
