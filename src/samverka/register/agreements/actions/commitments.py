"""What the parties undertake. What was signed keeps its commitments, word for word."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.agreements.models import Agreement, Commitment, Party

from .texts import IsSigned, open_version


class NumberIsTaken(Exception):
    """Another commitment of the agreement has the number."""

    def __str__(self):
        return _("Another commitment has this number. Choose another.")


@transaction.atomic
def add_commitment(
    *, agreement: Agreement, number: str, text: str, by: Actor, party: Party | None = None
) -> Commitment:
    """What a party undertakes, or all of them, from the version that is being written.

    :raises IsSigned: somebody has signed the newest version
    :raises NumberIsTaken: another commitment has the number
    """
    version = open_version(agreement)
    _refuse_taken_number(agreement, number)
    commitment = Commitment.objects.create(
        agreement=agreement, number=number, text=text, party=party, first_version=version.number
    )
    trail.note(by=by, verb="agreements.commitment_added", about=commitment)
    return commitment


@transaction.atomic
def correct_commitment(
    *, commitment: Commitment, number: str, text: str, party: Party | None, by: Actor
) -> None:
    """Correct one that nobody has signed.

    :raises IsSigned: it stands in a version that somebody has signed
    :raises NumberIsTaken: another commitment has the number
    """
    version = open_version(commitment.agreement)
    if commitment.first_version < version.number:
        raise IsSigned(commitment.agreement.versions.get(number=commitment.first_version))
    _refuse_taken_number(commitment.agreement, number, besides=commitment)
    commitment.number, commitment.text, commitment.party = number, text, party
    commitment.save(update_fields=["number", "text", "party"])
    trail.note(by=by, verb="agreements.commitment_corrected", about=commitment)


@transaction.atomic
def end_commitment(*, commitment: Commitment, by: Actor) -> None:
    """It is no part of the version that is being written; those before keep it.

    :raises IsSigned: somebody has signed the newest version
    """
    version = open_version(commitment.agreement)
    trail.note(by=by, verb="agreements.commitment_ended", about=commitment)
    if commitment.first_version == version.number:
        commitment.delete()
        return
    commitment.last_version = version.number - 1
    commitment.save(update_fields=["last_version"])


@transaction.atomic
def keep_commitment(*, commitment: Commitment, by: Actor) -> None:
    """It goes on after all.

    :raises IsSigned: somebody has signed the newest version
    """
    open_version(commitment.agreement)
    commitment.last_version = None
    commitment.save(update_fields=["last_version"])
    trail.note(by=by, verb="agreements.commitment_kept", about=commitment)


@transaction.atomic
def set_covered(
    *, local: Agreement, commitment: Commitment, covered_by: Iterable[Commitment], by: Actor
) -> None:
    """Say which of a local agreement's commitments cover one of a regional agreement.

    It is a reading of the two, not a part of what was signed: it can be changed at any time.
    """
    commitment.covered_by.remove(*commitment.covered_by.filter(agreement=local))
    commitment.covered_by.add(*covered_by)
    trail.note(by=by, verb="agreements.covered_set", about=commitment)


def _refuse_taken_number(
    agreement: Agreement, number: str, besides: Commitment | None = None
) -> None:
    others = agreement.commitments.filter(number=number)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise NumberIsTaken
