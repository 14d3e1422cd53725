"""That parties sign, and take it back when it was a mistake."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.agreements.models import (
    Agreement,
    AgreementPart,
    AgreementVersion,
    Party,
    Signature,
)
from samverka.toolkit.as_seen import mark_of
from samverka.toolkit.texts import listed

from .texts import newest_version


class CannotBeSigned(Exception):
    """Why a version cannot be signed by a party; the message says what to do."""


class SignedAlready(CannotBeSigned):
    """The party has signed this version."""


class SignedAnew(Exception):
    """The signature is not the one that was looked at."""

    def __init__(self, party: Party, version: AgreementVersion, signature: Signature | None):
        told = {"party": party.organisation, "number": version.number}
        if signature is None:
            text = _("%(party)s has not signed version %(number)s, so nothing was taken back.")
        else:
            told["day"] = signature.signed_on.isoformat()
            text = _(
                "Somebody has changed the signature since you opened the page: version "
                "%(number)s is signed %(day)s. Nothing was taken back. Look at it once more."
            )
        super().__init__(text % told)


@transaction.atomic
def sign(
    *, party: Party, signed_on: dt.date, function: str, from_paper: bool, today: dt.date, by: Actor
) -> Signature:
    """Note that a party signs the newest version: its own people, or the keeper from a paper.

    :raises CannotBeSigned: it has left, the day has not come, or a part of the text is empty
    :raises SignedAlready: it has signed this version
    """
    version = newest_version(party.agreement)
    _refuse_what_cannot_be_signed(party, version, signed_on, today)
    if version.signatures.filter(party=party).exists():
        raise SignedAlready(
            _("%(party)s has signed version %(number)s already.")
            % {"party": party.organisation, "number": version.number}
        )
    signature = Signature.objects.create(
        version=version,
        party=party,
        signed_on=signed_on,
        function=function,
        from_paper=from_paper,
        noted_by=by.user,
    )
    trail.note(by=by, verb="agreements.signed", about=signature)
    return signature


def _refuse_what_cannot_be_signed(party, version, signed_on, today) -> None:
    if party.valid_to is not None and party.valid_to <= signed_on:
        raise CannotBeSigned(
            _("%(party)s has left the agreement. Let it come back first.")
            % {"party": party.organisation}
        )
    if signed_on > today:
        raise CannotBeSigned(_("The day has not come yet. Write the day it was signed."))
    if party.agreement.kind != Agreement.Kind.LOCAL:
        return
    texts = dict(version.parts.values_list("part", "text"))
    empty = [part for part in AgreementPart.Part if not texts.get(part, "").strip()]
    if empty:
        raise CannotBeSigned(
            _("A local agreement has five parts. These are empty: %(parts)s. Write them first.")
            % {"parts": listed(str(part.label) for part in empty)}
        )


@transaction.atomic
def take_back_signature(*, party: Party, seen: str, by: Actor) -> None:
    """It was noted by mistake: the party is asked again. The trail keeps that it stood there.

    `seen` marks the signature that the page showed.

    :raises SignedAnew: it is another one now, of a newer version maybe, or there is none
    """
    version = newest_version(party.agreement)
    signature = version.signatures.select_for_update().filter(party=party).first()
    if signature is None or mark_of(signature) != seen:
        raise SignedAnew(party, version, signature)
    trail.note(by=by, verb="agreements.signature_taken_back", about=signature.party)
    signature.delete()
