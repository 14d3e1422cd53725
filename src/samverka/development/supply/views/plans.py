"""All plans of a programme, one of them, and what is taken away from it and brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.development.supply import actions, permissions, queries
from samverka.development.supply.forms import PlaceForm
from samverka.foundation.audit import trail
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import form_page, part_of, plan_seen, plan_written, programme_planned


@require_safe
def overview(request, programme_key):
    programme, on = programme_planned(request, programme_key), today()
    plans = list(queries.begun_plans(request.actor, programme, on))
    context = {
        "programme": programme,
        "plans": plans,
        "may_begin": queries.places_to_plan(request.actor, programme, on).exists(),
        "reads_leaders": permissions.may_read_leaders(request.actor, programme),
    }
    return render(request, "supply/overview.html", context)


def begin(request, programme_key):
    programme, on = programme_planned(request, programme_key), today()
    places = queries.places_to_plan(request.actor, programme, on)
    if not places.exists():
        raise PermissionDenied
    form = PlaceForm(sent(request), places=places)
    return form_page(
        request,
        form,
        lambda: actions.begin_plan(
            programme=programme,
            organisation=form.cleaned_data["organisation"],
            on=on,
            by=request.actor,
        ),
        reverse("supply:overview", args=[programme_key]),
        refused=(actions.IsBegun,),
        title=_("Begin a plan"),
        intro=_(
            "Which roles the work cannot be without, who follows, and what is done each year."
        ),
        back_label=_("Competence supply"),
    )


@require_safe
def detail(request, programme_key, key):
    plan, on = plan_seen(request, programme_key, key), today()
    rows = queries.roles_of(plan, request.actor, on)
    wheel = queries.wheel_of(plan, on.year)
    shown = {person.pk for row in rows for person in row.holders.seen}
    shown |= {row.role.successor.person_id for row in rows if row.sees_successor}
    trail.note_read(by=request.actor, about=plan, person_ids=sorted(shown))
    context = {
        "programme": plan.programme,
        "plan": plan,
        "roles": rows,
        "alone": sum(not row.role.has_successor for row in rows),
        "wheel": wheel.rows,
        "is_made": wheel.is_made,
        "earlier": wheel.earlier,
        "late": wheel.late(on),
        "may_write": permissions.may_write(request.actor, plan),
        "on": on,
        "years": [on.year, on.year + 1],
    }
    return render(request, "supply/plan.html", context)


@require_POST
def remove(request, programme_key, key, part, thing_key):
    plan = plan_written(request, programme_key, key)
    actions.take_away(part=part_of(plan, part, thing_key), on=today(), by=request.actor)
    undo = address("supply:restore", programme_key, key, part, thing_key)
    messages.success(request, _("It is taken away."), extra_tags=undo)
    return redirect("supply:plan", programme_key, key)


@require_POST
def restore(request, programme_key, key, part, thing_key):
    plan = plan_written(request, programme_key, key)
    actions.bring_back(part=part_of(plan, part, thing_key), by=request.actor)
    messages.success(request, _("It is back."))
    return redirect("supply:plan", programme_key, key)
