"""What happens to the functions of somebody who is forgotten, or who asks what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Contact

FIELDS = "programme organisation function email away_until valid_from valid_to"


@transaction.atomic
def forget_user(*, user: User, by: Actor) -> None:
    """Empty what a function says of its holder. Who held it stays, as an emptied account."""
    for contact in Contact.objects.filter(holder=user):
        contact.email, contact.away_until = "", None
        contact.save(update_fields=["email", "away_until"])
        trail.note(by=by, verb="programmes.holder_forgotten", about=contact, fields=["email"])


def disclose_user(*, user: User) -> list[Disclosed]:
    """The functions a user holds."""
    held = Contact.objects.filter(holder=user).select_related("programme", "organisation")
    return [disclosed(_("Functions you hold"), held, of=Contact, fields=FIELDS)]
