"""The waiting list: offers are answered, and whoever runs the activity lets somebody in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.activities import actions, permissions
from samverka.delivery.activities.models import Registration
from samverka.toolkit.clock import today

from .places import back, place_of


@require_POST
def accept(request, key):
    place = place_of(request, key)
    try:
        actions.accept_offer(registration=place, by=request.actor)
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("activities:give_back", args=[key])
        text = _("%(name)s is registered.") % {"name": place.person}
        messages.success(request, text, extra_tags=undo)
    return back(place.activity, None, oneself=True)


@require_POST
def decline(request, key):
    place = place_of(request, key)
    actions.decline_offer(registration=place, by=request.actor)
    undo = reverse("activities:take_again", args=[key])
    messages.success(request, _("The seat goes to the next."), extra_tags=undo)
    return back(place.activity, None, oneself=True)


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
