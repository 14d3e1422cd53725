import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities import actions, permissions, queries
from samverka.delivery.activities.clashes import clashes_of
from samverka.delivery.activities.forms import (
    ActivityForm,
    SessionFormSet,
    sessions_form,
    with_more_days,
)
from samverka.delivery.activities.messages import is_told
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.page_facts import (
    employers_asked,
    places_shown,
    themes_asked,
    times_there,
)
from samverka.delivery.activities.sharing import rule_told
from samverka.delivery.activities.waiting_list import in_turn, needs_at
from samverka.delivery.participants.queries import lacking
from samverka.delivery.programmes.models import Programme
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.together import together

from .opened import activity_or_404

CANNOT_BE_SAVED = (
    actions.HasMakeUp,
    actions.HasNoSession,
    actions.HasMarks,
    actions.IsTooEarly,
    actions.TimesDoNotFit,
)


@require_safe
def activity_detail(request, key):
    actor = request.actor
    activity = activity_or_404(actor, key)
    seen = places_shown(actor, activity)
    places = [place for place in seen if place.state == Registration.State.REGISTERED]
    waiting = _waiting(actor, activity) if len(places) < len(seen) else []
    own = next((place for place in seen if place.user_id == actor.user_id), None)
    sessions = queries.sessions_with_counts(activity)
    last_day = activity.registration_closes_on or _last_day(sessions)
    others = [place.person_id for place in seen if place is not own]
    trail.note_read(by=actor, about=activity, person_ids=others)
    asked = _asked_beside(actor, activity, places, sessions, own)
    sums, *found = together(queries.places_asked(activity), *asked.values())
    context = {
        "times": [],
        "lacking": (),
        **dict(zip(asked, found, strict=True)),
        "activity": activity,
        "sessions": sessions,
        "meetings": sum(session.makes_up_id is None for session in sessions),
        "to_tick": _to_tick(sessions) if permissions.may_run(actor, activity) else None,
        "places": places,
        "sums": sums,
        "not_shown": sums.taken - len(places),
        "waiting": waiting,
        "to_be_called": [place.pk for place in waiting if not is_told(place)],
        "waiting_not_shown": sums.waiting + sums.offered - len(waiting),
        "rule": rule_told(activity, on=today()),
        "is_open": not activity.is_cancelled and last_day >= today(),
        "own": own,
        "may_run": permissions.may_run(actor, activity),
        "may_read_sheet": permissions.may_read_sheet(actor, activity),
        "may_change_readers": permissions.may_change_readers(actor, activity),
        "may_register_others": permissions.may_register_others(actor, activity),
        "gives_back_for": _gives_back_for(actor, activity),
        "today": today(),
    }
    return render(request, "activities/activity_detail.html", context)


def _asked_beside(actor, activity, places, sessions, own):
    """What the page tells besides of the activity, as far as the actor may read it."""
    asked = {
        "themes": themes_asked(activity),
        "clashes": clashes_of(activity),
    }
    runs = permissions.may_run(actor, activity)
    if runs:
        persons = {place.person_id: bool(place.identity_hash) for place in places}
        asked["lacking"] = lacking(persons, activity.programme_id, on=today())
        asked["needs"] = needs_at(activity)
    if len(sessions) > 1 and permissions.may_read_sheet(actor, activity):
        asked["times"] = times_there(activity)
    if not own and (runs or permissions.may_apply(activity)):
        asked["own_employers"] = employers_asked(actor, on=today())
    return asked


def _waiting(actor, activity):
    return in_turn(
        queries.places_seen(actor, activity).exclude(state=Registration.State.REGISTERED)
    )


def _last_day(sessions):
    return max((session.held_on for session in sessions), default=dt.date.max)


def _to_tick(sessions):
    """The first day that has come and has no marks yet."""
    come = [session for session in sessions if session.held_on <= today()]
    return next((session for session in come if not session.marked), None)


def _gives_back_for(actor, activity):
    """Whose places the actor may give back: everybody's, or those of one's own organisation."""
    if permissions.may_run(actor, activity):
        return "everybody"
    return actor.organisation_id if permissions.may_register_colleagues(actor) else None


def activity_create(request):
    if not permissions.may_create(request.actor):
        raise PermissionDenied
    if request.method != "POST":
        programme = (
            _seen_programmes(request).filter(public_key=request.GET.get("programme", "")).first()
        )
        form = ActivityForm(actor=request.actor, initial={"programme": programme})
        return _form_page(request, form, sessions_form())
    form = ActivityForm(request.POST, actor=request.actor)
    return _save(
        request,
        form,
        lambda values, sessions: actions.create_activity(
            **values, organiser=request.actor.organisation, sessions=sessions, by=request.actor
        ),
    )


def activity_edit(request, key):
    activity = _run_by(request, key)
    if request.method != "POST":
        form = ActivityForm(instance=activity, actor=request.actor)
        return _form_page(request, form, sessions_form(activity), activity)
    form = ActivityForm(request.POST, instance=activity, actor=request.actor)
    return _save(
        request,
        form,
        lambda values, sessions: actions.correct_activity(
            activity=activity, values=values, sessions=sessions, by=request.actor
        ),
        activity,
    )


def _save(request, form, action, activity=None):
    """Judge the form and its days together, so that one sees everything at once."""
    if "more" in request.POST:
        unjudged = ActivityForm(
            initial=request.POST.dict(), instance=activity, actor=request.actor
        )
        return _form_page(request, unjudged, with_more_days(request.POST), activity)
    days = SessionFormSet(request.POST)
    if not all([form.is_valid(), days.is_valid()]):
        return _form_page(request, form, days, activity, status=422)
    try:
        saved = action(form.cleaned_data, days.times)
    except CANNOT_BE_SAVED as refused:
        form.add_error(None, str(refused))
        return _form_page(request, form, days, activity, status=422)
    messages.success(request, _("“%(title)s” is saved.") % {"title": saved.title})
    return redirect("activities:detail", saved.public_key)


def _form_page(request, form, days, activity=None, status=200):
    context = {"form": form, "days": days, "activity": activity}
    return render(request, "activities/activity_form.html", context, status=status)


@require_POST
def activity_cancel(request, key):
    activity = _run_by(request, key)
    actions.cancel_activity(activity=activity, by=request.actor)
    undo = reverse("activities:restore", args=[key])
    messages.success(request, _("The activity is cancelled."), extra_tags=undo)
    return redirect("activities:detail", key)


@require_POST
def activity_restore(request, key):
    activity = _run_by(request, key)
    actions.restore_activity(activity=activity, by=request.actor)
    messages.success(request, _("The activity will be held."))
    return redirect("activities:detail", key)


def _seen(request):
    return Activity.objects.visible_to(request.actor)


def _seen_programmes(request):
    return Programme.objects.visible_to(request.actor)


def _run_by(request, key) -> Activity:
    activity = get_object_or_404(_seen(request), public_key=key)
    if not permissions.may_run(request.actor, activity):
        raise PermissionDenied
    return activity
