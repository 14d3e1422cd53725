"""What is wanted in which language, what is proposed of it, and courses made of that."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.activities.actions import IsTooEarly, TimesDoNotFit
from samverka.delivery.courses.models import CourseTemplate
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from . import actions, permissions, queries
from .forms import LeastForm, MakeForm, WishForm
from .languages import language_said
from .saying import sentences

BEGINS_IN, HOUR = dt.timedelta(weeks=4), dt.time(17)


def _template(request, programme: Programme, key: str) -> CourseTemplate:
    seen = CourseTemplate.objects.visible_to(request.actor).select_related("programme")
    return get_object_or_404(seen, programme=programme, public_key=key)


@require_safe
def overview(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "templates": queries.templates_of(programme),
        "rule": queries.least_group(programme, today()),
        "plans": permissions.may_plan(request.actor, programme),
    }
    return render(request, "language_groups/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def least(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_plan(request.actor, programme):
        raise PermissionDenied
    form = LeastForm(sent(request), initial={"from_day": today()})
    if form.is_valid():
        actions.set_least(programme=programme, **form.cleaned_data, by=request.actor)
        return redirect("language_groups:overview", programme_key)
    context = {"programme": programme, "form": form}
    status = 422 if form.errors else 200
    return render(request, "language_groups/least.html", context, status=status)


@require_safe
def course(request, programme_key, key):
    programme = seen_programme(request.actor, programme_key)
    template = _template(request, programme, key)
    rule = queries.least_group(programme, today())
    plans = permissions.may_plan(request.actor, programme)
    found = queries.proposals(template, rule, request.actor) if rule and plans else []
    initial = {"first_day": today() + BEGINS_IN, "starts": HOUR}
    context = {
        "programme": programme,
        "template": template,
        "rule": rule,
        "plans": plans,
        "states": permissions.may_state(request.actor, programme),
        "proposals": [(one, sentences(one.reasons)) for one in found],
        "make_form": MakeForm(initial=initial, auto_id=False),
        "made": [
            (one, language_said(one.language), sentences(one.reasons))
            for one in queries.groups_made(template)
        ],
        "own": [
            (one, language_said(one.language))
            for one in queries.own_wishes(request.actor, template)
        ],
    }
    return render(request, "language_groups/course.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request, programme_key, key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_state(request.actor, programme):
        raise PermissionDenied
    template = _template(request, programme, key)
    form = WishForm(sent(request))
    if form.is_valid():
        actions.state_wish(
            template=template,
            organisation=request.actor.organisation,
            **form.cleaned_data,
            on=today(),
            by=request.actor,
        )
        return redirect("language_groups:course", programme_key, key)
    context = {"programme": programme, "template": template, "form": form}
    status = 422 if form.errors else 200
    return render(request, "language_groups/wish.html", context, status=status)


@require_POST
def make(request, programme_key, key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_plan(request.actor, programme):
        raise PermissionDenied
    template = _template(request, programme, key)
    rule = queries.least_group(programme, today())
    form = MakeForm(request.POST)
    if rule is None or not form.is_valid():
        messages.error(request, _("Write the day of the first meeting, and when it begins."))
        return redirect("language_groups:course", programme_key, key)
    try:
        group = actions.make_group(
            template=template,
            rule=rule,
            code=request.POST.get("code", ""),
            **form.cleaned_data,
            by=request.actor,
        )
    except (actions.ChangedMeanwhile, actions.NoDays, IsTooEarly, TimesDoNotFit) as refused:
        messages.error(request, str(refused))
        return redirect("language_groups:course", programme_key, key)
    messages.success(request, _("The course is made."))
    return redirect("courses:course", programme_key, group.course.activity.public_key)
