"""Plans: what stands, made from a mapping, other weights, decided, printed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.competence.models import Competence
from samverka.development.competence.queries import mapped
from samverka.development.training import actions, queries
from samverka.development.training.forms import weights_in
from samverka.development.training.models import PlanMaking
from samverka.development.training.paper import as_pdf
from samverka.development.training.permissions import may_plan
from samverka.development.training.saying import reasons_of, when
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE

from .fetching import plan_changed, plan_seen


@require_safe
def overview(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    plans = may_plan(request.actor, programme)
    makings = queries.makings_seen(request.actor, programme)
    made = list(queries.plans_of(request.actor, programme))
    planned = {one.mapping_id for one in made}
    mappings = queries.mapping_of(request.actor, programme) if plans else []
    context = {
        "programme": programme,
        "modules": queries.modules_of(programme),
        "made": made,
        "unplanned": [one for one in mappings if one.pk not in planned],
        "being_made": makings.filter(state=PlanMaking.State.COMPUTING),
        "plans": plans,
    }
    return render(request, "training/overview.html", context)


def _shown(plan) -> list[tuple[str, list]]:
    """Areas with (line, its reasons, when its sessions are)."""
    lines = queries.by_area(queries.lines_of(plan))
    return [
        (
            area,
            [(one, reasons_of(one), [(each, when(each)) for each in one.planned]) for one in held],
        )
        for area, held in lines
    ]


@require_safe
def detail(request, programme_key, key):
    plan = plan_seen(request, programme_key, key)
    programme = plan.mapping.programme
    context = {
        "programme": programme,
        "plan": plan,
        "areas": _shown(plan),
        "removed": [one for one in queries.lines_of(plan) if one.row.is_removed],
        "weights": queries.weights_of(plan),
        "plans": may_plan(request.actor, programme),
        "order": queries.order_of(plan),
        "values": Competence.Importance.choices,
    }
    return render(request, "training/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request, programme_key, key):
    """What other weights change; posted, the plan is made anew with them."""
    plan = plan_changed(request, programme_key, key)
    data = request.POST if request.method == "POST" else request.GET
    chosen = weights_in(data, mapped(plan.mapping))
    if request.method == "POST":
        try:
            actions.begin_plan(mapping=plan.mapping, weights=chosen, on=today(), by=request.actor)
        except actions.PlanRefused as refused:
            messages.error(request, str(refused))
            return redirect("training:plan", programme_key, key)
        return redirect("training:make", programme_key, plan.mapping.public_key)
    context = {
        "programme": plan.mapping.programme,
        "plan": plan,
        "moved": queries.changes(plan, chosen),
        "chosen": [
            (one, chosen.get(one.public_key, one.importance)) for one in mapped(plan.mapping)
        ],
        "values": Competence.Importance.choices,
    }
    return render(request, "training/weights.html", context)


@require_POST
def decide(request, programme_key, key):
    plan = plan_changed(request, programme_key, key)
    try:
        actions.decide_plan(plan=plan, on=today(), by=request.actor)
    except actions.PlanRefused as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("training:reopen", args=[programme_key, key])
        messages.success(request, _("The plan is decided."), extra_tags=undo)
    return redirect("training:plan", programme_key, key)


@require_POST
def reopen(request, programme_key, key):
    actions.reopen_plan(plan=plan_changed(request, programme_key, key), by=request.actor)
    return redirect("training:plan", programme_key, key)


@require_safe
def printed(request, programme_key, key):
    plan = plan_seen(request, programme_key, key)
    headers = {"Content-Disposition": f'inline; filename="{plan.public_key}.pdf"'}
    return HttpResponse(as_pdf(plan, _shown(plan)), content_type=PDF_TYPE, headers=headers)
