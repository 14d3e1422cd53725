"""Scenarios of a round: side by side, computed, looked at, chosen; for its officers."""

from collections.abc import Iterable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.foundation.audit import trail
from samverka.guidance.matching import permissions
from samverka.guidance.matching.actions import scenarios as actions
from samverka.guidance.matching.actions.rounds import RoundIsClosed
from samverka.guidance.matching.forms.scenarios import HoldForm, ScenarioForm, TryForm
from samverka.guidance.matching.models import Case, MatchingRound, Scenario
from samverka.guidance.matching.queries import scenarios as queries
from samverka.guidance.matching.queries import showing_plans as showing
from samverka.guidance.matching.queries import trying
from samverka.toolkit.sent import sent

from .showing import OFFICER, context, seen, status_of

HERE = "matching:plans"


def seen_scenario(request, programme_key, round_key, key):
    """The scenario of an address, its round and what the reader is in it."""
    matching, held = seen(request, programme_key, round_key, OFFICER)
    scenario = get_object_or_404(queries.scenarios_of(request.actor, matching), public_key=key)
    return matching, held, scenario


def read(request, matching: MatchingRound, cases: Iterable[Case]) -> None:
    """That these were read. Of which round they are the note does not say."""
    known = [case.contact_id for case in cases if case.contact_id]
    trail.note_read(by=request.actor, about=matching.programme, person_ids=known)


def to(scenario: Scenario):
    matching = scenario.round
    return redirect(
        "matching:plan", matching.programme.public_key, matching.public_key, scenario.public_key
    )


@require_safe
def plan_list(request, programme_key, round_key):
    matching, held = seen(request, programme_key, round_key, OFFICER)
    scenarios = list(queries.scenarios_of(request.actor, matching))
    rows = showing.side_by_side(scenarios)
    told = {
        "scenarios": [(one, queries.is_under_way(one)) for one in scenarios],
        "rows": rows,
        "side_by_side": showing.by_criterion(rows),
    }
    return render(request, "matching/plan_list.html", context(matching, held, HERE, **told))


