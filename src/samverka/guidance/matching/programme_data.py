"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import (
    AnswerLink,
    AuditRun,
    Case,
    CaseChange,
    CaseHandOver,
    CaseHandOverItem,
    CaseInterest,
    CaseNeed,
    CaseTie,
    HouseholdAnswer,
    LegalGround,
    Lock,
    MatchingDecision,
    Member,
    NotTo,
    Objection,
    Placement,
    Proposal,
    Receiver,
    RelativeNear,
    RoundRole,
    ScenarioProblem,
    Stay,
    Wish,
)

OF_CASE = "case__round__programme"
OF_PROPOSAL = f"proposal__{OF_CASE}"
OF_HAND_OVER = f"hand_over__{OF_PROPOSAL}"
# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (Stay, OF_HAND_OVER),
    (CaseHandOverItem, OF_HAND_OVER),
    (CaseHandOver, OF_PROPOSAL),
    (Objection, OF_PROPOSAL),
    (AnswerLink, OF_PROPOSAL),
    (HouseholdAnswer, OF_PROPOSAL),
    (MatchingDecision, OF_PROPOSAL),
    (Proposal, OF_CASE),
    (Lock, OF_CASE),
    (AuditRun, "round__programme"),
    (ScenarioProblem, "scenario__round__programme"),
    (Placement, OF_CASE),
    (CaseChange, OF_CASE),
    (Receiver, OF_CASE),
    (LegalGround, OF_CASE),
    (CaseTie, OF_CASE),
    (RelativeNear, OF_CASE),
    (NotTo, OF_CASE),
    (Wish, OF_CASE),
    (CaseInterest, OF_CASE),
    (CaseNeed, OF_CASE),
    (Member, OF_CASE),
    (Case, "round__programme"),
    (RoundRole, "round__programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Households, and who had a part in rounds; offers and counted plans name nobody, and stay."""
    trail.note(by=by, verb="matching.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
