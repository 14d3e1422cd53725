"""What every page here begins with."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.supply import permissions
from samverka.development.supply.models import (
    CriticalRole,
    InductionStep,
    Nomination,
    SupplyPlan,
    WheelRow,
)

Part = CriticalRole | InductionStep | WheelRow
PARTS: dict[str, type[Part]] = {"roll": CriticalRole, "steg": InductionStep, "rad": WheelRow}


def programme_planned(request, programme_key) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_read_plans(request.actor):
        raise PermissionDenied
    return programme


def plan_seen(request, programme_key, key) -> SupplyPlan:
    seen = SupplyPlan.objects.visible_to(request.actor).select_related(
        "programme__owner", "organisation__part_of"
    )
    plan = seen.filter(programme__public_key=programme_key, public_key=key).first()
    if plan is None:
        # To whom no plan is open it is closed; to the others there is none.
        programme_planned(request, programme_key)
        raise Http404
    return plan


def plan_written(request, programme_key, key) -> SupplyPlan:
    plan = plan_seen(request, programme_key, key)
    if not permissions.may_write(request.actor, plan):
        raise PermissionDenied
    return plan


def role_of(plan: SupplyPlan, key: str) -> CriticalRole:
    roles = plan.roles.filter(removed_on=None).select_related("plan", "successor__person")
    return get_object_or_404(roles, public_key=key)


def part_of(plan: SupplyPlan, part: str, key: str) -> Part:
    """A part of the plan that can be taken away and brought back."""
    model = PARTS.get(part)
    if model is None:
        raise Http404
    path = "role__plan" if model is InductionStep else "plan"
    rows = model._default_manager.filter(**{path: plan})
    return cast(Part, get_object_or_404(rows, public_key=key))


def nomination_seen(request, key, **within) -> Nomination:
    seen = Nomination.objects.visible_to(request.actor).select_related(
        "person", "organisation", "programme__owner"
    )
    return get_object_or_404(seen, public_key=key, **within)


def form_page(
    request,
    form,
    do: Callable[[], Any],
    back: str,
    *,
    refused: tuple[type[Exception], ...] = (),
    **context,
):
    """A page with one form: it is carried out by `do`, then one is back; 422 where it is not."""
    if form.is_bound and form.is_valid():
        try:
            do()
        except refused as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    context |= {"form": form, "back_url": back}
    return render(request, "supply/form.html", context, status=422 if form.is_bound else 200)