def _counting(matching, start: Scenario | None) -> dict:
    """What a form of counts is made with: the weights of a scenario, or the round's own."""
    weights = dict(matching.weights.values_list("criterion", "points"))
    return {
        "names": queries.names_of(matching),
        "kinds": showing.kinds_at(matching),
        "start": start,
        "weights": start.weights if start else weights,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def create(request, programme_key, round_key):
    """A scenario of one's own counts; begun from another where the address says so."""
    matching, held = seen(request, programme_key, round_key, OFFICER)
    mine = queries.scenarios_of(request.actor, matching)
    start = mine.filter(public_key=request.GET.get("fran", "")).first()
    form = ScenarioForm(sent(request), **_counting(matching, start))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_scenario(
                matching=matching,
                name=form.cleaned_data["name"],
                counts=form.counts,
                parent=start,
                by=request.actor,
            )
        except (actions.ScenarioRefused, RoundIsClosed) as refused:
            form.add_error(None, str(refused))
        else:
            return to(made)
    told = {"form": form, "start": start}
    return render(
        request,
        "matching/plan_new.html",
        context(matching, held, HERE, **told),
        status=status_of(request),
    )


@require_safe
def plan(request, programme_key, round_key, key):
    """What it came to: figures, map and table, who is left and why."""
    matching, held, scenario = seen_scenario(request, programme_key, round_key, key)
    told: dict = {"scenario": scenario, "is_under_way": queries.is_under_way(scenario)}
    if told["is_under_way"]:
        told["progress"] = queries.progress(scenario)
    elif scenario.state == Scenario.State.READY:
        names = queries.names_of(matching)
        placements = list(queries.placements_of(request.actor, scenario))
        read(request, matching, (one.case for one in placements))
        rows = showing.by_place(placements)
        told |= {
            "ending": queries.ending(scenario),
            "places": rows,
            "marks": showing.marks(rows),
            "left": showing.left(placements, names),
            "unseen": scenario.facts.get("households", 0) - len(placements),
        }
    else:
        told["why"] = showing.state_said(scenario, queries.names_of(matching))
    return render(request, "matching/plan.html", context(matching, held, HERE, **told))


@require_safe
def progress(request, programme_key, round_key, key):
    """How far it has come; when it is done, the page is asked for anew."""
    matching, held, scenario = seen_scenario(request, programme_key, round_key, key)
    if not queries.is_under_way(scenario):
        return HttpResponseClientRefresh()
    told = {"scenario": scenario, "progress": queries.progress(scenario)}
    return render(request, "matching/_plan_progress.html", context(matching, held, HERE, **told))


@require_http_methods(["GET", "HEAD", "POST"])
def household(request, programme_key, round_key, key, case_key):
    """Why one household is where it is, each other place, and a place to hold it fast in."""
    matching, held, scenario = seen_scenario(request, programme_key, round_key, key)
    case = permissions.seen_case(request.actor, programme_key, round_key, case_key)
    names = queries.names_of(matching)
    held_at = scenario.locks.filter(case=case).select_related("place").first()
    initial = {"place": held_at.place.public_key if held_at else ""}
    form = HoldForm(sent(request), names=names, initial=initial)
    if request.method == "POST" and form.is_valid():
        place = matching.places.filter(public_key=form.cleaned_data["place"]).first()
        try:
            actions.hold(scenario=scenario, case=case, place=place, by=request.actor)
        except RoundIsClosed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. Compute the scenario again to see what follows."))
            return to(scenario)
    read(request, matching, [case])
    told = {
        "scenario": scenario,
        "case": case,
        "told": queries.reasons_of(case, scenario),
        "form": form,
    }
    return render(
        request,
        "matching/plan_household.html",
        context(matching, held, HERE, **told),
        status=status_of(request),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request, programme_key, round_key, key):
    """Sliders and room, with what would come of it at once; nothing of it is kept."""
    matching, held, scenario = seen_scenario(request, programme_key, round_key, key)
    form = TryForm(sent(request), **_counting(matching, scenario))
    told: dict = {"scenario": scenario, "form": form}
    if request.method != "POST":
        trying.warm()
    elif form.is_valid():
        told["tried"] = trying.tried(
            request.actor,
            scenario,
            weights=form.weights,
            more=form.more,
            number=form.cleaned_data["number"],
            place=form.cleaned_data["place"],
            names=form.names,
            closer="closer" in request.GET,
        )
        read(request, matching, (one.case for one in told["tried"].moved))
    page = "matching/_tried.html" if request.htmx else "matching/what_if.html"
    # Whoever slides reads what is wrong where the answer would stand.
    status = 200 if request.htmx or form.is_valid() or request.method != "POST" else 422
    return render(request, page, context(matching, held, HERE, **told), status=status)


def _done(request, scenario: Scenario, action, text: str):
    try:
        action(scenario=scenario, by=request.actor)
    except (actions.ScenarioRefused, RoundIsClosed) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, text)
    return to(scenario)


@require_POST
def compute_again(request, programme_key, round_key, key):
    _matching, _held, scenario = seen_scenario(request, programme_key, round_key, key)
    return _done(request, scenario, actions.compute_again, _("It is being computed."))


@require_POST
def stop(request, programme_key, round_key, key):
    _matching, _held, scenario = seen_scenario(request, programme_key, round_key, key)
    return _done(request, scenario, actions.stop, _("It is stopped."))


@require_POST
def choose(request, programme_key, round_key, key):
    _matching, _held, scenario = seen_scenario(request, programme_key, round_key, key)
    return _done(
        request, scenario, actions.choose, _("The round's proposals now come from this scenario.")
    )


@require_POST
def delete(request, programme_key, round_key, key):
    _matching, _held, scenario = seen_scenario(request, programme_key, round_key, key)
    try:
        actions.delete_scenario(scenario=scenario, by=request.actor)
    except (actions.ScenarioRefused, RoundIsClosed) as refused:
        messages.error(request, str(refused))
        return to(scenario)
    return redirect("matching:plans", programme_key, round_key)
