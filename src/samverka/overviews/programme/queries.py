"""One programme as a page reads it: what was set out, how far it has come, what is next."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.activities.queries import Taken, Waits
from samverka.delivery.programmes.models import (
    FundRule,
    Goal,
    Measure,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.engine.disclosure import LEAST
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.prepared import Given, Prepared

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


# The questions of a programme's page, of which each is about everything in the programme.
MARKS = Prepared(
    lambda: Attendance.objects.filter(
        mark=HERE, session__activity__programme=Given("programme")
    ).values_list("session", "organisation", "person", "minutes")
)
ACTIVITIES = Prepared(
    lambda: (
        Activity.objects.filter(programme=Given("programme"), is_cancelled=False)
        .order_by("sessions__starts_at", "title")
        .values_list(
            "public_key",
            "title",
            "kind",
            "goal",
            "municipality",
            "place",
            "organiser",
            "organiser__name",
            "seats",
            Taken("pk"),
            Waits("sessions"),
            "sessions",
            "sessions__public_key",
            "sessions__held_on",
            "sessions__starts_at",
            "sessions__ends_at",
        )
    )
)
GOALS = Prepared(
    lambda: (
        Goal.objects.filter(programme=Given("programme"))
        .order_by("measures__pk")
        .values_list(
            "pk",
            "number",
            "title",
            "owner__name",
            "owner__municipality",
            "parent",
            "measures__code",
            "measures__title",
            "measures__definition",
            "measures__unit",
            "measures__counts",
            "measures__target",
            "measures__target_is_limit",
        )
    )
)
PARTNERS = Prepared(
    lambda: (
        Participation.objects.filter(programme=Given("programme"))
        .order_by("organisation__name", "pk")
        .values_list(
            "part",
            "organisation",
            "organisation__part_of",
            "organisation__municipality",
            "organisation__municipality__name",
            "organisation__public_key",
        )
    )
)


# What each unit is a part of.
UNITS = Prepared(
    lambda: Organisation.objects.filter(part_of__isnull=False).values_list("pk", "part_of")
)


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
        .order_by(F("starts_on").desc(nulls_last=True), "name")
    )


@dataclass(frozen=True)
class Day:
    """A session, and the activity it is of."""

    pk: int
    key: str
    held_on: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    waits: bool
    activity: "ActivityLine"


@dataclass
class ActivityLine:
    """An activity with its days; `held` are those where somebody was there."""

    key: str
    title: str
    kind: str
    goal_id: int | None
    municipality_id: str | None
    place: str
    organiser_id: int
    organiser: str
    seats: int | None
    taken: int
    days: list[Day] = field(default_factory=list)
    held: int = 0


@dataclass(frozen=True)
class MeasureLine:
    """A measure with what is reached; None where nothing that is entered counts towards it."""

    code: str
    title: str
    definition: str
    unit: str
    counts: str
    target: int | None
    is_limit: bool
    reached: int | None
    is_held_back: bool = False

    @property
    def is_quotient(self) -> bool:
        """Two numbers, which stand on the measure's own page."""
        return self.counts in (Counts.DAYS_TO_FIRST, Counts.SHARE_OF_PERSONS)

    @property
    def is_few(self) -> bool:
        """A group under five could point out somebody."""
        return self.counts == Counts.PERSONS and 0 < (self.reached or 0) < LEAST


@dataclass
class GoalLine:
    """A goal with its measures and activities; `below` are the goals under it."""

    pk: int
    number: str
    title: str
    owner: str
    owner_municipality: str | None
    parent: int | None
    activities: list[ActivityLine]
    measures: list[MeasureLine] = field(default_factory=list)
    below: list["GoalLine"] = field(default_factory=list)

    @property
    def all_activities(self) -> list[ActivityLine]:
        """Its own and those of the goals under it."""
        return [*self.activities, *(one for goal in self.below for one in goal.all_activities)]


class Partner(NamedTuple):
    """An organisation that takes part, and the municipality it is of."""

    part: str
    organisation_id: int
    part_of_id: int | None
    municipality_code: str | None
    municipality: str | None
    public_key: str


