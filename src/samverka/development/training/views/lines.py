"""A plan's lines: moved, taken away, put there, given days."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samverka.delivery.activities.actions import TimesDoNotFit
from samverka.development.training import actions, queries
from samverka.development.training.forms import DayForm, LineForm, OwnLineForm, line_facts
from samverka.toolkit.sent import sent

from .fetching import answer_form, line_changed, plan_changed

FORM = "training/form.html"


def _page(plan, title: str, **more) -> dict:
    back = reverse("training:plan", args=[plan.mapping.programme.public_key, plan.public_key])
    context = {"programme": plan.mapping.programme, "title": title, "back_url": back}
    return context | {"plan": plan, "back_label": _("The plan")} | more


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, programme_key, key):
    plan = plan_changed(request, programme_key, key)
    form = OwnLineForm(sent(request), modules=queries.modules_of(plan.mapping.programme))
    if form.is_valid():
        try:
            actions.add_own_line(plan=plan, **form.cleaned_data, by=request.actor)
        except actions.PlanRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("training:plan", programme_key, key)
    intro = _("A line of your own needs a reason, since the answers do not give it one.")
    return answer_form(request, FORM, form, **_page(plan, _("Line of your own"), intro=intro))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, programme_key, key, line_key):
    line = line_changed(request, programme_key, key, line_key)
    form = LineForm(sent(request), initial=line_facts(line, line.order))
    if form.is_valid():
        try:
            actions.change_line(line=line, **form.cleaned_data, by=request.actor)
        except actions.PlanRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("training:plan", programme_key, key)
    more = {"intro": line.module.name, "removes_line": line}
    return answer_form(request, FORM, form, **_page(line.plan, _("Change the line"), **more))


@require_http_methods(["GET", "HEAD", "POST"])
def day(request, programme_key, key, line_key):
    """One more session: an activity with the module's name, places and length."""
    line = line_changed(request, programme_key, key, line_key)
    places = queries.municipalities_of(line.module.programme)
    form = DayForm(sent(request), municipalities=places)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.set_sessions(line=line, sessions=[actions.When(**said)], by=request.actor)
        except (actions.PlanRefused, TimesDoNotFit) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The session is an activity now, with its own sheet."))
            return redirect("training:plan", programme_key, key)
    intro = line.module.name
    return answer_form(request, FORM, form, **_page(line.plan, _("Set a day"), intro=intro))


@require_POST
def remove(request, programme_key, key, line_key):
    line = line_changed(request, programme_key, key, line_key)
    try:
        actions.remove_line(line=line, by=request.actor)
    except actions.PlanRefused as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("training:line_back", args=[programme_key, key, line_key])
        messages.success(request, _("The line is taken away."), extra_tags=undo)
    return redirect("training:plan", programme_key, key)


@require_POST
def bring_back(request, programme_key, key, line_key):
    line = line_changed(request, programme_key, key, line_key)
    try:
        actions.bring_line_back(line=line, by=request.actor)
    except actions.PlanRefused as refused:
        messages.error(request, str(refused))
    return redirect("training:plan", programme_key, key)
