"""Decisions after a stage, and who has taken up whose methods."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.development.methods import actions, permissions, queries
from samverka.development.methods.forms import DecisionFilters, DecisionForm, as_source
from samverka.development.methods.models import MethodDecision
from samverka.toolkit.as_seen import mark_of
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing

from .fetching import method_tried, programme_seen, stage_of
from .showing import trial_rows

UNDO = "methods:take_back"
# What a decision says, where it is written anew.
SAID = ("choice", "adopted_id", "evidence", "reason")
REFUSED = (actions.NothingTried, actions.AdoptedFromItself)
DECISIONS = Listing(
    key="method_decisions",
    title=gettext_lazy("Decisions on methods"),
    columns=(
        Column(
            "method",
            gettext_lazy("Method"),
            value=lambda row: row.method.name,
            opens=lambda row: reverse(
                "methods:detail", args=[row.programme_key, row.method.public_key]
            ),
            sort="method__name",
        ),
        Column(
            "organisation",
            gettext_lazy("Partner"),
            value=lambda row: row.organisation.name,
            sort="organisation__name",
        ),
        Column(
            "stage",
            gettext_lazy("After the stage"),
            value=lambda row: row.stage.name,
            sort="stage__number",
        ),
        Column(
            "choice",
            gettext_lazy("Decision"),
            value=lambda row: row.get_choice_display(),
            sort="choice",
        ),
        Column(
            "adopted",
            gettext_lazy("Adopted from"),
            value=lambda row: as_source(row.adopted) if row.adopted else "",
        ),
        Column("evidence", gettext_lazy("What shows it"), at_first=False),
        Column("reason", gettext_lazy("Why")),
        Column("decided_on", gettext_lazy("Decided"), sort="decided_on"),
    ),
    empty_title=gettext_lazy("Nothing is decided yet"),
    empty_text=gettext_lazy("A decision is written on the method, after its trial in a stage."),
    filters=DecisionFilters,
)


@require_safe
def decision_list(request, programme_key):
    programme = programme_seen(request, programme_key)

    def find(q, choice, stage, organisation):
        return queries.decisions_listed(
            programme, words=q, choice=choice, stage=stage, organisation=organisation
        )

    return DECISIONS.answer(
        request,
        find,
        "methods/decisions.html",
        {"programme": programme},
        stages=queries.stages_of(programme),
        organisations=queries.partners_of(programme),
    )


def decide(request, programme_key, key, number):
    """What one's own organisation does with the method after the stage."""
    method = method_tried(request, programme_key, key)
    stage, actor = stage_of(method.programme, number), request.actor
    where = {"method": method, "organisation": actor.organisation_id, "stage": stage}
    made = MethodDecision.objects.visible_to(actor).filter(**where).first()
    form = DecisionForm(
        request.POST or None,
        instance=made,
        method=method,
        organisation=actor.organisation,
        initial={"decided_on": today()},
    )
    was = _said(made)
    if request.method == "POST" and form.is_valid():
        try:
            decision = actions.decide(
                method=method,
                organisation=actor.organisation,
                stage=stage,
                **form.cleaned_data,
                by=actor,
            )
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            token = request.deeds.keep("methods.decisions", UNDO, [was, mark_of(decision)])
            undo = reverse(UNDO, args=[programme_key, key, number, token])
            messages.success(request, _("The decision is written down."), extra_tags=undo)
            return redirect("methods:detail", programme_key, key)
    context = {
        "programme": method.programme,
        "method": method,
        "stage": stage,
        "form": form,
        "trials": _shown_trials(request, method, stage),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "methods/decide.html", context, status=status)


def _shown_trials(request, method, stage):
    """What the decision rests on: the trials of the stage, one's own and others'."""
    trials = queries.trials_of(method.programme).filter(stage=stage, version__method=method)
    return trial_rows(trials, request.actor, leads=False)


def _said(made: MethodDecision | None) -> dict:
    """What stands before it is written anew, as it can be kept for an undo."""
    if made is None:
        return {}
    return {name: getattr(made, name) for name in SAID} | {"decided_on": f"{made.decided_on}"}


@require_POST
def take_back(request, programme_key, key, number, token):
    method = method_tried(request, programme_key, key)
    stage, actor = stage_of(method.programme, number), request.actor
    where = {"method": method, "organisation": actor.organisation_id, "stage": stage}
    decision = MethodDecision.objects.visible_to(actor).filter(**where).first()
    told = request.deeds.take(token)
    if decision is None or not told:
        messages.error(request, _("There is no decision left to take back."))
        return redirect("methods:detail", programme_key, key)
    was, left = told
    try:
        actions.take_back_decision(decision=decision, was=was, left=left, by=actor)
    except actions.DecidedSince as refused:
        messages.error(request, str(refused))
    else:
        text = _("The decision is as it was.") if was else _("The decision is taken back.")
        messages.success(request, text)
    return redirect("methods:detail", programme_key, key)


@require_safe
def matrix(request, programme_key):
    """Method × partner: tried, adopted from whom, stopped."""
    programme = programme_seen(request, programme_key)
    found = queries.matrix(programme)
    context = {
        "programme": programme,
        "matrix": found,
        "rows": [
            (method, _by_kind(found.row(method)), found.adoptions(method=method))
            for method in found.methods
        ],
        "columns": [
            (organisation, found.adoptions(by=organisation))
            for organisation in found.organisations
        ],
        "total": found.adoptions(),
        "may_add": permissions.may_take_part(request.actor, programme),
    }
    return render(request, "methods/matrix.html", context)


def _by_kind(cells) -> dict[str, list]:
    """Who tries a method, has adopted it or has stopped: eleven partners are no eleven columns."""
    kinds: dict[str, list] = {"own": [], "adopted": [], "stopped": []}
    for organisation, kind, use in cells:
        if kind:
            kinds[kind].append((organisation, use))
    return kinds
