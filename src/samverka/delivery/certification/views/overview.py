"""What lacks, what is certified, and which activities count."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.certification import actions, queries
from samverka.delivery.certification.forms import ClassifyForm
from samverka.delivery.certification.models import Certificate
from samverka.delivery.certification.permissions import may_certify, may_classify
from samverka.delivery.programmes.models import Programme
from samverka.toolkit.clock import today

from .fetching import fund_of, programme_of


def _due(request, programme: Programme) -> list[queries.Due]:
    """Everybody's to those who lead, one's own employer's to the others."""
    leads = may_classify(request.actor, programme)
    own = None if leads else request.actor.organisation
    return queries.due(programme, on=today(), organisation=own)


@require_safe
def overview(request, programme_key: str):
    programme = programme_of(request, programme_key)
    leads = may_classify(request.actor, programme)
    certificates = Certificate.objects.visible_to(request.actor).filter(programme=programme)
    due = _due(request, programme)
    waiting = {
        (row.fund.pk, row.organisation.pk, row.month) for row in due if row.certificate is not None
    }
    rows = [
        (row, (row.fund_id, row.organisation_id, row.month) in waiting)
        for row in queries.sums_of(certificates.in_force())
    ]
    context = {
        "programme": programme,
        "due": [(row, may_certify(request.actor, row.organisation)) for row in due],
        "certificates": rows,
        "not_decided": queries.not_decided(programme),
        "leads": leads,
    }
    return render(request, "certification/overview.html", context)


@require_http_methods(["GET", "POST"])
def classify(request, programme_key: str, fund_code: str):
    programme = programme_of(request, programme_key)
    fund = fund_of(programme, fund_code)
    if not may_classify(request.actor, programme):
        raise PermissionDenied
    form = ClassifyForm(request.POST or None, classified=queries.classified(programme, fund))
    if request.method == "POST" and form.is_valid():
        actions.classify(fund=fund, said=form.said(), by=request.actor)
        messages.success(request, _("What counts is saved."))
        return redirect("certification:overview", programme_key)
    context = {"programme": programme, "fund": fund, "form": form}
    return render(request, "certification/classify.html", context)
