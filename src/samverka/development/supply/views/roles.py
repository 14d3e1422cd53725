"""A critical role: what it needs, who follows, the steps of an introduction, three years on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.development.supply import actions, permissions, queries
from samverka.development.supply.forms import AssumedForm, RoleForm, StepForm
from samverka.development.supply.models import CriticalRole, SupplyPlan
from samverka.development.supply.projecting import Assumed, projection
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import form_page, plan_seen, plan_written, role_of


def _role_page(request, plan: SupplyPlan, role: CriticalRole | None, **context):
    on = today()
    form = RoleForm(
        sent(request),
        instance=role,
        initial={"leaves_on": on},
        persons=queries.successors_at(plan, request.actor, on),
        functions=queries.functions_at(plan, on),
    )
    return form_page(
        request,
        form,
        lambda: actions.write_role(
            plan=plan,
            role=role,
            values=form.values(),
            successor=form.cleaned_data["successor"],
            by=request.actor,
        ),
        reverse("supply:plan", args=[plan.programme.public_key, plan.public_key]),
        refused=(actions.TwoSuccessors,),
        back_label=str(plan),
        functions=form.functions,
        programme=plan.programme,
        **context,
    )


def add(request, programme_key, key):
    plan = plan_written(request, programme_key, key)
    return _role_page(request, plan, None, title=_("A critical role"))


def edit(request, programme_key, key, role_key):
    plan = plan_written(request, programme_key, key)
    role = role_of(plan, role_key)
    removes = reverse("supply:remove", args=[programme_key, key, "roll", role_key])
    return _role_page(request, plan, role, title=str(role), removes=removes)


@require_safe
def forward(request, programme_key, key, role_key):
    plan, on = plan_seen(request, programme_key, key), today()
    role = role_of(plan, role_key)
    stands = Assumed.of(role)
    form = AssumedForm(request.GET or None, initial=vars(stands))
    tried = form.is_bound and form.is_valid()
    assumed = stands
    if tried:
        told = form.cleaned_data
        assumed = Assumed(float(told["leaves"]), float(told["rises"]), told["new_level"])
    context = {
        "programme": plan.programme,
        "plan": plan,
        "role": role,
        "form": form,
        "is_tried": tried and assumed != stands,
        "assumed": assumed,
        "found": projection(role, assumed, on=on),
        "years": [on.year + number for number in range(4)],
        "may_write": permissions.may_write(request.actor, plan),
    }
    return render(request, "supply/projection.html", context)


def add_step(request, programme_key, key, role_key):
    plan = plan_written(request, programme_key, key)
    role = role_of(plan, role_key)
    form = StepForm(sent(request))
    return form_page(
        request,
        form,
        lambda: actions.write_step(role=role, values=form.values(), by=request.actor),
        reverse("supply:plan", args=[programme_key, key]),
        title=_("A step of the introduction"),
        intro=str(role),
        back_label=str(plan),
        programme=plan.programme,
    )


def step(request, programme_key, key, step_key):
    plan = plan_written(request, programme_key, key)
    found = get_object_or_404(queries.steps_of(plan), public_key=step_key)
    form = StepForm(sent(request), instance=found)
    return form_page(
        request,
        form,
        lambda: actions.write_step(
            role=found.role, step=found, values=form.values(), by=request.actor
        ),
        reverse("supply:plan", args=[programme_key, key]),
        title=_("A step of the introduction"),
        intro=str(found.role),
        back_label=str(plan),
        programme=plan.programme,
        removes=reverse("supply:remove", args=[programme_key, key, "steg", step_key]),
    )


@require_POST
def mark(request, programme_key, key, step_key):
    plan = plan_written(request, programme_key, key)
    found = get_object_or_404(queries.steps_of(plan), public_key=step_key)
    is_done = not found.done_on
    actions.mark_step(step=found, is_done=is_done, on=today(), by=request.actor)
    undo = address("supply:mark_step", programme_key, key, step_key)
    said = _("The step is done.") if is_done else _("The step is open again.")
    messages.success(request, said, extra_tags=undo)
    return redirect("supply:plan", programme_key, key)
