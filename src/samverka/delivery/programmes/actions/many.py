"""Several rows of a programme at once, all or none."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from samverka.delivery.programmes.models import Contact, Participation
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.periods import check_end

from .removing import OwnerStays
from .rows import note_change


@transaction.atomic
def end_participations(
    *, participations: Sequence[Participation], days: Sequence[dt.date | None], by: Actor
) -> None:
    """Each takes part no longer from its day; without a day it goes on.

    :raises OwnerStays: one of them is that the owner takes part
    :raises EndsBeforeItBegan: one of them began on the day, or later
    """
    for participation, day in zip(participations, days, strict=True):
        if participation.is_owners:
            raise OwnerStays
        if day and participation.valid_from:
            check_end(participation.valid_from, day)
        participation.valid_to = day
        participation.save(update_fields=["valid_to"])
        trail.note(
            by=by, verb="programmes.fact_corrected", about=participation, fields=["valid_to"]
        )
        note_change(participation)


@transaction.atomic
def show_contacts(*, contacts: Sequence[Contact], shown: Sequence[bool], by: Actor) -> None:
    """Each stands on the programme's public page, or not."""
    for contact, is_public in zip(contacts, shown, strict=True):
        contact.is_public = is_public
        contact.save(update_fields=["is_public"])
        trail.note(by=by, verb="programmes.fact_corrected", about=contact, fields=["is_public"])
        note_change(contact)
