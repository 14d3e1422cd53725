"""What the fund asks of somebody who takes part."""

import datetime as dt

from django.db import transaction

from samverka.delivery.activities.models import Participant
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people import actions as people
from samverka.register.people.identity import IdentityNumber
from samverka.register.people.models import Person


@transaction.atomic
def note_participant(
    *,
    person: Person,
    programme: Programme,
    sex: str | None = None,
    age_band: str | None = None,
    number: IdentityNumber | None = None,
    on: dt.date,
    by: Actor,
) -> None:
    """Note what was asked; what another fund asked before stays as it is.

    :raises NumberOfAnother: somebody the actor sees has the number
    :raises NeedsProtection: it is the replacement id of a protected person
    """
    if number is not None:
        people.set_identity(person=person, number=number, by=by)
    told = {"sex": sex, "age_band": age_band}
    facts = {name: value for name, value in told.items() if value is not None}
    if not facts:
        return
    Participant.objects.update_or_create(
        person=person,
        programme=programme,
        defaults=facts,
        create_defaults={**facts, "noted_on": on},
    )
    trail.note(
        by=by,
        verb="activities.participant_noted",
        about=programme,
        person_id=person.pk,
        fields=facts,
    )
