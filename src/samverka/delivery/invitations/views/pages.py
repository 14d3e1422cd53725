"""What the views of invitations share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from samverka.delivery.activities.models import Activity
from samverka.delivery.invitations import queries
from samverka.delivery.invitations.models import Addressee, Invitation
from samverka.delivery.invitations.permissions import may_invite


def activity_to_invite_to(request, key: str) -> Activity:
    seen = Activity.objects.visible_to(request.actor).select_related(
        "programme", "organiser", "municipality"
    )
    activity = get_object_or_404(seen, public_key=key)
    if not may_invite(request.actor, activity):
        raise PermissionDenied
    return activity


def invitation_to(request, key: str) -> Invitation:
    """An activity's invitation, when there is one."""
    activity = activity_to_invite_to(request, key)
    invitation = queries.invitation_to(activity)
    if invitation is None:
        raise Http404
    invitation.activity = activity
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
