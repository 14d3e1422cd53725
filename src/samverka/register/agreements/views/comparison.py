"""A local agreement laid beside a regional one: what of the regional it covers, and what not."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.register.agreements import actions, permissions, queries
from samverka.register.agreements.forms import CoverForm
from samverka.register.agreements.models import Agreement
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import seen


@require_safe
def compare(request, key, regional_key):
    local, regional = _both(request, key, regional_key)
    rows = queries.beside(local, regional, on=today())
    used = {one.pk for row in rows for one in row.covered_by}
    context = {
        "local": local,
        "regional": regional,
        "rows": rows,
        "covered": sum(bool(row.covered_by) for row in rows),
        "not_covered": [row.commitment for row in rows if not row.covered_by],
        "only_local": [one for one in queries.current(local, on=today()) if one.pk not in used],
        "may_keep": permissions.may_keep(request.actor, local),
    }
    return render(request, "agreements/compare.html", context)


def cover(request, key, regional_key, commitment_key):
    local, regional = _both(request, key, regional_key)
    if not permissions.may_keep(request.actor, local):
        raise PermissionDenied
    row = _row(queries.beside(local, regional, on=today()), commitment_key)
    form = CoverForm(
        sent(request),
        choices=queries.current(local, on=today()),
        initial={"covered_by": [one.public_key for one in row.covered_by]},
    )
    if form.is_valid():
        actions.set_covered(
            local=local, commitment=row.commitment, **form.cleaned_data, by=request.actor
        )
        messages.success(request, _("Saved."))
        return redirect("agreements:compare", key, regional_key)
    context = {"local": local, "regional": regional, "row": row, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "agreements/cover.html", context, status=status)


def _both(request, key, regional_key) -> tuple[Agreement, Agreement]:
    local = seen(request, key)
    if local.kind != Agreement.Kind.LOCAL:
        raise Http404
    regional = queries.with_everything(queries.regional_agreements(request.actor))
    return local, get_object_or_404(regional, public_key=regional_key)


def _row(rows: list[queries.Beside], commitment_key: str) -> queries.Beside:
    for row in rows:
        if row.commitment.public_key == commitment_key:
            return row
    raise Http404
