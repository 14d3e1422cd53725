"""Where units are in their cycles, and what changed in them, area by area."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.queries import users_acting_for
from samverka.engine.arrays import np
from samverka.engine.disclosure import LEAST
from samverka.engine.forms.definition import Form, Item, Kind, Texts
from samverka.engine.needs.change import LEAST_PERSONS as LEAST_ITEMS
from samverka.engine.needs.change import Change, change
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.register.instruments.models import Asked, Response
from samverka.register.instruments.queries import answers_in
from samverka.register.partners.models import Organisation
from samverka.toolkit import sealing
from samverka.toolkit.periods import in_force

from .models import (
    NOTES,
    STUCK_AFTER,
    Cycle,
    CycleGoal,
    CycleStep,
    LeaderMeeting,
    ProcessLeader,
    SelfEvaluation,
)

# Where a cycle is, in order.
EVALUATION, GOALS, STEPS, FOLLOW_UP, CLOSED = "evaluation", "goals", "steps", "follow_up", "closed"
STAGES = {
    EVALUATION: _("Self-evaluation"),
    GOALS: _("Goals"),
    STEPS: _("Steps"),
    FOLLOW_UP: _("Follow-up"),
    CLOSED: _("Closed"),
}


@dataclass(frozen=True)
class Place:
    """Where a cycle is, since when nothing has happened, and whether it is stuck."""

    stage: str
    moved_on: dt.date
    is_stuck: bool
    late_steps: int

    @property
    def name(self) -> str:
        return str(STAGES[self.stage])


def stage_of(
    *,
    is_closed: bool,
    is_answered: bool,
    goals: int,
    steps: int,
    left: int,
    is_followed_up: bool,
) -> str:
    """Read from what is there: a follow-up is due when it is asked for, or all steps are done."""
    if is_closed:
        return CLOSED
    if not is_answered:
        return EVALUATION
    if is_followed_up:
        return FOLLOW_UP
    if not goals:
        return GOALS
    return FOLLOW_UP if steps and not left else STEPS


def with_facts(cycles: QuerySet[Cycle], on: dt.date) -> QuerySet[Cycle]:
    """What `place_of` reads, in the same question."""
    asked_in = SelfEvaluation.objects.filter(round=OuterRef("asked__round"))
    not_done = Q(goals__steps__isnull=False, goals__steps__done_on=None)
    return cycles.select_related(
        "unit__part_of", "unit__municipality", "programme", "asked__response", "follow_up"
    ).annotate(
        goal_count=Count("goals", distinct=True),
        step_count=Count("goals__steps", distinct=True),
        left_count=Count("goals__steps", filter=not_done, distinct=True),
        late_count=Count(
            "goals__steps", filter=not_done & Q(goals__steps__by_day__lt=on), distinct=True
        ),
        goal_on=Max("goals__set_on"),
        done_on=Max("goals__steps__done_on"),
        met_on=Max("meetings__held_on", filter=Q(meetings__held_on__lte=on)),
        stuck_after=Coalesce(Subquery(asked_in.values("stuck_after")), STUCK_AFTER),
    )


def place_of(cycle: Cycle, on: dt.date) -> Place:
    """Of a row with facts."""
    stage = stage_of(
        is_closed=cycle.closed_on is not None,
        is_answered=cycle.asked.state == Asked.State.DONE,
        goals=cycle.goal_count,
        steps=cycle.step_count,
        left=cycle.left_count,
        is_followed_up=cycle.follow_up_id is not None,
    )
    response = getattr(cycle.asked, "response", None)
    days = (
        cycle.begun_on,
        cycle.follow_up and cycle.follow_up.asked_on,
        response and response.saved_on,
        cycle.goal_on,
        cycle.done_on,
        cycle.met_on,
        cycle.closed_on,
    )
    moved_on = max(day for day in days if day)
    is_stuck = stage != CLOSED and (on - moved_on).days > cycle.stuck_after
    return Place(stage, moved_on, is_stuck, cycle.late_count)


def partners_of(programme: Programme, on: dt.date) -> QuerySet:
    """Keys of the organisations that take part on the day, and of their units."""
    there = Participation.objects.filter(in_force(on), programme=programme).values("organisation")
    return Organisation.objects.filter(Q(pk__in=there) | Q(part_of__in=there)).values("pk")


def users_of(programme: Programme, on: dt.date) -> QuerySet[User]:
    """Those who act for a partner or one of its units: one of them may support a unit."""
    return users_acting_for(Organisation.objects.filter(pk__in=partners_of(programme, on)))


def sfi_units(programme: Programme, on: dt.date) -> QuerySet[Organisation]:
    """Units for Swedish of the programme's partners, open on the day."""
    there = Participation.objects.filter(in_force(on), programme=programme)
    return (
        Organisation.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=on),
            unit_type=Organisation.UnitType.SFI,
            part_of__in=there.values("organisation"),
        )
        .select_related("part_of")
        .order_by("part_of__name", "name")
    )


