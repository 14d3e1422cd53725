from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import now
from samverka.toolkit.public_key import new_key

from .models import CalendarLink


@transaction.atomic
def make_link(*, language: str, by: Actor) -> CalendarLink:
    """A secret link to one's own days; the one there was opens nothing from now on."""
    link, _is_new = CalendarLink.objects.update_or_create(
        user_id=by.user_id,
        defaults={"public_key": new_key(), "language": language, "made_at": now()},
    )
    trail.note(by=by, verb="calendars.link_made", about=link)
    return link


@transaction.atomic
def stop_link(*, by: Actor) -> None:
    """Take the link back, also when it was done before."""
    for link in CalendarLink.objects.select_for_update().filter(user_id=by.user_id):
        trail.note(by=by, verb="calendars.link_stopped", about=link)
        link.delete()
