"""What the organiser does with one press."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.activities.actions import Refused
from samverka.delivery.invitations import actions
from samverka.delivery.invitations.forms import NotedForm, WayForm
from samverka.delivery.invitations.models import Sending

from .pages import addressee_of, invitation_to, to_page


@require_POST
def send(request, key, kind):
    invitation = invitation_to(request, key)
    if kind not in Sending.Kind.values:
        raise Http404
    try:
        sending = actions.send(
            invitation=invitation,
            kind=kind,
            site=request.build_absolute_uri("/"),
            by=request.actor,
        )
    except actions.NotSent as refusal:
        messages.warning(request, str(refusal))
    else:
        undo = reverse("invitations:take_back", args=[key, sending.public_key])
        messages.success(request, _("It leaves in a minute."), extra_tags=undo)
    return to_page(key)


def _sending(request, key, sending_key) -> Sending:
    invitation = invitation_to(request, key)
    return get_object_or_404(invitation.sendings.all(), public_key=sending_key)


@require_POST
def take_back(request, key, sending_key):
    sending = _sending(request, key, sending_key)
    try:
        actions.take_back(sending=sending, by=request.actor)
    except actions.HasLeft as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Nothing was sent."))
    return to_page(key)


@require_POST
def go_on(request, key, sending_key):
    actions.go_on(sending=_sending(request, key, sending_key), by=request.actor)
    return to_page(key)


@require_POST
def remove(request, key, addressee_key):
    addressee = addressee_of(request, key, addressee_key)
    try:
        actions.remove(addressee=addressee, by=request.actor)
    except actions.HasLeft as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is not invited.") % {"name": addressee})
    return to_page(key)


@require_POST
def try_again(request, key, addressee_key):
    addressee = addressee_of(request, key, addressee_key)
    form = WayForm(request.POST)
    if form.is_valid():
        actions.try_again(addressee=addressee, way=form.cleaned_data["way"], by=request.actor)
        messages.success(request, _("It leaves with the next invitations you send."))
    return to_page(key)


@require_POST
def note_answer(request, key, addressee_key):
    """What somebody said by telephone, or on paper."""
    addressee = addressee_of(request, key, addressee_key)
    form = NotedForm(request.POST)
    if not form.is_valid():
        return to_page(key)
    try:
        actions.note_answer(addressee=addressee, **form.cleaned_data, by=request.actor)
    except (Refused, actions.NameLacks) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The answer is noted."))
    return to_page(key)
