"""One programme as a page reads it: what was set out, how far it has come, what is next."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from samverka.delivery.activities.models import Activity, Attendance, Registration, Session
from samverka.delivery.activities.queries import next_sessions
from samverka.delivery.programmes.models import (
    FundRule,
    Goal,
    Measure,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.foundation.accounts.actor import Actor

HERE = Attendance.Mark.HERE
Counts = Measure.Counts
Kind = Activity.Kind
Part = Participation.Part
# What is counted in days held, and in activities held at least once.
DAYS_OF = {Counts.TRAINING_DAYS: Kind.TRAINING_DAY, Counts.MEETINGS: Kind.MEETING}
ACTIVITIES_OF = {
    Counts.WORKSHOPS: Kind.WORKSHOP,
    Counts.COURSES: Kind.COURSE,
    Counts.COURSES_AT_OWNER: Kind.COURSE,
    Counts.COURSES_ELSEWHERE: Kind.COURSE,
}


def programmes_seen(actor: Actor, *, on: dt.date) -> QuerySet[Programme]:
    """The list: each with how many take part and its next day, those going on first."""
    next_day = (
        Session.objects.filter(
            activity__programme=OuterRef("pk"), activity__is_cancelled=False, held_on__gte=on
        )
        .order_by("held_on")
        .values("held_on")[:1]
    )
    return (
        Programme.objects.visible_to(actor)
        .select_related("owner")
        .annotate(
            partners=Count("participations__organisation", distinct=True),
            next_day=Subquery(next_day),
        )
        .order_by("-starts_on", "name")
    )


@dataclass
class GoalSum:
    """What everybody has taken part in under a goal."""

    persons: int = 0
    minutes: int = 0
    municipalities: int = 0


@dataclass
class ActivityLine:
    """An activity with its days; `held` are those where somebody was there."""

    activity: Activity
    days: list[dt.date]
    held: int

    def next_day(self, on: dt.date) -> dt.date | None:
        return min((day for day in self.days if day >= on), default=None)


@dataclass
class MeasureLine:
    """A measure with what is reached; None where nothing that is entered counts towards it."""

    measure: Measure
    reached: int | None

    @property
    def is_reached(self) -> bool:
        target = self.measure.target
        return bool(target and self.reached is not None and self.reached >= target)

    @property
    def is_few(self) -> bool:
        """A group under five could point out somebody."""
        counts_persons = self.measure.counts == Counts.PERSONS
        return counts_persons and self.reached is not None and 0 < self.reached < 5


@dataclass
class GoalLine:
    """A goal with its measures and activities."""

    goal: Goal
    measures: list[MeasureLine]
    activities: list[ActivityLine]

    @property
    def held(self) -> int:
        return sum(line.held for line in self.activities)


class Progress:
    """What has been carried out in a programme, read once and counted in several ways."""

    def __init__(self, programme: Programme):
        self.programme = programme

    @cached_property
    def activities(self) -> list[ActivityLine]:
        """Those that are not cancelled, in the order they were or will be held."""
        was_held = Exists(Attendance.objects.filter(session=OuterRef("pk"), mark=HERE))
        sessions = Session.objects.annotate(was_held=was_held).order_by("held_on")
        rows = Activity.objects.filter(
            programme=self.programme, is_cancelled=False
        ).prefetch_related(Prefetch("sessions", queryset=sessions, to_attr="days"))
        lines = [
            ActivityLine(
                activity,
                [session.held_on for session in activity.days],
                sum(session.was_held for session in activity.days),
            )
            for activity in rows
        ]
        return sorted(lines, key=lambda line: (line.days or [dt.date.max], line.activity.title))

    @cached_property
    def sums(self) -> dict[int, GoalSum]:
        # Those who lead are not among the municipalities that a target is set for.
        invited = self.programme.participations.filter(part=Part.PARTICIPANT)
        rows = (
            Attendance.objects.filter(mark=HERE, session__activity__programme=self.programme)
            .order_by()
            .values("session__activity__goal")
            .annotate(
                persons=Count("person", distinct=True),
                sum=Sum("minutes"),
                municipalities=Count(
                    "organisation__municipality",
                    filter=Q(organisation__in=invited.values("organisation")),
                    distinct=True,
                ),
            )
        )
        return {
            row["session__activity__goal"]: GoalSum(
                row["persons"], row["sum"], row["municipalities"]
            )
            for row in rows
        }

    def of_goal(self, goal: Goal) -> list[ActivityLine]:
        return [line for line in self.activities if line.activity.goal_id == goal.pk]

    def reached(self, measure: Measure, goal: Goal) -> int | None:
        """How far a measure has come: exactly what its `counts` says."""
        counts, sums = measure.counts, self.sums.get(goal.pk, GoalSum())
        if counts in DAYS_OF:
            return sum(
                line.held
                for line in self.of_goal(goal)
                if line.activity.kind == DAYS_OF[Counts(counts)]
            )
        if counts in ACTIVITIES_OF:
            return sum(_counts(line, Counts(counts), goal) for line in self.of_goal(goal))
        by_person = {
            Counts.PERSONS: sums.persons,
            Counts.HOURS: sums.minutes // 60,
            Counts.MUNICIPALITIES: sums.municipalities,
        }
        return by_person.get(Counts(counts))


def _counts(line: ActivityLine, counts: Counts, goal: Goal) -> bool:
    """Whether an activity was held, and where the measure asks for it."""
    if not line.held or line.activity.kind != ACTIVITIES_OF[counts]:
        return False
    at_owner = line.activity.municipality_id == goal.owner.municipality_id
    if counts == Counts.COURSES_AT_OWNER:
        return at_owner
    return counts != Counts.COURSES_ELSEWHERE or not at_owner


def goal_lines(programme: Programme, progress: Progress) -> list[GoalLine]:
    """The goals in the order of their numbers."""
    measures = defaultdict(list)
    for measure in programme.measures.order_by("pk"):
        measures[measure.goal_id].append(measure)
    goals = sorted(
        programme.goals.select_related("owner"),
        key=lambda goal: [part.zfill(4) for part in goal.number.split(".")],
    )
    return [
        GoalLine(
            goal,
            [
                MeasureLine(measure, progress.reached(measure, goal))
                for measure in measures[goal.pk]
            ],
            progress.of_goal(goal),
        )
        for goal in goals
    ]


def sessions_to_come(programme: Programme, *, on: dt.date) -> QuerySet[Session]:
    """Soonest first, each with how many places are `taken`."""
    places = Q(activity__registrations__state=Registration.State.REGISTERED)
    return (
        next_sessions(on=on)
        .filter(activity__programme=programme)
        .annotate(taken=Count("activity__registrations", filter=places))
    )


def participations_of(programme: Programme) -> list[Participation]:
    """Who takes part, by name; those who have left too, since what they did stays."""
    return list(
        programme.participations.select_related("organisation__municipality").order_by(
            "organisation__name", "pk"
        )
    )


def leads_of(participations: list[Participation]) -> list[Participation]:
    """The owner, those who lead with it, and those who follow with research."""
    order = [Part.OWNER, Part.CO_LEADER, Part.RESEARCHER]
    leads = [row for row in participations if row.part in order]
    return sorted(leads, key=lambda row: order.index(Part(row.part)))


def funds_of(programme: Programme) -> QuerySet[ProgrammeFund]:
    """What pays, each fund with the rules that were in force during the programme."""
    rules = FundRule.objects.filter(valid_from__lte=programme.last_day).order_by(
        "subject", "valid_from"
    )
    return (
        ProgrammeFund.objects.filter(programme=programme)
        .select_related("fund")
        .prefetch_related(Prefetch("fund__rules", queryset=rules, to_attr="dated_rules"))
        .order_by("fund__name")
    )
