"""What happens to the letters of somebody who is forgotten, or who asks what is kept.

A subscriber is known by an address alone: somebody's are those of the addresses we know them by.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Subscriber
from .queries import address_of, of_address


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """Stop the letters to somebody; nothing is kept of the address."""
    for subscriber in _of(person):
        trail.note(by=by, verb="newsletters.forgotten", about=subscriber, person_id=person.pk)
        subscriber.delete()


def disclose_person(*, person: Person) -> list[Disclosed]:
    """The letters that somebody asked for."""
    rows = _of(person)
    told = disclosed(
        _("Newsletters you asked for"),
        rows,
        of=Subscriber,
        fields="programme language asked_at confirmed_at",
    )
    for row, subscriber in zip(told.rows, rows, strict=True):
        row[_("E-mail")] = address_of(subscriber)
    return [told]


def _of(person: Person) -> list[Subscriber]:
    known = {person.email, person.user.email if person.user else ""} - {""}
    return [subscriber for address in sorted(known) for subscriber in of_address(address)]
