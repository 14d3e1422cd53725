"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import SubjectRequest


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """What either asked was asked by the one that stays."""
    SubjectRequest.objects.filter(person=old).update(person=new)
    trail.note(by=by, verb="requests.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Nothing goes: a request says which right was used and when, and the person has no name."""
    trail.note(by=by, verb="requests.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    return [
        disclosed(
            _("What you have asked about your data"),
            SubjectRequest.objects.filter(person=person).order_by("received_on", "pk"),
            of=SubjectRequest,
            fields="kind received_on due_on answer answered_on",
        )
    ]
