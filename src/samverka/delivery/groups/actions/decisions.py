"""What groups decide, and what comes of it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.delivery.groups.models import AgendaItem, Decision, Meeting
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .guarding import guard
from .meetings import unsigned


class NoOutcome(Exception):
    """A decision closed without what came of it."""

    def __str__(self):
        return _("Write what came of the decision; without that it cannot be closed.")


@transaction.atomic
def decide(
    *,
    meeting: Meeting,
    text: str,
    ground: str,
    decided_by: str,
    follow_up_on: dt.date,
    item: AgendaItem | None = None,
    responsible: Organisation | None = None,
    no_person: str = "",
    by: Actor,
) -> Decision:
    """A decision with the next number of the meeting.

    :raises Signed: the minutes are
    :raises Identifying: it may tell whom a case is about
    """
    meeting = unsigned(meeting)
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        meeting=meeting,
        number=last + 1,
        item=item,
        text=text,
        ground=ground,
        decided_by=decided_by,
        follow_up_on=follow_up_on,
        responsible=responsible,
    )
    _guard_decision(decision, no_person, by)
    trail.note(by=by, verb="groups.decided", about=decision)
    return decision


@transaction.atomic
def correct_decision(
    *,
    decision: Decision,
    text: str,
    ground: str,
    decided_by: str,
    follow_up_on: dt.date,
    item: AgendaItem | None,
    responsible: Organisation | None,
    no_person: str = "",
    by: Actor,
) -> None:
    """Before the minutes are signed; afterwards the decision stands.

    :raises Signed: the minutes are
    :raises Identifying: it may tell whom a case is about
    """
    unsigned(decision.meeting)
    decision.text, decision.ground, decision.decided_by = text, ground, decided_by
    decision.follow_up_on, decision.item, decision.responsible = follow_up_on, item, responsible
    decision.save(
        update_fields=["text", "ground", "decided_by", "follow_up_on", "item", "responsible"]
    )
    _guard_decision(decision, no_person, by)
    trail.note(by=by, verb="groups.decision_corrected", about=decision)


def _guard_decision(decision: Decision, no_person: str, by: Actor) -> None:
    texts = {name: getattr(decision, name) for name in ("text", "ground", "decided_by")}
    group = decision.meeting.group
    guard(group=group, about=decision, texts=texts, no_person=no_person, by=by)


@transaction.atomic
def close_decision(
    *, decision: Decision, outcome: str, no_person: str = "", on: dt.date, by: Actor
) -> None:
    """It has been followed up: `outcome` says what came of it.

    :raises NoOutcome: nothing is written
    :raises Identifying: it may tell whom a case is about
    """
    if not outcome.strip():
        raise NoOutcome
    texts = {"outcome": outcome}
    group = decision.meeting.group
    guard(group=group, about=decision, texts=texts, no_person=no_person, by=by)
    decision.outcome, decision.closed_on = outcome, on
    decision.save(update_fields=["outcome", "closed_on"])
    trail.note(by=by, verb="groups.decision_closed", about=decision)


@transaction.atomic
def close_decisions(
    *, decisions: Sequence[Decision], outcome: str, on: dt.date, by: Actor
) -> None:
    """Several have been followed up, with one outcome; all or none.

    :raises NoOutcome: nothing is written
    :raises Identifying: it may tell whom a case is about
    """
    for decision in decisions:
        close_decision(decision=decision, outcome=outcome, on=on, by=by)


@transaction.atomic
def put_decisions_back(
    *, decisions: Sequence[Decision], outcomes: Sequence[str], by: Actor
) -> None:
    """They were closed by mistake: each is open, with the outcome that stood there before."""
    for decision, outcome in zip(decisions, outcomes, strict=True):
        decision.outcome, decision.closed_on = outcome, None
        decision.save(update_fields=["outcome", "closed_on"])
        trail.note(by=by, verb="groups.decision_opened_again", about=decision)


@transaction.atomic
def open_decision_again(*, decision: Decision, by: Actor) -> None:
    """There is more to follow up; what was written of it stays."""
    decision.closed_on = None
    decision.save(update_fields=["closed_on"])
    trail.note(by=by, verb="groups.decision_opened_again", about=decision)
