"""Modules: written, changed, taken away."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samverka.development.competence.queries import asked_about
from samverka.development.training import actions
from samverka.development.training.forms import ModuleForm
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import answer_form, module_changed, programme_planned

FORM = "training/form.html"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, programme_key):
    programme = programme_planned(request, programme_key)
    form = ModuleForm(sent(request), competences=asked_about(programme))
    if form.is_valid():
        try:
            actions.add_module(programme=programme, values=form.cleaned_data, by=request.actor)
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The module is added."))
            return redirect("training:overview", programme_key)
    return answer_form(request, FORM, form, programme=programme, title=_("New module"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, programme_key, key):
    module = module_changed(request, programme_key, key)
    programme = module.programme
    form = ModuleForm(sent(request), instance=module, competences=asked_about(programme))
    if form.is_valid():
        try:
            actions.change_module(module=module, values=form.cleaned_data, by=request.actor)
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The module is changed. Plans made before keep theirs."))
            return redirect("training:overview", programme_key)
    return answer_form(
        request, FORM, form, programme=programme, title=_("Change the module"), removes=module
    )


@require_POST
def remove(request, programme_key, key):
    module = module_changed(request, programme_key, key)
    actions.remove_module(module=module, on=today(), by=request.actor)
    undo = reverse("training:bring_module_back", args=[programme_key, key])
    messages.success(request, _("The module is in no new plan."), extra_tags=undo)
    return redirect("training:overview", programme_key)


@require_POST
def bring_back(request, programme_key, key):
    module = module_changed(request, programme_key, key)
    try:
        actions.bring_module_back(module=module, by=request.actor)
    except actions.NameTaken as refused:
        messages.error(request, str(refused))
    return redirect("training:overview", programme_key)
