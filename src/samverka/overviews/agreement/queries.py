"""Each commitment followed to the goals that work on it, their activities and their figures."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import (
    Goal,
    GoalCommitment,
    Measure,
    Programme,
    keys_led_by,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.publishing.measures.permissions import sees_every_figure
from samverka.publishing.measures.queries import Carried, held_back, measures_of, reached_of
from samverka.register.agreements.models import Agreement, Commitment
from samverka.register.agreements.queries import current

NOBODY, GOAL_ONLY, PLANNED, HELD = "nobody", "goal_only", "planned", "held"


@dataclass(frozen=True)
class Figure:
    """How far a measure has come; `reached` is None where it is not counted, or not told."""

    measure: Measure
    reached: int | None
    is_told: bool = True


@dataclass(frozen=True)
class Work:
    """A goal that works on a commitment, with its activities and how many of them were held."""

    goal: Goal
    planned: int
    held: int


@dataclass(frozen=True)
class Followed:
    """A goal that works on a commitment, with each activity and figure by itself."""

    goal: Goal
    # Each with `was_held`: somebody has been there.
    activities: list[Activity]
    figures: list[Figure]


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
    commitments = current(agreement, on=on)
    seen, elsewhere = _goals_of(actor, commitments)
    numbers = _numbers_of({goal.pk for goals in seen.values() for goal in goals})
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


def _activities_of(goal_ids: set[int]) -> QuerySet[Activity]:
    """The goals' activities, each with whether somebody has been there."""
    here = Attendance.objects.filter(session__activity=OuterRef("pk"), mark=Attendance.Mark.HERE)
    activities = Activity.objects.filter(goal__in=goal_ids, is_cancelled=False)
    return activities.annotate(was_held=Exists(here))


def _numbers_of(goal_ids: set[int]) -> dict[int, tuple[int, int]]:
    """How many activities each goal has, and how many of them were held."""
    numbers: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for goal_id, was_held in _activities_of(goal_ids).values_list("goal", "was_held"):
        planned, held = numbers[goal_id]
        numbers[goal_id] = planned + 1, held + was_held
    return numbers


def followed(actor: Actor, commitment: Commitment, *, on: dt.date) -> tuple[list[Followed], int]:
    """One commitment to every activity and figure one sees, and the number of goals besides."""
    seen, elsewhere = _goals_of(actor, [commitment])
    goals = seen[commitment.pk]
    figures = _figures_of(actor, goals, on)
    activities = defaultdict(list)
    for activity in _activities_of({goal.pk for goal in goals}).order_by("title", "pk"):
        activities[activity.goal_id].append(activity)
    rows = [Followed(goal, activities[goal.pk], figures[goal.pk]) for goal in goals]
    return rows, elsewhere[commitment.pk]


def _figures_of(actor: Actor, goals: Iterable[Goal], on: dt.date) -> dict[int, list[Figure]]:
    """The figures of each goal's measures, programme by programme, as the actor may see them."""
    figures: dict[int, list[Figure]] = defaultdict(list)
    for programme in {goal.programme for goal in goals}:
        measures = list(measures_of(programme))
        if not measures:
            continue
        carried = Carried(programme, on=on)
        reached = {measure: reached_of(measure, carried) for measure in measures}
        hidden = set()
        if not sees_every_figure(actor, programme):
            hidden = held_back(reached, carried)
        for measure, number in reached.items():
            is_told = measure not in hidden
            figures[measure.goal_id].append(Figure(measure, number if is_told else None, is_told))
    return figures


def programmes_led_by(actor: Actor) -> list[Programme]:
    """Where the actor may set a goal to work on a commitment."""
    if not actor.is_one_of(Role.PROGRAMME_LEADER):
        return []
    return list(Programme.objects.filter(pk__in=keys_led_by(actor)).order_by("name"))