class Progress:
    """What has been carried out in a programme: two questions, counted in several ways."""

    def __init__(self, programme: Programme, *, on: dt.date):
        self.programme, self.on = programme, on

    @cached_property
    def marks(self) -> list[tuple[int, int, int, int]]:
        """Everybody who was there: session, organisation, person and minutes."""
        return MARKS.rows(programme=self.programme.pk)

    @cached_property
    def activities(self) -> list[ActivityLine]:
        """Those that are not cancelled, in the order they were or will be held."""
        was_held = {session for session, *_rest in self.marks}
        lines: dict[str, ActivityLine] = {}
        for row in ACTIVITIES.rows(programme=self.programme.pk):
            line = lines.setdefault(row[0], ActivityLine(*row[:10]))
            waits, session, day_key, held_on, starts_at, ends_at = row[10:]
            if session:
                line.days.append(Day(session, day_key, held_on, starts_at, ends_at, waits, line))
                line.held += session in was_held
        # Those without a day come last, whatever the database thinks of nothing.
        return sorted(lines.values(), key=lambda line: not line.days)

    @cached_property
    def days(self) -> list[Day]:
        days = (day for line in self.activities for day in line.days)
        return sorted(days, key=lambda day: (day.starts_at, day.pk))

    @property
    def to_come(self) -> list[Day]:
        return [day for day in self.days if day.held_on >= self.on]

    @property
    def waiting(self) -> list[Day]:
        """Held before today, and somebody registered has no mark."""
        return [day for day in self.days if day.waits and day.held_on < self.on]

    @cached_property
    def months(self) -> dict[dt.date, int]:
        """Minutes of each month that has any."""
        months: dict[dt.date, int] = defaultdict(int)
        month_of = {day.pk: day.held_on.replace(day=1) for day in self.days}
        for session, _organisation, _person, minutes in self.marks:
            if session in month_of:
                months[month_of[session]] += minutes
        return dict(sorted(months.items()))

    @cached_property
    def units(self) -> dict[int, int]:
        """What each unit is a part of."""
        return dict(UNITS.rows())

    def reached(self, counts: str, goal: GoalLine, invited: dict[int, str]) -> int | None:
        """How far a measure has come: exactly what its `counts` says."""
        activities = goal.all_activities
        if counts in DAYS_OF:
            kind = DAYS_OF[Counts(counts)]
            return sum(line.held for line in activities if line.kind == kind)
        if counts in ACTIVITIES_OF:
            return sum(_counts(line, Counts(counts), goal) for line in activities)
        under = {day.pk for line in activities for day in line.days}
        marks = [mark for mark in self.marks if mark[0] in under]
        if counts == Counts.PERSONS:
            return len({person for _session, _organisation, person, _minutes in marks})
        if counts == Counts.HOURS:
            return sum(mark[3] for mark in marks) // 60
        organisations = {mark[1] for mark in marks}
        if counts == Counts.UNITS:
            return sum(one in self.units for one in organisations)
        if counts == Counts.MUNICIPALITIES:
            # Those who lead are not among the municipalities that a target is set for.
            return len({self._invited(one, invited) for one in organisations} - {None})
        return None

    def _invited(self, organisation: int, invited: dict[int, str]) -> str | None:
        """The municipality that an organisation, or what it is part of, takes part for."""
        one: int | None = organisation
        while one is not None and one not in invited:
            one = self.units.get(one)
        return invited.get(one) if one else None


def _counts(line: ActivityLine, counts: Counts, goal: GoalLine) -> bool:
    """Whether an activity was held, and where the measure asks for it."""
    if not line.held or line.kind != ACTIVITIES_OF[counts]:
        return False
    at_owner = line.municipality_id == goal.owner_municipality
    if counts == Counts.COURSES_AT_OWNER:
        return at_owner
    return counts != Counts.COURSES_ELSEWHERE or not at_owner


def goal_lines(
    programme: Programme, progress: Progress, partners: list[Partner]
) -> list[GoalLine]:
    """The goals in the order of their numbers, each with its measures: one question."""
    invited = {
        partner.organisation_id: partner.municipality_code
        for partner in partners
        if partner.part == Part.PARTICIPANT and partner.municipality_code
    }
    of_goal = defaultdict(list)
    for line in progress.activities:
        of_goal[line.goal_id].append(line)
    goals: dict[int, GoalLine] = {}
    measures = []
    for pk, number, title, owner, place, parent, *measure in GOALS.rows(programme=programme.pk):
        told = GoalLine(pk, number, title, owner, place, parent, of_goal[pk])
        measures.append((goals.setdefault(pk, told), *measure))
    for goal in goals.values():
        if goal.parent is not None:
            goals[goal.parent].below.append(goal)
    for goal, code, title, definition, unit, counts, target, is_limit in measures:
        if code is not None:
            reached = progress.reached(counts, goal, invited)
            label = str(Measure.Unit(unit).label)
            about = (code, title, definition, label, counts, target, is_limit)
            goal.measures.append(MeasureLine(*about, reached))
    return sorted(goals.values(), key=lambda goal: _in_order(goal.number))


def _in_order(number: str) -> list[str]:
    return [part.zfill(4) for part in number.split(".")]


def partners_of(programme: Programme) -> list[Partner]:
    """Who takes part, as `participations_of`, with what the sums and the map need."""
    return [Partner(*row) for row in PARTNERS.rows(programme=programme.pk)]


def participations_of(programme: Programme) -> list[Participation]:
    """Who takes part, by name; those who have left too, since what they did stays."""
    return list(
        programme.participations.select_related("organisation__municipality", "via").order_by(
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
    rules = FundRule.objects.order_by("subject", "valid_from")
    if programme.last_day:
        rules = rules.filter(valid_from__lte=programme.last_day)
    return (
        ProgrammeFund.objects.filter(programme=programme)
        .select_related("fund")
        .prefetch_related(Prefetch("fund__rules", queryset=rules, to_attr="dated_rules"))
        .order_by("fund__name")
    )
