"""All units of a programme: where each is, what is stuck, sums; asking them; their supporters."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.cycles import actions, permissions, queries
from samverka.development.cycles.forms import (
    LATE,
    STUCK,
    WITHOUT_LEADER,
    AskForm,
    LeaderForm,
    StuckForm,
    UnitFilters,
)
from samverka.register.instruments.actions import Refused
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .showing import named, shown_areas


def _followed(request, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_follow(request.actor, programme):
        raise PermissionDenied
    return programme


@require_safe
def units(request, programme_key):
    programme, on = _followed(request, programme_key), today()
    supporters = queries.supporters(programme, on)
    rows = [
        (cycle, queries.place_of(cycle, on), supporters.get(cycle.unit_id))
        for cycle in queries.latest_cycles(programme, on)
    ]
    form = UnitFilters(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    there = Counter(place.stage for _cycle, place, _leader in rows)
    evaluations = queries.evaluations_of(programme)
    form_asked, areas = shown_areas(evaluations)
    sums = queries.sums(evaluations, areas, on)
    context = {
        "programme": programme,
        "filters": form,
        "is_filtered": any(wanted.values()),
        "rows": [row for row in rows if _is_wanted(row, **wanted)],
        "all": len(rows),
        "stages": [(key, name, there[key]) for key, name in queries.STAGES.items()],
        "stuck_form": StuckForm(initial={"days": evaluations[-1].stuck_after})
        if evaluations
        else None,
        "stuck": sum(place.is_stuck for _cycle, place, _leader in rows),
        "areas": named(form_asked, areas),
        "sums": sums,
        "columns": [
            (name, [(one, one.means and one.means[number]) for one in sums])
            for number, name in enumerate(named(form_asked, areas))
        ],
        "not_asked": queries.sfi_units(programme, on).count() - len(rows),
    }
    return render(request, "cycles/units.html", context)


def _is_wanted(row, stage: str = "", only: str = "") -> bool:
    _cycle, place, leader = row
    if stage and place.stage != stage:
        return False
    return {
        STUCK: place.is_stuck,
        LATE: place.late_steps > 0,
        WITHOUT_LEADER: leader is None,
    }.get(only, True)


@require_POST
def stuck(request, programme_key):
    programme = _followed(request, programme_key)
    form = StuckForm(request.POST)
    if form.is_valid():
        actions.set_stuck_after(programme=programme, **form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Write a number of days from 7 to 730."))
    return redirect("cycles:units", programme_key)


def ask(request, programme_key):
    programme, on = _followed(request, programme_key), today()
    found = queries.sfi_units(programme, on)
    form = AskForm(
        sent(request),
        units=found,
        initial={"opens_on": on, "units": [unit.public_key for unit in found]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_evaluation(
                programme=programme, **form.cleaned_data, on=on, by=request.actor
            )
        except (actions.NothingToAsk, Refused) as refused:
            form.add_error(None, str(refused))
        else:
            count = made.round.asked.count()
            text = ngettext("%(count)s unit is asked.", "%(count)s units are asked.", count)
            messages.success(request, text % {"count": count})
            return redirect("cycles:units", programme_key)
    status = 422 if request.method == "POST" else 200
    context = {"programme": programme, "form": form}
    return render(request, "cycles/ask.html", context, status=status)


def leader(request, programme_key, key):
    programme, on = _followed(request, programme_key), today()
    unit = get_object_or_404(queries.sfi_units(programme, on), public_key=key)
    now = queries.supporters(programme, on).get(unit.pk)
    form = LeaderForm(
        sent(request),
        users=queries.users_of(programme, on),
        initial={"user": now and now.user.public_key},
    )
    if request.method == "POST" and form.is_valid():
        actions.assign_leader(
            programme=programme, unit=unit, **form.cleaned_data, on=on, by=request.actor
        )
        messages.success(request, _("Saved."))
        return redirect("cycles:units", programme_key)
    status = 422 if request.method == "POST" else 200
    context = {"programme": programme, "unit": unit, "form": form}
    return render(request, "cycles/leader.html", context, status=status)
