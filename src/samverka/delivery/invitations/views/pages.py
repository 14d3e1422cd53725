"""What the views of invitations share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from samverka.delivery.activities.models import Activity
from samverka.delivery.invitations import queries
from samverka.delivery.invitations.models import Addressee, Invitation
from samverka.delivery.invitations.permissions import may_invite

ALL = ("programme", "organiser", "municipality")


def activity_to_invite_to(request, key: str) -> tuple[Activity, Invitation | None]:
    """An activity with its invitation, when there is one: in one question where there is."""
    seen = Activity.objects.visible_to(request.actor)
    invitation = queries.invitation_to(seen.filter(public_key=key), *ALL)
    activity = (
        invitation.activity
        if invitation
        else get_object_or_404(seen.select_related(*ALL), public_key=key)
    )
    if not may_invite(request.actor, activity):
        raise PermissionDenied
    return activity, invitation


def invitation_to(request, key: str) -> Invitation:
    """An activity's invitation, when there is one."""
    _activity, invitation = activity_to_invite_to(request, key)
    if invitation is None:
        raise Http404
    return invitation


def addressee_of(request, key: str, addressee_key: str) -> Addressee:
    invitation = invitation_to(request, key)
    seen = Addressee.objects.visible_to(request.actor).filter(invitation=invitation)
    return get_object_or_404(
        seen.select_related("person", "organisation", "invitation__activity"),
        public_key=addressee_key,
    )


def to_page(key: str):
    return redirect("invitations:detail", key)
