"""Who goes where: worked out, shown with every reason, changed, accepted."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.development.competence.queries import participants_of
from samverka.development.training import actions, queries
from samverka.development.training.forms import ClosedDaysForm, PlaceForm, ProposeForm
from samverka.development.training.models import BookingProposal
from samverka.development.training.saying import when, why_none
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import listed

from .fetching import answer_form, plan_changed


def _proposal(request, plan) -> BookingProposal:
    found = queries.latest_proposal(request.actor, plan)
    return get_object_or_404(
        BookingProposal.objects.visible_to(request.actor), pk=found.pk if found else None
    )


@require_http_methods(["GET", "HEAD", "POST"])
def booking(request, programme_key, key):
    plan = plan_changed(request, programme_key, key)
    form = ProposeForm(sent(request))
    if form.is_valid():
        try:
            actions.propose(
                plan=plan,
                away=round(100 * form.cleaned_data["away"]),
                most=form.cleaned_data["most"],
                on=today(),
                by=request.actor,
            )
        except actions.BookingRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("training:booking", programme_key, key)
    proposal = queries.latest_proposal(request.actor, plan)
    context: dict[str, Any] = {
        "programme": plan.mapping.programme,
        "plan": plan,
        "proposal": proposal,
    }
    context |= _standing(request, proposal) if proposal else {}
    context["closed"] = queries.closed_days_of(plan)
    return answer_form(request, "training/booking.html", form, **context)


def _standing(request, proposal: BookingProposal) -> dict:
    places = list(queries.places_seen(request.actor, proposal))
    trail.note_read(
        by=request.actor, about=proposal.plan, person_ids={one.person_id for one in places}
    )
    sessions = {one.pk: one for one in queries.sessions_of(proposal.plan)}
    booked: dict[int, list] = {key: [] for key in sessions}
    for one in places:
        if one.session_id in booked:
            booked[one.session_id].append(one)
    return {
        "progress": queries.progress(proposal),
        "is_under_way": queries.is_under_way(proposal),
        "has_stopped": queries.has_stopped(proposal),
        "figures": queries.figures_of(proposal),
        "booked": [(sessions[key], when(sessions[key]), rows) for key, rows in booked.items()],
        "refused": [(one, why_none(one, sessions)) for one in places if not one.session_id],
        "count": sum(one.session_id is not None for one in places),
    }


@require_safe
def progress(request, programme_key, key):
    """How far it has come; when it is done, the page is asked for anew."""
    plan = plan_changed(request, programme_key, key)
    proposal = _proposal(request, plan)
    if not queries.is_under_way(proposal):
        return HttpResponseClientRefresh()
    context = {"programme": plan.mapping.programme, "plan": plan, "proposal": proposal}
    return render(
        request,
        "training/parts/progress.html",
        context | {"progress": queries.progress(proposal)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def place(request, programme_key, key, place_key):
    """Another session for somebody, or none."""
    plan = plan_changed(request, programme_key, key)
    proposal = _proposal(request, plan)
    seen = queries.places_seen(request.actor, proposal)
    row = get_object_or_404(seen, public_key=place_key)
    sessions = [
        (one, when(one)) for one in queries.sessions_of(plan) if one.line_id == row.line_id
    ]
    now = row.session.activity.public_key if row.session else ""
    form = PlaceForm(sent(request), sessions=sessions, initial={"session": now})
    if form.is_valid():
        try:
            actions.change_place(place=row, session=form.chosen, by=request.actor)
        except actions.BookingRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("training:booking", programme_key, key)
    trail.note_read(by=request.actor, about=plan, person_ids={row.person_id})
    context = {
        "programme": plan.mapping.programme,
        "title": _("Change the place"),
        "intro": listed([row.person, row.line]),
        "back_url": reverse("training:booking", args=[programme_key, key]),
        "back_label": _("Who goes where"),
    }
    return answer_form(request, "training/form.html", form, **context)


@require_POST
def accept(request, programme_key, key):
    plan = plan_changed(request, programme_key, key)
    try:
        actions.accept(proposal=_proposal(request, plan), by=request.actor)
    except actions.BookingRefused as refused:
        messages.error(request, str(refused))
    return redirect("training:booking", programme_key, key)


@require_http_methods(["GET", "HEAD", "POST"])
def closed_days(request, programme_key, key):
    plan = plan_changed(request, programme_key, key)
    programme = plan.mapping.programme
    form = ClosedDaysForm(sent(request), organisations=participants_of(programme))
    if form.is_valid():
        actions.set_closed_days(plan=plan, **form.cleaned_data, by=request.actor)
        return redirect("training:booking", programme_key, key)
    context = {
        "programme": programme,
        "title": _("Days when a workplace can spare nobody"),
        "intro": _("As shifts and meetings have it. It counts for its units too."),
        "back_url": reverse("training:booking", args=[programme_key, key]),
        "back_label": _("Who goes where"),
    }
    return answer_form(request, "training/form.html", form, **context)