def latest_cycles(programme: Programme, on: dt.date) -> QuerySet[Cycle]:
    """Of each unit the one it is in, or was in last. For whoever follows the programme."""
    newest = Cycle.objects.filter(programme=programme, unit=OuterRef("unit")).order_by("-number")
    rows = Cycle.objects.filter(programme=programme, pk=Subquery(newest.values("pk")[:1]))
    return with_facts(rows, on).order_by("unit__part_of__name", "unit__name")


def with_place(cycle: Cycle, on: dt.date) -> Cycle:
    """The same one, with facts."""
    return with_facts(Cycle.objects.filter(pk=cycle.pk), on).get()


def cycles_of(actor: Actor | None, on: dt.date) -> QuerySet[Cycle]:
    """Those one heads or supports: open ones first, then closed ones, the latest first."""
    rows = with_facts(Cycle.objects.visible_to(actor), on)
    open_first = F("closed_on").desc(nulls_first=True)
    return rows.order_by(open_first, "unit__part_of__name", "unit__name", "-number")


def turns_of(cycle: Cycle) -> QuerySet[Cycle]:
    """All of the same unit in the programme."""
    rows = Cycle.objects.filter(programme=cycle.programme_id, unit=cycle.unit_id)
    return rows.order_by("number")


def goals_of(cycle: Cycle) -> QuerySet[CycleGoal]:
    return CycleGoal.objects.filter(cycle=cycle).prefetch_related("steps")


def steps_of(cycle: Cycle) -> QuerySet[CycleStep]:
    return CycleStep.objects.filter(goal__cycle=cycle).select_related("goal__cycle")


def meetings_of(cycle: Cycle) -> list[tuple[LeaderMeeting, str]]:
    """The latest first, with what was noted. For whom `visible_to` shows the cycle.

    :raises CannotOpen: notes were changed, or their key is gone
    """
    unseal = sealing.opener(context=NOTES)
    return [(row, unseal(row.sealed) if row.sealed else "") for row in cycle.meetings.all()]


def supporters(programme: Programme, on: dt.date) -> dict[int, ProcessLeader]:
    """The process leader of each unit."""
    rows = ProcessLeader.objects.on(on).filter(programme=programme).select_related("user")
    return {row.unit_id: row for row in rows}


# --- Areas, and how they changed -----------------------------------------------------------------


@dataclass(frozen=True)
class Area:
    """A section of the instrument with enough scales to tell how it changed."""

    name: str
    texts: Texts
    items: tuple[str, ...]


def areas_of(form: Form) -> list[Area]:
    sections = (item for item in form.items if item.kind == Kind.SECTION)
    found = [Area(one.name, one.label, _scales(one)) for one in sections]
    return [area for area in found if len(area.items) >= LEAST_ITEMS]


def _scales(section: Item) -> tuple[str, ...]:
    return tuple(item.name for item in section.walk() if item.kind == Kind.SCALE)


