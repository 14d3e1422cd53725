"""Who is told what of a household, from when until when, on which ground in secrecy law."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching.models import Case, LegalGround, Receiver
from samverka.register.partners.models import Organisation
from samverka.toolkit.texts import listed

from .rounds import check_open

# What the municipality is told after a yes, where secrecy law lets it.
TOLD_AFTER_YES = ("names", "size", "needs")


class LacksGrounds(Exception):
    """A ground is missing, so the household is not in the round yet."""

    def __init__(self, missing: Sequence[str]) -> None:
        text = _("Before the household is in the round, note: %(missing)s.")
        super().__init__(text % {"missing": listed(missing)})


@transaction.atomic
def add_receiver(
    *, case: Case, organisation: Organisation, what: Sequence[str], on: dt.date, by: Actor
) -> None:
    """Who is told what from today on; the ground is the one that is noted in secrecy law.

    :raises RoundIsClosed:
    :raises LacksGrounds: no ground in secrecy law is noted
    """
    check_open(case.round)
    ground = case.grounds.filter(kind=LegalGround.Kind.SECRECY).first()
    if ground is None:
        raise LacksGrounds([str(LegalGround.Kind.SECRECY.label)])
    told = case.receivers.filter(organisation=organisation, valid_to=None)
    known = set(told.values_list("what", flat=True))
    Receiver.objects.bulk_create(
        Receiver(
            case=case, organisation=organisation, what=code, ground=ground.code, valid_from=on
        )
        for code in what
        if code not in known
    )
    trail.note(by=by, verb="matching.receiver_added", about=case)


@transaction.atomic
def end_receiver(*, receiver: Receiver, on: dt.date, by: Actor) -> None:
    """Told no longer. What began today goes as if it had not been."""
    end([receiver], on)
    trail.note(by=by, verb="matching.receiver_ended", about=receiver.case)


def end(receivers: Sequence[Receiver], on: dt.date) -> None:
    for receiver in receivers:
        if receiver.valid_from >= on:
            receiver.delete()
        else:
            receiver.valid_to = on
            receiver.save(update_fields=["valid_to"])
