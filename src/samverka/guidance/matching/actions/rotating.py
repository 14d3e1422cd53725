"""What is sealed in rounds, sealed with the current key: some at a time."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching.models import (
    DECISION,
    OBJECTION,
    PROBLEM,
    AuditRun,
    MatchingDecision,
    Objection,
    ScenarioProblem,
)
from samverka.toolkit.sealing import seal_some_anew


@transaction.atomic
def seal_texts_anew(*, at_most: int, by: Actor) -> int:
    """What officers wrote of decisions, and what households think is wrong, with its answer."""
    decisions = MatchingDecision.objects.all()
    return (
        seal_some_anew(decisions, "text_sealed", context=DECISION, at_most=at_most)
        or _objections("text_sealed", at_most)
        or _objections("answer_sealed", at_most)
    )


def _objections(field: str, at_most: int) -> int:
    return seal_some_anew(Objection.objects.all(), field, context=OBJECTION, at_most=at_most)


@transaction.atomic
def seal_problems_anew(*, at_most: int, by: Actor) -> int:
    """What plans were computed from, and files that wait to be checked."""
    kept, waiting = ScenarioProblem.objects.all(), AuditRun.objects.all()
    return _bodies(kept, at_most) or _bodies(waiting, at_most)


def _bodies(rows: QuerySet[Any], at_most: int) -> int:
    return seal_some_anew(rows, "body_sealed", context=PROBLEM, at_most=at_most)