@dataclass(frozen=True)
class Measured:
    """What a unit answered in one round."""

    name: str
    answers: Mapping[str, object]

    def values(self, area: Area) -> np.ndarray:
        """By item of the area, NaN where not answered."""
        given = [self.answers.get(item) for item in area.items]
        return np.array([one if isinstance(one, int) else np.nan for one in given], float)

    def mean(self, area: Area) -> float | None:
        values = self.values(area)
        there = values[~np.isnan(values)]
        return float(there.mean()) if len(there) else None


@dataclass(frozen=True)
class AreaChange:
    """One area of a unit: its mean in each round, the change since the latest and the first."""

    area: Area
    # The name of the round, and the mean there.
    by_round: tuple[tuple[str, float | None], ...]
    since_last: Change | None
    since_first: Change | None


def measured(cycle: Cycle) -> list[Measured]:
    """The unit's own answers in all rounds of the programme, the oldest first."""
    rounds = SelfEvaluation.objects.filter(programme=cycle.programme_id).values("round")
    rows = (
        Response.objects.filter(
            state=Response.State.DONE,
            asked__round__in=rounds,
            asked__organisation=cycle.unit_id,
            asked__person=None,
        )
        .select_related("round")
        .order_by("round__opens_on", "pk")
    )
    return [Measured(row.round.name, answers_in(row)) for row in rows]


def compared(areas: Iterable[Area], rounds: Sequence[Measured]) -> list[AreaChange]:
    """Each area in each round. Of two rounds the items that both asked are compared."""
    return [
        AreaChange(
            area,
            tuple((one.name, one.mean(area)) for one in rounds),
            _between(area, rounds[-2:]),
            _between(area, [rounds[0], rounds[-1]] if len(rounds) > 2 else []),
        )
        for area in areas
    ]


def _between(area: Area, two: Sequence[Measured]) -> Change | None:
    if len(two) != 2:
        return None
    before, after = (one.values(area) for one in two)
    if (~np.isnan(before) & ~np.isnan(after)).sum() < LEAST_ITEMS:
        return None
    return change(before, after, np.random.default_rng(0))


# --- Sums, for whoever leads the programme -------------------------------------------------------


@dataclass(frozen=True)
class RoundSum:
    """All units' answers in a round: how many answered of those asked, and the mean of an area.

    `means` is None where fewer than five units have answered, and until the round is over: before
    and after one more answer would tell what that one was.
    """

    evaluation: SelfEvaluation
    asked: int
    answered: int
    means: tuple[float, ...] | None


def evaluations_of(programme: Programme) -> list[SelfEvaluation]:
    """The oldest first, each with how many units were asked."""
    return list(
        SelfEvaluation.objects.filter(programme=programme)
        .select_related("round__version")
        .annotate(asked_count=Count("round__asked"))
        .order_by("round__opens_on", "pk")
    )


def sums(
    evaluations: Sequence[SelfEvaluation], areas: Sequence[Area], on: dt.date
) -> list[RoundSum]:
    """The mean of the units' own means, round by round."""
    answers: dict[int, list[Measured]] = {one.round_id: [] for one in evaluations}
    rows = Response.objects.filter(round__in=answers, state=Response.State.DONE)
    for row in rows.order_by("pk"):
        answers[row.round_id].append(Measured("", answers_in(row)))
    return [
        RoundSum(
            one,
            one.asked_count,
            len(there),
            _means(areas, there)
            if one.round.is_over(on) or len(there) == one.asked_count
            else None,
        )
        for one in evaluations
        for there in [answers[one.round_id]]
    ]


def _means(areas: Sequence[Area], there: Sequence[Measured]) -> tuple[float, ...] | None:
    if len(there) < LEAST:
        return None
    by_area = ([one.mean(area) for one in there] for area in areas)
    return tuple(fmean([mean for mean in means if mean is not None] or [0]) for means in by_area)


def latest_form(evaluations: Sequence[SelfEvaluation]) -> Form | None:
    """What was asked last."""
    return evaluations[-1].round.version.form if evaluations else None
