"""Each commitment followed to the goals that work on it, their activities and what was held."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import Goal, GoalCommitment, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.agreements.models import Agreement, Commitment
from samverka.register.agreements.queries import Stands, commitments_in

NOBODY, GOAL_ONLY, PLANNED, HELD = "nobody", "goal_only", "planned", "held"


@dataclass(frozen=True)
class Work:
    """A goal that works on a commitment, with its activities and how many of them were held."""

    goal: Goal
    planned: int
    held: int


@dataclass(frozen=True)
class Covered:
    """A commitment with the work on it, as far as the actor may see it."""

    commitment: Commitment
    party_left: bool
    work: list[Work] = field(default_factory=list)
    # Goals of programmes that the actor is no part of.
    elsewhere: int = 0

    @property
    def planned(self) -> int:
        return sum(work.planned for work in self.work)

    @property
    def held(self) -> int:
        return sum(work.held for work in self.work)

    @property
    def state(self) -> str:
        if not self.work:
            return GOAL_ONLY if self.elsewhere else NOBODY
        if self.held:
            return HELD
        return PLANNED if self.planned else GOAL_ONLY


def coverage(actor: Actor, agreement: Agreement, *, on: dt.date) -> list[Covered]:
    """The commitments of what holds, or of the newest version where nothing does."""
    stands = Stands(agreement, on=on)
    commitments = commitments_in((stands.in_force or stands.newest).version)
    seen, elsewhere = _goals_of(actor, commitments)
    numbers = _activities_of({goal.pk for goals in seen.values() for goal in goals})
    return [
        Covered(
            commitment,
            _has_left(commitment, on),
            [Work(goal, *numbers[goal.pk]) for goal in seen[commitment.pk]],
            elsewhere[commitment.pk],
        )
        for commitment in commitments
    ]


def _has_left(commitment: Commitment, on: dt.date) -> bool:
    party = commitment.party
    return party is not None and party.valid_to is not None and party.valid_to <= on


def _goals_of(
    actor: Actor, commitments: list[Commitment]
) -> tuple[dict[int, list[Goal]], dict[int, int]]:
    """The goals one sees by commitment, and how many there are besides."""
    seen: dict[int, list[Goal]] = defaultdict(list)
    elsewhere: dict[int, int] = defaultdict(int)
    links = (
        GoalCommitment.objects.filter(commitment__in=commitments)
        .select_related("goal__programme", "goal__owner")
        .annotate(is_seen=Q(goal__programme__in=Programme.objects.visible_to(actor)))
        .order_by("goal__number", "pk")
    )
    for link in links:
        if link.is_seen:
            seen[link.commitment_id].append(link.goal)
        else:
            elsewhere[link.commitment_id] += 1
    return seen, elsewhere


def _activities_of(goal_ids: set[int]) -> dict[int, tuple[int, int]]:
    """How many activities each goal has, and how many of them somebody has been at."""
    here = Attendance.objects.filter(session__activity=OuterRef("pk"), mark=Attendance.Mark.HERE)
    activities = Activity.objects.filter(goal__in=goal_ids, is_cancelled=False)
    numbers: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for goal_id, was_held in activities.annotate(was_held=Exists(here)).values_list(
        "goal", "was_held"
    ):
        planned, held = numbers[goal_id]
        numbers[goal_id] = planned + 1, held + was_held
    return numbers


def programmes_led_by(actor: Actor) -> list[Programme]:
    """Where the actor may set a goal to work on a commitment."""
    if not actor.is_one_of(Role.PROGRAMME_LEADER):
        return []
    return list(Programme.objects.filter(pk__in=keys_led_by(actor)).order_by("name"))
