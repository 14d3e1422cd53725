"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Hold
from .queries import holds_on


class IsHeld(Exception):
    """Nothing of somebody may be erased while there is a hold on them."""

    def __init__(self) -> None:
        super().__init__(
            _("There is a hold on the person, so nothing is erased. Release the hold first.")
        )


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """A hold on either is a hold on the one that stays."""
    Hold.objects.filter(person=old).update(person=new)
    trail.note(by=by, verb="retention.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Take the reasons of earlier holds away; that there were holds stays.

    :raises IsHeld: one is in force
    """
    holds = Hold.objects.select_for_update().filter(person=person)
    if holds.filter(released_on=None).exists():
        raise IsHeld
    holds.update(reason="")
    trail.note(by=by, verb="retention.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    return [
        disclosed(
            _("Holds on what is kept about you"),
            holds_on(person),
            of=Hold,
            fields="kind reason placed_on released_on",
        )
    ]
