"""A process leader's own page: how far they have come, and the log, written on a phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samverka.development.supply import actions, permissions, queries
from samverka.development.supply.forms import LogForm
from samverka.development.supply.models import LeaderLog, Nomination
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import nomination_seen
from .showing import how_far


@require_safe
def mine(request):
    rows = list(queries.own_nominations(request.actor))
    if len(rows) == 1:
        return redirect("supply:leader", rows[0].public_key)
    return render(request, "supply/my_log.html", {"rows": rows})


def _form(request, nomination: Nomination, entry: LeaderLog | None = None) -> LogForm:
    peers = {
        row.public_key: (
            row,
            f"{row.organisation}: {row.person}" if opened else str(row.organisation),
        )
        for row, opened in queries.peers_of(nomination, request.actor)
    }
    initial = {"held_on": today()}
    return LogForm(sent(request), instance=entry, initial=initial, peers=peers)


def _written(request, nomination: Nomination, form: LogForm, entry: LeaderLog | None) -> bool:
    """Whether what was sent is kept; else the form says why, at the field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        actions.write_log(
            nomination=nomination, entry=entry, values=form.values(), by=request.actor
        )
    except actions.Identifying as refused:
        form.add_error(None, str(refused))
        for place in refused.places:
            form.add_error("text", str(place))
        return False
    messages.success(request, _("Saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, key):
    nomination, on = nomination_seen(request, key), today()
    writes = permissions.writes_log(request.actor, nomination)
    if request.method == "POST" and not writes:
        raise PermissionDenied
    form = _form(request, nomination) if writes else None
    if form and _written(request, nomination, form, None):
        return redirect("supply:leader", key)
    if not writes:
        trail.note_read(by=request.actor, about=nomination, person_ids=[nomination.person_id])
    leader = queries.leader_of(nomination, on)
    context = {
        "nomination": nomination,
        "leader": leader,
        "how_far": how_far(leader),
        "form": form,
        "writes": writes,
        "may_change": permissions.may_change_nomination(request.actor, nomination),
        "reads_all": permissions.may_read_leaders(request.actor, nomination.programme),
        "units": queries.units_supported(nomination, on),
        "sums": queries.minutes_by_kind(nomination),
        "log": queries.log_of(nomination),
    }
    return render(
        request, "supply/leader.html", context, status=422 if form and form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, key, entry_key):
    nomination = nomination_seen(request, key)
    if not permissions.writes_log(request.actor, nomination):
        raise PermissionDenied
    entry = get_object_or_404(nomination.log, public_key=entry_key)
    form = _form(request, nomination, entry)
    if _written(request, nomination, form, entry):
        return redirect("supply:leader", key)
    context = {
        "form": form,
        "title": _("A line of the log"),
        "back_url": reverse("supply:leader", args=[key]),
        "back_label": _("My log"),
    }
    return render(request, "supply/form.html", context, status=422 if form.is_bound else 200)
