from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import PhaseCriterion, Programme
from samverka.delivery.programmes.permissions import may_change, seen_programme
from samverka.delivery.programmes.queries import find, length
from samverka.publishing.measures.permissions import may_compare_stages
from samverka.toolkit.as_seen import in_words, mark_of
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from . import actions
from .forms import MeetForm
from .queries import phase_lines

# What may become ordinary work; a pre-study is followed by a project first.
CARRIED_ON = (Programme.Kind.PROJECT, Programme.Kind.PARTNERSHIP)


@require_safe
def phases(request, programme_key):
    programme = _seen(request, programme_key)
    return _page(request, programme)


def _page(request, programme, refused=None, status=200):
    starts, exactly = programme.starts_on, programme.starts_precision
    context = {
        "programme": programme,
        "length": length(starts, programme.ends_on, (exactly, programme.ends_precision)),
        "length_extended": length(
            starts, programme.extended_to, (exactly, programme.extended_precision)
        ),
        "lines": phase_lines(programme, on=today()),
        "may_change": may_change(request.actor, programme),
        "may_compare": may_compare_stages(request.actor, programme),
        "refused": refused,
        "is_ordinary": programme.kind == Programme.Kind.ORDINARY,
        "goes_on": programme.kind in CARRIED_ON,
    }
    return render(request, "change_phase/phases.html", context, status=status)


@require_POST
def begin(request, programme_key, number):
    programme, phase = _phase(request, programme_key, number)
    try:
        actions.open_phase(phase=phase, on=today(), by=request.actor)
    except (actions.IsHindered, actions.IsElsewhere) as refused:
        return _page(request, programme, refused, status=409)
    messages.success(request, _("“%(phase)s” has begun.") % {"phase": phase})
    return redirect("change_phase:phases", programme_key)


@require_POST
def close(request, programme_key, number):
    programme, phase = _phase(request, programme_key, number)
    try:
        actions.close_phase(phase=phase, on=today(), by=request.actor)
    except (actions.IsHindered, actions.IsElsewhere) as refused:
        return _page(request, programme, refused, status=409)
    messages.success(request, _("“%(phase)s” is closed.") % {"phase": phase})
    return redirect("change_phase:phases", programme_key)


@require_POST
def reopen(request, programme_key, number):
    programme, phase = _phase(request, programme_key, number)
    try:
        actions.reopen_phase(phase=phase, by=request.actor)
    except actions.IsElsewhere as refused:
        return _page(request, programme, refused, status=409)
    messages.success(request, _("“%(phase)s” goes on again.") % {"phase": phase})
    return redirect("change_phase:phases", programme_key)


@require_POST
def to_ordinary_work(request, programme_key):
    programme = _changed(request, programme_key)
    try:
        actions.become_ordinary_work(programme=programme, on=today(), by=request.actor)
    except actions.IsNotTakenOver as refused:
        return _page(request, programme, refused, status=409)
    undo = reverse("change_phase:become_again", args=[programme_key, programme.kind])
    messages.success(request, _("It is ordinary work from now."), extra_tags=undo)
    return redirect("change_phase:phases", programme_key)


@require_POST
def become_again(request, programme_key, kind):
    programme = _changed(request, programme_key)
    if kind not in CARRIED_ON:
        raise Http404
    actions.become_again(programme=programme, kind=kind, by=request.actor)
    messages.success(request, _("It is what it was again."))
    return redirect("change_phase:phases", programme_key)


def meet(request, programme_key, key):
    programme = _changed(request, programme_key)
    try:
        criterion = find(PhaseCriterion, programme, key)
    except ObjectDoesNotExist as not_there:
        raise Http404 from not_there
    seen = mark_of(criterion)
    told = {"met_on": criterion.met_on or today(), "evidence": criterion.evidence}
    now_says: list[tuple[str, str]] = []
    form = MeetForm(sent(request), initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            programmes.correct_as_seen(
                fact=criterion,
                seen=request.POST.get("seen", ""),
                correct=lambda **told: programmes.meet_criterion(criterion=criterion, **told),
                **form.cleaned_data,
                by=request.actor,
            )
        except programmes.ChangedByAnother as refused:
            form.add_error(None, str(refused))
            now = MeetForm(initial=told)
            now_says = [(str(field.label), in_words(field)) for field in now]
        else:
            messages.success(request, _("Saved."))
            return redirect("change_phase:phases", programme_key)
    context = {"programme": programme, "criterion": criterion, "form": form}
    context |= {"seen": seen, "now_says": now_says}
    status = 422 if form.is_bound else 200
    return render(request, "change_phase/meet.html", context, status=status)


def _seen(request, programme_key) -> Programme:
    return seen_programme(request.actor, programme_key)


def _changed(request, programme_key) -> Programme:
    programme = _seen(request, programme_key)
    if not may_change(request.actor, programme):
        raise PermissionDenied
    return programme


def _phase(request, programme_key, number):
    programme = _changed(request, programme_key)
    return programme, get_object_or_404(programme.phases, number=number)
