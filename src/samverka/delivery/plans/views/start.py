"""What each partner has in place before implementation begins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.plans import actions, permissions, queries
from samverka.delivery.plans.forms import EvidenceForm, StartPointForm
from samverka.delivery.plans.models import StartPoint
from samverka.toolkit.clock import today

from .fetching import programme_seen


@require_safe
def start(request, programme_key):
    """Points × partners: what is in place, and where."""
    programme = programme_seen(request, programme_key)
    actor = request.actor
    points = list(queries.start_points_of(programme))
    shown = queries.start_evidence_of(programme)
    listed = queries.with_risks(programme)
    partners = queries.overview(programme, actor, on=today())
    own = next((line for line in partners if line.organisation.pk == actor.organisation_id), None)
    context = {
        "programme": programme,
        "points": points,
        "partners": [(line, _cells(line, points, shown, listed)) for line in partners],
        "ready": sum(line.in_place >= len(points) for line in partners) if points else 0,
        "own": _cells(own, points, shown, listed)
        if own and permissions.writes_own(actor)
        else None,
        "may_lead": permissions.may_approve(actor, programme),
    }
    return render(request, "plans/start.html", context)


def _cells(line, points, shown, listed):
    """Each point with what this partner shows; plan and risks are seen where they stand."""
    organisation = line.organisation.pk
    seen = {
        StartPoint.Kind.ACTIVITY_LIST: line.is_approved,
        StartPoint.Kind.RISKS: organisation in listed,
    }
    return [
        {
            "point": point,
            "evidence": shown.get((point.pk, organisation)),
            "is_plan": point.kind == StartPoint.Kind.ACTIVITY_LIST,
            "is_risks": point.kind == StartPoint.Kind.RISKS,
            "is_met": seen.get(point.kind, (point.pk, organisation) in shown),
        }
        for point in points
    ]


def _led(request, programme_key):
    programme = programme_seen(request, programme_key)
    if not permissions.may_approve(request.actor, programme):
        raise PermissionDenied
    return programme


@require_POST
def use_usual(request, programme_key):
    programme = _led(request, programme_key)
    actions.use_usual_start_points(programme=programme, by=request.actor)
    return redirect("plans:start", programme_key)


def add_point(request, programme_key):
    programme = _led(request, programme_key)
    form = StartPointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_start_point(programme=programme, **form.cleaned_data, by=request.actor)
        return redirect("plans:start", programme_key)
    status = 422 if request.method == "POST" else 200
    context = {"programme": programme, "form": form}
    return render(request, "plans/start_point.html", context, status=status)


def _own_point(request, programme_key, number):
    """A point that a partner shows by hand; plan and risks are seen where they stand."""
    programme = programme_seen(request, programme_key)
    if not permissions.may_start(request.actor, programme):
        raise PermissionDenied
    by_hand = queries.start_points_of(programme).exclude(kind__in=queries.SEEN_BY_ITSELF)
    return get_object_or_404(by_hand, number=number)


def note(request, programme_key, number):
    point = _own_point(request, programme_key, number)
    organisation = request.actor.organisation
    shown = queries.start_evidence_of(point.programme).get((point.pk, organisation.pk))
    form = EvidenceForm(request.POST or None, instance=shown, initial={"met_on": today()})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"programme": point.programme, "point": point, "form": form}
        return render(request, "plans/start_evidence.html", context, status=status)
    actions.note_start(
        point=point,
        organisation=organisation,
        evidence=form.cleaned_data["evidence"],
        on=form.cleaned_data["met_on"],
        by=request.actor,
    )
    undo = reverse("plans:take_back_start", args=[programme_key, number])
    messages.success(request, _("It is noted as in place."), extra_tags=undo)
    return redirect("plans:start", programme_key)


@require_POST
def take_back(request, programme_key, number):
    point = _own_point(request, programme_key, number)
    actions.take_back_start(point=point, organisation=request.actor.organisation, by=request.actor)
    messages.success(request, _("It is no longer noted as in place."))
    return redirect("plans:start", programme_key)
