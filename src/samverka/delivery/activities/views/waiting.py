"""The waiting list: offers are answered, and whoever runs the activity lets somebody in."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.activities import actions, permissions
from samverka.delivery.activities.models import Registration
from samverka.toolkit import texts
from samverka.toolkit.clock import today

from .places import back, place_of, undo_of_answer

State = Registration.State


@require_POST
def accept(request, key):
    place = place_of(request, key)
    was = actions.Answered.of(place, State.REGISTERED)
    try:
        actions.accept_offer(registration=place, by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        text = _("%(name)s is registered.") % {"name": place.person}
        undo = undo_of_answer(request, key, was) if was else ""
        messages.success(request, text, extra_tags=undo)
    return back(place.activity, None, oneself=True)


@require_POST
def decline(request, key):
    place = place_of(request, key)
    was = actions.Answered.of(place, State.CANCELLED)
    if was is None:
        messages.info(request, _("There is no offer to answer any more."))
    else:
        actions.decline_offer(registration=place, by=request.actor)
        undo = undo_of_answer(request, key, was)
        messages.success(request, _("The seat goes to the next."), extra_tags=undo)
    return back(place.activity, None, oneself=True)


@require_POST
def offer_again(request, key, token):
    """Undo an answer, whichever it was: the offer stands as it did."""
    place = place_of(request, key)
    told = request.deeds.take(token)
    try:
        if not told:
            raise actions.Refused(_("There is no offer to answer any more."))
        answer_by, registered_at, became = told
        was = actions.Answered(
            dt.datetime.fromisoformat(answer_by), dt.datetime.fromisoformat(registered_at), became
        )
        place = actions.offer_again(registration=place, was=was, by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        _say_until_when(request, place)
    return back(place.activity, None, oneself=True)


def _say_until_when(request, place: Registration) -> None:
    text = _("The seat is kept again until %(day)s %(time)s: accept it or decline it.")
    told = {"day": texts.day(place.answer_by), "time": texts.clock_time(place.answer_by)}
    messages.success(request, text % told)


def _run_by(request, key) -> Registration:
    place = place_of(request, key)
    if not permissions.may_run(request.actor, place.activity):
        raise PermissionDenied
    return place


@require_POST
def let_in(request, key):
    """A seat before somebody's turn: whoever runs the activity decides."""
    place = _run_by(request, key)
    try:
        actions.register(
            activity=place.activity,
            person=place.person,
            organisation=place.organisation,
            on=today(),
            late=True,
            by=request.actor,
        )
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("activities:wait_again", args=[key])
        text = _("%(name)s is registered.") % {"name": place.person}
        messages.success(request, text, extra_tags=undo)
    return back(place.activity, None)


@require_POST
def wait_again(request, key):
    place = _run_by(request, key)
    actions.back_to_waiting(registration=place, by=request.actor)
    messages.success(request, _("%(name)s is on the waiting list.") % {"name": place.person})
    return back(place.activity, None)
