"""What work needs one to know: areas, competences, required levels."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.competence import actions, permissions, queries
from samverka.development.competence.forms import (
    AreaForm,
    CompetenceForm,
    NewCompetenceForm,
    RequireForm,
)
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import answer_form, competence_changed, programme_changed

FORM = "competence/form.html"
ASKS = require_http_methods(["GET", "HEAD", "POST"])


def _back(programme):
    return redirect("competence:overview", programme.public_key)


@require_safe
def overview(request, programme_key):
    """The programme's competences, what functions need, and its mappings."""
    programme, on = seen_programme(request.actor, programme_key), today()
    context = {
        "programme": programme,
        "whole": queries.whole(programme, on=on),
        "scale": queries.scale_on(on),
        "mappings": queries.mappings_of(programme),
        "changes": permissions.may_change(request.actor, programme),
        "agrees": permissions.may_agree(request.actor),
        "asks": permissions.may_ask(request.actor, programme),
        "today": on,
    }
    return render(request, "competence/overview.html", context)


@ASKS
def add_area(request, programme_key):
    programme = programme_changed(request, programme_key)
    form = AreaForm(sent(request))
    if form.is_valid():
        try:
            actions.add_area(programme=programme, name=form.cleaned_data["name"], by=request.actor)
        except actions.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            return _back(programme)
    return answer_form(request, FORM, form, programme=programme, title=_("New area"))


@ASKS
def add(request, programme_key):
    programme = programme_changed(request, programme_key)
    areas = queries.areas_of(programme)
    form = NewCompetenceForm(sent(request), areas=areas)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.add_competence(area=values.pop("area"), values=values, by=request.actor)
        except actions.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            return _back(programme)
    return answer_form(request, FORM, form, programme=programme, title=_("New competence"))


@ASKS
def edit(request, programme_key, key):
    competence = competence_changed(request, programme_key, key)
    form = CompetenceForm(sent(request), instance=competence)
    if form.is_valid():
        try:
            actions.change_competence(
                competence=competence, values=form.cleaned_data, by=request.actor
            )
        except actions.NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            return _back(competence.area.programme)
    context = {
        "programme": competence.area.programme,
        "title": _("Change the competence"),
        "removes": competence,
    }
    return answer_form(request, FORM, form, **context)


@require_POST
def remove(request, programme_key, key):
    competence = competence_changed(request, programme_key, key)
    actions.remove_competence(competence=competence, on=today(), by=request.actor)
    undo = reverse("competence:bring_back", args=[programme_key, key])
    messages.success(
        request, _("%(name)s is asked no more.") % {"name": competence}, extra_tags=undo
    )
    return _back(competence.area.programme)


@require_POST
def bring_back(request, programme_key, key):
    competence = competence_changed(request, programme_key, key)
    actions.bring_back(competence=competence, by=request.actor)
    messages.success(request, _("%(name)s is asked again.") % {"name": competence})
    return _back(competence.area.programme)


@ASKS
def require(request, programme_key):
    """What a function needs of each competence, from a day on."""
    programme, on = programme_changed(request, programme_key), today()
    function = request.GET.get("function", "")
    competences = list(queries.asked_about(programme))
    form = RequireForm(
        sent(request),
        competences=competences,
        scale=queries.scale_on(on).choices,
        there=queries.required_of(function, competences, on=on),
        initial={"function": function, "valid_from": on},
    )
    if form.is_valid():
        said = form.cleaned_data
        actions.require_levels(
            programme=programme,
            function=said["function"],
            levels=form.asked(),
            valid_from=said["valid_from"],
            by=request.actor,
        )
        messages.success(request, _("What the function needs is saved."))
        return _back(programme)
    context = {
        "programme": programme,
        "title": _("What a function needs"),
        "intro": _("What stood before stays on record, and goes on until the day below."),
        "back_url": reverse("competence:overview", args=[programme_key]),
        "back_label": _("Competence"),
    }
    return answer_form(request, "competence/levels.html", form, **context)


@require_POST
def take_in(request, programme_key):
    programme = programme_changed(request, programme_key)
    count = actions.take_in_shipped(programme=programme, on=today(), by=request.actor)
    told = ngettext("%(count)s competence is added.", "%(count)s competences are added.", count)
    messages.success(request, told % {"count": count})
    return _back(programme)
