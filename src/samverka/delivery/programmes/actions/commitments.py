from collections.abc import Iterable

from django.db import transaction

from samverka.delivery.programmes.models import Goal, GoalCommitment, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.agreements.models import Commitment

from .goals import set_goal_commitment
from .rows import note_change


@transaction.atomic
def set_goals_of_commitment(
    *, programme: Programme, commitment: Commitment, goals: Iterable[Goal], by: Actor
) -> None:
    """Which of a programme's goals work on a commitment: these, and no others of its goals."""
    chosen = list(goals)
    gone = GoalCommitment.objects.filter(goal__programme=programme, commitment=commitment).exclude(
        goal__in=chosen
    )
    for link in gone:
        trail.note(by=by, verb="programmes.fact_removed", about=link)
        note_change(link)
    gone.delete()
    for goal in chosen:
        set_goal_commitment(goal=goal, commitment=commitment, by=by)
