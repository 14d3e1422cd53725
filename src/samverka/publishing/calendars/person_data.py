"""What happens to the calendar link of somebody who is forgotten, or who asks what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import CalendarLink


@transaction.atomic
def forget_user(*, user: User, by: Actor) -> None:
    """The link opens nothing any more."""
    for link in CalendarLink.objects.filter(user=user):
        trail.note(by=by, verb="calendars.link_stopped", about=link)
        link.delete()


def disclose_user(*, user: User) -> list[Disclosed]:
    rows = CalendarLink.objects.filter(user=user)
    return [disclosed(_("Your calendar link"), rows, of=CalendarLink, fields="language made_at")]
