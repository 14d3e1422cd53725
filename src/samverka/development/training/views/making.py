"""A plan on its way: a bar while it is made, then the plan, or why it came to nothing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.development.training import actions, queries
from samverka.development.training.models import PlanMaking
from samverka.toolkit.clock import today

from .fetching import programme_planned


def _making(request, programme, key) -> PlanMaking:
    seen = queries.makings_seen(request.actor, programme)
    return get_object_or_404(seen, mapping__public_key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request, programme_key, key):
    programme = programme_planned(request, programme_key)
    mapping = queries.mapping_asked(request.actor, programme, key)
    if request.method == "POST":
        try:
            actions.begin_plan(mapping=mapping, on=today(), by=request.actor)
        except actions.PlanRefused as refused:
            messages.error(request, str(refused))
            return redirect("training:overview", programme_key)
        return redirect("training:make", programme_key, key)
    making = _making(request, programme, key)
    plan = queries.plan_of(mapping)
    if making.state == PlanMaking.State.MADE and plan:
        return redirect("training:plan", programme_key, plan.public_key)
    context = {
        "programme": programme,
        "mapping": mapping,
        "plan": plan,
        "is_under_way": queries.is_being_made(making),
        "problem": making.problem and making.get_problem_display(),
        "progress": queries.steps_of(making),
    }
    return render(request, "training/making.html", context)


@require_safe
def progress(request, programme_key, key):
    """How far it has come; when it is done, the page is asked for anew."""
    programme = programme_planned(request, programme_key)
    making = _making(request, programme, key)
    if not queries.is_being_made(making):
        return HttpResponseClientRefresh()
    context = {
        "programme": programme,
        "mapping": making.mapping,
        "progress": queries.steps_of(making),
    }
    return render(request, "training/parts/making.html", context)
