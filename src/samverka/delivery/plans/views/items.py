"""The lines of a plan, one step each; every step comes back to the plan's page at the line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samverka.delivery.activities.permissions import may_create
from samverka.delivery.plans import actions
from samverka.delivery.plans.forms import CopyForm, ItemForm, KindForm, LinkForm, ProgressForm

from .fetching import item_written, plan_written
from .page import NEW, plan_page


def _back(plan, at: str):
    address = reverse("plans:detail", args=[plan.programme.public_key, plan.public_key])
    return redirect(f"{address}{at}")


@require_POST
def add(request, programme_key, key):
    plan = plan_written(request, programme_key, key)
    form = ItemForm(request.POST, plan=plan)
    if not form.is_valid():
        return plan_page(request, plan, editing=NEW, form=form, status=422)
    try:
        actions.add_item(plan=plan, values=form.cleaned_data, by=request.actor)
    except actions.NotNow as refused:
        return plan_page(request, plan, editing=NEW, form=form, refused=refused, status=422)
    return _back(plan, "?ny=1#ny")


@require_POST
def correct(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    plan = item.plan
    form = ItemForm(request.POST, instance=item, plan=plan, prefix=line)
    if not form.is_valid():
        return plan_page(request, plan, editing=line, form=form, status=422)
    try:
        actions.correct_item(item=item, values=form.cleaned_data, by=request.actor)
    except actions.NotNow as refused:
        return plan_page(request, plan, editing=line, form=form, refused=refused, status=422)
    return _back(plan, f"#rad-{line}")


@require_POST
def remove(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    try:
        actions.remove_items(plan=item.plan, items=[item], by=request.actor)
    except actions.NotNow as refused:
        return plan_page(request, item.plan, refused=refused, status=422)
    undo = reverse("plans:restore_item", args=[programme_key, key, line])
    text = _("“%(activity)s” is taken away.") % {"activity": item.activity}
    messages.success(request, text, extra_tags=undo)
    return _back(item.plan, "#rader")


@require_POST
def restore(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    try:
        actions.restore_items(plan=item.plan, items=[item], by=request.actor)
    except actions.NotNow as refused:
        return plan_page(request, item.plan, refused=refused, status=422)
    messages.success(request, _("The line is back."))
    return _back(item.plan, f"#rad-{line}")


@require_POST
def move(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    try:
        actions.move_item(item=item, up="up" in request.POST, by=request.actor)
    except actions.NotNow as refused:
        return plan_page(request, item.plan, refused=refused, status=422)
    return _back(item.plan, f"#rad-{line}")


@require_POST
def copy(request, programme_key, key):
    plan = plan_written(request, programme_key, key)
    form = CopyForm(request.POST, plan=plan, actor=request.actor)
    if not form.is_valid():
        messages.warning(request, _("Choose whose lines to copy."))
        return _back(plan, "#kopiera")
    try:
        count = actions.copy_items(plan=plan, source=form.cleaned_data["source"], by=request.actor)
    except actions.NotNow as refused:
        return plan_page(request, plan, refused=refused, status=422)
    said = ngettext("%(count)s line is copied.", "%(count)s lines are copied.", count)
    messages.success(request, said % {"count": count})
    return _back(plan, "#rader")


@require_POST
def progress(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    form = ProgressForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose how it goes."))
    else:
        actions.report_progress(item=item, **form.cleaned_data, by=request.actor)
        messages.success(request, _("How it goes is noted."))
    return _back(item.plan, f"#rad-{line}")


@require_POST
def make(request, programme_key, key, line):
    """An activity of the line; its days are written on its own form."""
    item = item_written(request, programme_key, key, line)
    if not may_create(request.actor):
        raise PermissionDenied
    form = KindForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose what kind of activity it is."))
        return _back(item.plan, f"#rad-{line}")
    activity = actions.make_activity(item=item, kind=form.cleaned_data["kind"], by=request.actor)
    messages.success(request, _("The activity is made. Write its days."))
    return redirect("activities:edit", activity.public_key)


@require_POST
def link(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    form = LinkForm(request.POST, plan=item.plan, actor=request.actor)
    if not form.is_valid():
        messages.warning(request, _("Choose an activity."))
        return _back(item.plan, f"#rad-{line}")
    activity = form.cleaned_data["activity"]
    actions.link_activity(item=item, activity=activity, by=request.actor)
    text = _("“%(activity)s” stands on the line.") % {"activity": activity}
    messages.success(request, text)
    return _back(item.plan, f"#rad-{line}")


@require_POST
def unlink(request, programme_key, key, line):
    item = item_written(request, programme_key, key, line)
    form = LinkForm(request.POST, plan=item.plan, actor=request.actor)
    if form.is_valid():
        activity = form.cleaned_data["activity"]
        actions.unlink_activity(item=item, activity=activity, by=request.actor)
        messages.success(request, _("The activity stays, but not on this line."))
    return _back(item.plan, f"#rad-{line}")
