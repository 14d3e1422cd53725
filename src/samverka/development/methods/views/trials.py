"""Trials of methods, one by one and stage by stage."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.permissions import may_change as may_lead
from samverka.development.methods import actions, queries
from samverka.development.methods.forms import TrialForm
from samverka.development.methods.models import Trial
from samverka.toolkit.spreadsheet import download

from .fetching import method_tried, programme_seen
from .showing import trial_rows


def trial_add(request, programme_key, key):
    method = method_tried(request, programme_key, key)
    form = TrialForm(request.POST or None, method=method)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_trial(
                organisation=request.actor.organisation,
                values=form.cleaned_data,
                by=request.actor,
            )
        except actions.TriedAlready as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The trial is saved."))
            return redirect("methods:detail", programme_key, key)
    return _form_page(request, method, form, _("Write a trial"))


def trial_edit(request, programme_key, key, trial_key):
    method = method_tried(request, programme_key, key)
    seen = Trial.objects.visible_to(request.actor).filter(version__method=method)
    trial = get_object_or_404(seen, public_key=trial_key)
    if trial.organisation_id != request.actor.organisation_id:
        raise PermissionDenied
    form = TrialForm(request.POST or None, instance=trial, method=method)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_trial(trial=trial, values=form.cleaned_data, by=request.actor)
        except actions.TriedAlready as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The trial is saved."))
            return redirect("methods:detail", programme_key, key)
    return _form_page(request, method, form, _("Change the trial"))


def _form_page(request, method, form, title):
    status = 422 if request.method == "POST" else 200
    context = {"programme": method.programme, "method": method, "form": form, "title": title}
    return render(request, "methods/form.html", context, status=status)


@require_safe
def stages(request, programme_key):
    """Each stage by itself: places may be compared within one, never across."""
    programme = programme_seen(request, programme_key)
    leads = may_lead(request.actor, programme)
    found = [
        (stage, trials, trial_rows(trials, request.actor, leads=leads))
        for stage, trials in queries.trials_by_stage(programme)
    ]
    if "format" in request.GET:
        return _as_file(request, found)
    context = {
        "programme": programme,
        "stages": [
            {
                "stage": stage,
                "rows": rows,
                "partners": len({trial.organisation_id for trial in trials}),
                "without_start": queries.without_start_value(trials),
                "undecided": queries.undecided(programme, stage),
            }
            for stage, trials, rows in found
        ],
    }
    return render(request, "methods/stages.html", context)


def _as_file(request, found):
    columns = [
        _("Stage"),
        _("Method"),
        _("Version"),
        _("Partner"),
        _("From"),
        _("To and with"),
        _("Number of participants"),
        _("Measure"),
        _("Value before"),
        _("Value after"),
        _("How it was done"),
        _("Result"),
        _("Cost, kronor"),
    ]
    rows = (
        (
            stage.name,
            row["trial"].version.method.name,
            row["trial"].version.number,
            row["trial"].organisation.name,
            row["trial"].starts_on,
            row["trial"].ends_on,
            row["participants"],
            row["trial"].measured_by,
            row["trial"].start_value,
            row["trial"].end_value,
            row["trial"].get_fidelity_display(),
            row["trial"].result,
            row["trial"].cost,
        )
        for stage, _trials, rows in found
        for row in rows
    )
    return download(request, _("Trials by stage"), columns, rows)
