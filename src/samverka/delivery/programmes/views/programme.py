from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samverka.delivery.programmes import actions, queries
from samverka.delivery.programmes.forms import (
    NewProgrammeForm,
    PartnersForm,
    ProgrammeForm,
)
from samverka.delivery.programmes.permissions import may_set_up
from samverka.toolkit.sent import sent

from .fetching import changed_by

LONGEST_SEARCH = 100


def new(request):
    if not may_set_up(request.actor):
        raise PermissionDenied
    form = NewProgrammeForm(sent(request), actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            programme = actions.set_up_programme(
                **form.cleaned_data, owner=request.actor.organisation, by=request.actor
            )
        except actions.AddressIsTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The programme is there. Go on with what it needs."))
            return redirect("programmes:set_up", programme.public_key)
    context = {"form": form, "owner": request.actor.organisation}
    return render(
        request, "programmes/new.html", context, status=422 if request.method == "POST" else 200
    )


@require_safe
def set_up(request, programme_key):
    programme = changed_by(request, programme_key)
    context = {"programme": programme, "steps": queries.set_up_steps(programme)}
    return render(request, "programmes/set_up.html", context)


def change(request, programme_key):
    programme = changed_by(request, programme_key)
    form = ProgrammeForm(sent(request), instance=programme)
    if request.method == "POST" and form.is_valid():
        actions.correct_programme(programme=programme, **form.facts(), by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("programmes:set_up", programme_key)
    context = {"form": form, "programme": programme}
    return render(request, "programmes/change.html", context, status=422 if form.is_bound else 200)


def add_partners(request, programme_key):
    programme = changed_by(request, programme_key)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = queries.not_yet_in(programme, words)
    form = PartnersForm(sent(request), programme=programme, found=found)
    if request.method == "POST" and form.is_valid():
        added = actions.add_participations(programme=programme, **form.facts(), by=request.actor)
        told = ngettext(
            "%(count)s organisation takes part from now.",
            "%(count)s organisations take part from now.",
            len(added),
        )
        messages.success(request, told % {"count": len(added)})
        return redirect("programmes:partners", programme_key)
    context = {"form": form, "programme": programme, "words": words, "found": found}
    return render(
        request, "programmes/partners_add.html", context, status=422 if form.is_bound else 200
    )
