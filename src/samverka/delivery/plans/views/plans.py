"""A plan: reading, sending, approving, revising, comparing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.plans import actions, permissions, queries
from samverka.delivery.plans.forms import AnswerForm, ItemForm, ReasonForm
from samverka.toolkit.clock import today

from .fetching import plan_decided, plan_seen, plan_written, programme_seen
from .page import as_file, plan_page

REFUSED = (actions.NotNow, actions.Incomplete, actions.HasLaterRevision)


@require_POST
def plan_start(request, programme_key):
    programme = programme_seen(request, programme_key)
    if not permissions.may_start(request.actor, programme):
        raise PermissionDenied
    try:
        plan = actions.start_plan(
            programme=programme, organisation=request.actor.organisation, by=request.actor
        )
    except actions.HasPlan as refused:
        messages.warning(request, str(refused))
        return redirect("plans:overview", programme_key)
    return redirect("plans:detail", programme_key, plan.public_key)


@require_safe
def plan_detail(request, programme_key, key):
    plan = plan_seen(request, programme_key, key)
    if "format" in request.GET:
        return as_file(request, plan)
    return plan_page(request, plan, editing=request.GET.get("rad", ""), adds="ny" in request.GET)


@require_POST
def plan_send(request, programme_key, key):
    plan = plan_written(request, programme_key, key)
    try:
        actions.send_plan(plan=plan, by=request.actor)
    except REFUSED as refused:
        return plan_page(request, plan, refused=refused, status=422)
    undo = reverse("plans:take_back", args=[programme_key, key])
    messages.success(request, _("The plan is sent for approval."), extra_tags=undo)
    return redirect("plans:detail", programme_key, key)


@require_POST
def plan_take_back(request, programme_key, key):
    plan = plan_written(request, programme_key, key)
    try:
        actions.take_back_plan(plan=plan, by=request.actor)
    except REFUSED as refused:
        return plan_page(request, plan, refused=refused, status=422)
    messages.success(request, _("The plan is yours to write again."))
    return redirect("plans:detail", programme_key, key)


@require_POST
def plan_approve(request, programme_key, key):
    plan = plan_decided(request, programme_key, key)
    try:
        actions.approve_plan(plan=plan, on=today(), by=request.actor)
    except REFUSED as refused:
        return plan_page(request, plan, refused=refused, status=422)
    undo = reverse("plans:withdraw", args=[programme_key, key])
    messages.success(request, _("The plan is approved."), extra_tags=undo)
    return redirect("plans:detail", programme_key, key)


@require_POST
def plan_withdraw(request, programme_key, key):
    plan = plan_decided(request, programme_key, key)
    try:
        actions.withdraw_approval(plan=plan, by=request.actor)
    except REFUSED as refused:
        return plan_page(request, plan, refused=refused, status=422)
    messages.success(request, _("The plan is not approved any longer; it waits for approval."))
    return redirect("plans:detail", programme_key, key)


def plan_send_back(request, programme_key, key):
    plan = plan_decided(request, programme_key, key)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, plan, form, _("Send the plan back"), _("Send back"))
    try:
        actions.send_back_plan(plan=plan, answer=form.cleaned_data["answer"], by=request.actor)
    except REFUSED as refused:
        return plan_page(request, plan, refused=refused, status=422)
    messages.success(request, _("The plan is sent back with what to change."))
    return redirect("plans:detail", programme_key, key)


def plan_revise(request, programme_key, key):
    plan = plan_written(request, programme_key, key)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _asking(request, plan, form, _("Revise the plan"), _("Begin the revision"))
    try:
        revision = actions.revise_plan(
            plan=plan, reason=form.cleaned_data["reason"], by=request.actor
        )
    except REFUSED as refused:
        return plan_page(request, plan, refused=refused, status=422)
    return redirect("plans:detail", programme_key, revision.public_key)


def _asking(request, plan, form, title, submit):
    """One question before a step; 422 when it was answered with nothing."""
    status = 422 if request.method == "POST" else 200
    context = {"plan": plan, "form": form, "title": title, "submit": submit}
    return render(request, "plans/asking.html", context, status=status)


@require_safe
def plan_compare(request, programme_key, key):
    """This revision beside an earlier one: the one before it, or the one asked for."""
    plan = plan_seen(request, programme_key, key)
    revisions = list(queries.revisions_of(plan, request.actor))
    others = [one for one in revisions if one.revision < plan.revision]
    asked = [one for one in others if one.public_key == request.GET.get("med")]
    earlier = next(iter(asked or others), None)
    context = {
        "plan": plan,
        "earlier": earlier,
        "others": others,
        "changes": list(_told(queries.changes_between(earlier, plan))) if earlier else [],
    }
    return render(request, "plans/compare.html", context)


def _told(changes):
    """One row for each fact that changed: which line, what, as it was and as it is."""
    for change in changes:
        line = change.item or change.was
        if change.was is None:
            yield line.activity, _("New line"), "", line.activity
        elif change.item is None:
            yield line.activity, _("Taken away"), line.activity, ""
        for name in change.fields:
            label = ItemForm.Meta.labels.get(name) or line._meta.get_field(name).verbose_name
            yield line.activity, label, getattr(change.was, name), getattr(change.item, name)
