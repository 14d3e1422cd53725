"""What a household answers: yes or no as it pleases, and what it thinks is wrong."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching.models import OBJECTION, HouseholdAnswer, Objection, Proposal
from samverka.guidance.matching.queries.one_case import link_hash, live_proposal
from samverka.toolkit import sealing
from samverka.toolkit.clock import now

from .decisions import let_go
from .rounds import check_open, in_turn
from .versions import changed

State = Proposal.State


class CannotBeAnswered(Exception):
    """The answer is not taken; the text says why, and what one can do."""


def mark_opened(*, proposal: Proposal, secret: str) -> None:
    """That the household has opened its link, the first time."""
    links = proposal.links.filter(secret_hash=link_hash(secret), opened_at=None)
    links.update(opened_at=now())


@transaction.atomic
def answer(
    *, proposal: Proposal, says_yes: bool, how: str, on: dt.date, by: Actor
) -> HouseholdAnswer:
    """Take a yes or a no. A no asks no reason, keeps none, and only lets the place go.

    A no costs nothing, so that it is taken when the round is over, too.

    :raises RoundIsClosed: to a yes
    :raises CannotBeAnswered:
    """
    (check_open if says_yes else in_turn)(proposal.case.round)
    locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if locked.state == State.MOVED:
        raise CannotBeAnswered(_("You have moved. Talk with us about what comes now."))
    if locked.state not in {State.SHOWN, State.YES}:
        raise CannotBeAnswered(
            _("This place is not held for you any more. Talk with us: you may be asked anew.")
        )
    kept, _new = HouseholdAnswer.objects.update_or_create(
        proposal=locked,
        defaults={
            "says_yes": says_yes,
            "given_how": how,
            "given_on": on,
            "noted_by": by.user,
        },
    )
    if not says_yes:
        let_go(locked, State.NO, on)
        # By a link that only the yes kept alive it is read today what was said.
        locked.links.filter(valid_until__lt=on).update(valid_until=on)
    elif locked.state == State.SHOWN:
        locked.state, locked.changed_at = State.YES, now()
        locked.save(update_fields=["state", "changed_at"])
    changed(locked.case, by=by)
    trail.note(by=by, verb="matching.household_answered", about=locked.case)
    return kept


@transaction.atomic
def note_answer(*, case, says_yes: bool, how: str, on: dt.date, by: Actor) -> HouseholdAnswer:
    """What a household said in person or on paper, noted by an officer.

    :raises RoundIsClosed: to a yes
    :raises CannotBeAnswered:
    """
    proposal = live_proposal(case)
    if proposal is None or proposal.state not in {State.SHOWN, State.YES}:
        raise CannotBeAnswered(_("Nothing is shown to this household that it could answer."))
    return answer(proposal=proposal, says_yes=says_yes, how=how, on=on, by=by)


@transaction.atomic
def object_to(*, proposal: Proposal, text: str, on: dt.date, by: Actor) -> Objection:
    """What the household thinks is wrong, sealed; an officer answers it."""
    made = Objection.objects.create(
        proposal=proposal, text_sealed=sealing.seal(text, context=OBJECTION), made_on=on
    )
    trail.note(by=by, verb="matching.objection_came", about=proposal.case)
    return made


@transaction.atomic
def answer_objection(*, objection: Objection, text: str, on: dt.date, by: Actor) -> None:
    """The household reads the answer behind its link.

    :raises CannotBeAnswered: it has an answer, which the household may have read
    """
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.state == Objection.State.ANSWERED:
        raise CannotBeAnswered(_("Somebody has answered this already. That answer stands."))
    objection.answer_sealed = sealing.seal(text, context=OBJECTION)
    objection.state, objection.answered_on = Objection.State.ANSWERED, on
    objection.answered_by = by.user
    objection.save(update_fields=["answer_sealed", "state", "answered_on", "answered_by"])
    trail.note(by=by, verb="matching.objection_answered", about=objection.proposal.case)
