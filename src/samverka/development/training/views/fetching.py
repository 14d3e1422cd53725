"""What every page here begins with."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.training.models import PlanLine, TrainingModule, TrainingPlan
from samverka.development.training.permissions import may_plan


def programme_planned(request, programme_key) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_plan(request.actor, programme):
        raise PermissionDenied
    return programme


def module_changed(request, programme_key, key) -> TrainingModule:
    programme = programme_planned(request, programme_key)
    seen = TrainingModule.objects.visible_to(request.actor).select_related("programme")
    return get_object_or_404(seen, programme=programme, public_key=key)


def plan_seen(request, programme_key, key) -> TrainingPlan:
    seen = TrainingPlan.objects.visible_to(request.actor).select_related(
        "mapping__programme__owner", "mapping__round"
    )
    return get_object_or_404(seen, mapping__programme__public_key=programme_key, public_key=key)


def plan_changed(request, programme_key, key) -> TrainingPlan:
    programme_planned(request, programme_key)
    return plan_seen(request, programme_key, key)


def line_changed(request, programme_key, key, line_key) -> PlanLine:
    plan = plan_changed(request, programme_key, key)
    rows = plan.lines.select_related("module__programme", "plan__mapping__programme")
    return get_object_or_404(rows, public_key=line_key)


def answer_form(request, template, form, **context):
    """A page with a form: 422 where it does not fit."""
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
