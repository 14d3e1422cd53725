"""Whom an agreement is between."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.agreements.models import Agreement, Party
from samverka.register.partners.models import Organisation
from samverka.toolkit.texts import day

from .texts import newest_version


class PartyOfAll(Exception):
    """All have signed the newest version, without the one who is to come."""

    def __str__(self):
        return _(
            "All parties have signed, and what they signed names no others. "
            "Make a new version, then add the party."
        )


class LeavesBeforeItCame(Exception):
    """The day a party leaves is not after the day it came."""

    def __init__(self, party: Party):
        super().__init__(party.valid_from)
        self.valid_from = party.valid_from

    def __str__(self):
        return _("The party came %(day)s. Choose a later day.") % {"day": day(self.valid_from)}


@transaction.atomic
def add_parties(
    *,
    agreement: Agreement,
    organisations: Sequence[Organisation],
    by: Actor,
    valid_from: dt.date | None = None,
    on: dt.date,
) -> list[Party]:
    """Ask organisations to sign the newest version; one that had left comes back.

    :raises PartyOfAll: everybody has signed that version
    """
    version = newest_version(agreement)
    signed = set(version.signatures.values_list("party", flat=True))
    there = {
        party.pk
        for party in agreement.parties.all()
        if party.valid_to is None or party.valid_to > on
    }
    if there and there <= signed:
        raise PartyOfAll
    parties = []
    for organisation in organisations:
        party, _is_new = Party.objects.update_or_create(
            agreement=agreement,
            organisation=organisation,
            defaults={"valid_to": None},
            create_defaults={"valid_from": valid_from, "first_version": version.number},
        )
        parties.append(party)
        trail.note(by=by, verb="agreements.party_added", about=party)
    return parties


@transaction.atomic
def let_party_leave(*, party: Party, on: dt.date, by: Actor) -> None:
    """`on` is the first day without it. What it signed stays signed; it is asked no more.

    :raises LeavesBeforeItCame: the day is not after the one it came
    """
    if party.valid_from and on <= party.valid_from:
        raise LeavesBeforeItCame(party)
    party.valid_to = on
    party.save(update_fields=["valid_to"])
    trail.note(by=by, verb="agreements.party_left", about=party, fields=["valid_to"])


@transaction.atomic
def let_party_back(*, party: Party, by: Actor) -> None:
    """It did not leave after all."""
    party.valid_to = None
    party.save(update_fields=["valid_to"])
    trail.note(by=by, verb="agreements.party_back", about=party, fields=["valid_to"])
