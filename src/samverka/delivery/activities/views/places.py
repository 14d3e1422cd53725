"""Giving places and giving them back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities import actions, permissions, queries
from samverka.delivery.activities.forms import NewPersonForm, PlaceForm
from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.delivery.participants.actions import note_participant
from samverka.delivery.participants.forms import AskedForm
from samverka.delivery.participants.queries import noted_of
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.programmes.queries import asked_with_bands
from samverka.foundation.audit import trail
from samverka.register.people.actions import NeedsProtection, NumberOfAnother
from samverka.register.people.models import Position
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

MOST_FOUND = 8


def _activity(request, key) -> Activity:
    seen = Activity.objects.visible_to(request.actor).select_related("programme", "organiser")
    return get_object_or_404(seen, public_key=key)


def _session_named(request, activity) -> Session | None:
    """The sheet one came from, where there was one."""
    key = request.POST.get("session") or request.GET.get("session")
    return next((one for one in activity.sessions.all() if one.public_key == key), None)


def back(activity: Activity, session: Session | None, *, oneself: bool = False):
    """To where the next one is searched for; whoever took a place for themselves sees it."""
    if session:
        sheet = reverse("activities:sheet", args=[session.public_key])
        return redirect(f"{sheet}#sheet-search")
    detail = reverse("activities:detail", args=[activity.public_key])
    return redirect(detail if oneself else f"{detail}#find")


@require_safe
def find(request, key):
    """Search as one types: persons one could register, a few at a time."""
    activity = _activity(request, key)
    if not permissions.may_register_others(request.actor, activity):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()
    found: list[Position] = []
    if words:
        seen = queries.could_take_place(
            request.actor,
            activity,
            anybody=permissions.may_run(request.actor, activity),
            words=words,
            on=today(),
        )[: MOST_FOUND + 1]
        found = list(seen)
        persons = {position.person_id for position in found}
        trail.note_read(by=request.actor, about=activity, person_ids=persons)
    context = {
        "activity": activity,
        "session": _session_named(request, activity),
        "words": words,
        "found": found[:MOST_FOUND],
        "are_more": len(found) > MOST_FOUND,
        "may_run": permissions.may_run(request.actor, activity),
    }
    is_fragment = request.htmx.request_type == "partial"
    template = "activities/_found.html" if is_fragment else "activities/find.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


@require_POST
def register(request, key):
    activity = _activity(request, key)
    session = _session_named(request, activity)
    actor = request.actor
    runs = permissions.may_run(actor, activity)
    choosable = []
    if runs or permissions.may_apply(activity):
        choosable.append(queries.own_employers(actor, on=today()))
    if permissions.may_register_others(actor, activity):
        choosable.append(
            queries.could_take_place(actor, activity, anybody=runs, words="", on=today())
        )
    form = PlaceForm(request.POST, choosable=choosable)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["who"]))
        return back(activity, session)
    position = form.cleaned_data["who"]
    before = queries.place_held(activity, position.person)
    try:
        place = actions.apply(
            activity=activity,
            person=position.person,
            organisation=position.organisation,
            function=position.title,
            way=_way(actor, activity, position.person),
            by=actor,
        )
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        say_how_it_went(request, place, before)
    oneself = position.person.user_id == actor.user_id
    return back(activity, session, oneself=oneself)


def _way(actor, activity: Activity, person) -> str:
    if permissions.may_run(actor, activity):
        return Registration.Way.ORGANISER
    is_oneself = person.user_id == actor.user_id
    return Registration.Way.ONESELF if is_oneself else Registration.Way.COLLEAGUE


def say_how_it_went(request, place: Registration, before: Registration | None = None) -> None:
    """With its undo, unless it stood so `before`: one takes back what one did oneself."""
    stood = before is not None and before.state == place.state
    if place.state == Registration.State.REGISTERED:
        text = _("%(name)s is registered already.") if stood else _("%(name)s is registered.")
    elif stood:
        text = _("%(name)s is on the waiting list already.")
    else:
        text = _("All seats are taken or kept for others: %(name)s is on the waiting list.")
    text %= {"name": place.person}
    if stood:
        messages.info(request, text)
    else:
        messages.success(request, text, extra_tags=_undo(request, place, before))


def _undo(request, place: Registration, before: Registration | None) -> str:
    """Of an offer that was taken, the offer; else the place is given back."""
    was = actions.Answered.of(before, place.state) if before else None
    if was:
        return undo_of_answer(request, place.public_key, was)
    return reverse("activities:give_back", args=[place.public_key])


def undo_of_answer(request, key: str, was: actions.Answered) -> str:
    """The address by which an answered offer stands again."""
    name = "activities:offer_again"
    told = [was.answer_by.isoformat(), was.registered_at.isoformat(), was.became]
    return reverse(name, args=[key, request.deeds.keep("activities.offers", name, told)])


def register_new(request, key):
    """Somebody who is not found: name, employer and function, and a place."""
    activity = _activity(request, key)
    if not permissions.may_run(request.actor, activity):
        raise PermissionDenied
    session = _session_named(request, activity)
    asked, bands = asked_with_bands(activity.programme_id, on=today())
    form = NewPersonForm(
        sent(request),
        activity=activity,
        asked=asked,
        bands=bands,
        on=today(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            place = actions.register_new_person(
                activity=activity, **form.facts, on=today(), by=request.actor
            )
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        except (NumberOfAnother, NeedsProtection) as refused:
            form.add_error("number", str(refused))
        else:
            say_how_it_went(request, place)
            return back(activity, session)
    status = 422 if form.errors else 200
    context = {
        "activity": activity,
        "session": session,
        "form": form,
        "asks_verification": asked.get(FundRule.Asked.VERIFICATION),
    }
    return render(request, "activities/register_new.html", context, status=status)


def facts(request, key):
    """What the fund asks of somebody who is registered, and what is noted already."""
    seen = Registration.objects.visible_to(request.actor)
    place = get_object_or_404(
        seen.select_related("activity__programme", "person", "organisation"), public_key=key
    )
    if not permissions.may_run(request.actor, place.activity):
        raise PermissionDenied
    programme, person = place.activity.programme, place.person
    asked, bands = asked_with_bands(programme.pk, on=today())
    trail.note_read(by=request.actor, about=place.activity, person_ids=[person.pk])
    form = AskedForm(
        sent(request),
        initial=noted_of(person, programme),
        asked=asked,
        bands=bands,
        on=today(),
    )
    if person.identity_hash:
        form.leave_out(FundRule.Asked.NUMBER)
    if request.method == "POST" and form.is_valid():
        try:
            note_participant(
                person=person,
                programme=programme,
                organisation=place.organisation,
                **form.facts,
                on=today(),
                by=request.actor,
            )
        except (NumberOfAnother, NeedsProtection) as refused:
            form.add_error("number", str(refused))
        else:
            messages.success(request, _("Saved."))
            return back(place.activity, None)
    context = {
        "place": place,
        "activity": place.activity,
        "form": form,
        "number_is_known": bool(person.identity_hash) and FundRule.Asked.NUMBER in asked,
        "asks_verification": asked.get(FundRule.Asked.VERIFICATION),
    }
    return render(request, "activities/facts.html", context, status=422 if form.errors else 200)


def place_of(request, key) -> Registration:
    """A place that the actor sees and may give back or take again."""
    seen = Registration.objects.visible_to(request.actor)
    place = get_object_or_404(
        seen.select_related("activity", "person", "organisation"), public_key=key
    )
    if not permissions.may_give_back(request.actor, place):
        raise PermissionDenied
    return place


@require_POST
def give_back(request, key):
    place = place_of(request, key)
    actions.give_back(registration=place, by=request.actor)
    if place.state == Registration.State.WAITING:
        text = _("%(name)s does not wait any more.") % {"name": place.person}
    else:
        text = _("%(name)s is no longer registered.") % {"name": place.person}
    is_news = place.state != Registration.State.CANCELLED
    undo = reverse("activities:take_again", args=[key]) if is_news else ""
    messages.success(request, text, extra_tags=undo)
    return back(place.activity, None, oneself=place.person.user_id == request.actor.user_id)


@require_POST
def take_again(request, key):
    before = place = place_of(request, key)
    try:
        way = _way(request.actor, place.activity, place.person)
        place = actions.take_again(registration=before, way=way, by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        say_how_it_went(request, place, before)
    return back(place.activity, None, oneself=place.person.user_id == request.actor.user_id)
