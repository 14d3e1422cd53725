"""One programme as a page reads it: what was set out, how far it has come, what is next."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.db.models import (
    Count,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import (
    FundRule,
    Measure,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.engine.disclosure import LEAST
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.together import Ask, Rows, together

from .asked import (
    COMING,
    GOALS,
    LATE,
    MARKS,
    PARTNERS,
    UNITS,
    ActivityLine,
)
from .taking_part import TakenPart, taken_part_in

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
            of_programme=OuterRef("pk"), activity__is_cancelled=False, held_on__gte=on
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
    """A day to come, and the activity it is of."""

    key: str
    held_on: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime
    activity_key: str
    title: str
    place: str
    seats: int | None
    taken: int


@dataclass(frozen=True)
class LateDay:
    """A day that waits for somebody to tick who was there."""

    key: str
    held_on: dt.date
    activity_key: str
    title: str
    organiser_id: int
    organiser: str


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

    @property
    def with_those_below(self) -> list[int]:
        return [self.pk, *(pk for goal in self.below for pk in goal.with_those_below)]


class Partner(NamedTuple):
    """An organisation that takes part, and the municipality it is of."""

    part: str
    organisation_id: int
    part_of_id: int | None
    municipality_code: str | None
    municipality: str | None
    public_key: str


class Progress:
    """What has been carried out in a programme, counted in several ways, and what is next."""

    def __init__(self, programme: Programme, *, on: dt.date):
        self.programme, self.on = programme, on

    @property
    def marks(self) -> list[tuple[int, int, int, int]]:
        """Everybody who was there: session, organisation, person and minutes."""
        return MARKS.rows(programme=self.programme.pk)

    @property
    def activities(self) -> list[ActivityLine]:
        """Those that are not cancelled, in the order they were or will be held."""
        return self.taken_part.activities

    @cached_property
    def _asked(self) -> tuple[Rows, Rows, dict[int, int], Rows]:
        asked = {"programme": self.programme.pk, "on": self.on}
        return tuple(
            together(
                Ask(_first_first, COMING.part(**asked)),
                Ask(_first_first, LATE.part(**asked)),
                Ask(dict, UNITS.part()),
                Ask(list, GOALS.part(programme=self.programme.pk)),
            )
        )

    @cached_property
    def taken_part(self) -> TakenPart:
        (taken,) = together(taken_part_in(self.programme.pk))
        return taken

    @property
    def to_come(self) -> list[Day]:
        """The first few."""
        return [
            Day(key, held_on, starts_at, *rest)
            for _pk, starts_at, key, held_on, *rest in self._asked[0]
        ]

    @property
    def waiting(self) -> list[LateDay]:
        """The first few held before today where somebody registered has no mark."""
        return [
            LateDay(key, held_on, *rest)
            for _pk, _starts_at, key, held_on, _ends_at, *rest, _count in self._asked[1]
        ]

    @property
    def number_waiting(self) -> int:
        return next((count for *_day, count in self._asked[1]), 0)

    @property
    def units(self) -> dict[int, int]:
        """What each unit is a part of."""
        return self._asked[2]

    @property
    def goals(self) -> Rows:
        """Each goal by each of its measures, in the order in which these were written."""
        return sorted(self._asked[3], key=lambda row: row[0] or 0)

    def reached(self, counts: str, goal: GoalLine, invited: dict[int, str]) -> int | None:
        """How far a measure has come: exactly what its `counts` says."""
        activities = goal.all_activities
        if counts in DAYS_OF:
            kind = DAYS_OF[Counts(counts)]
            return sum(line.held for line in activities if line.kind == kind)
        if counts in ACTIVITIES_OF:
            return sum(_counts(line, Counts(counts), goal) for line in activities)
        if counts == Counts.PERSONS:
            return self.taken_part.persons_under(goal.with_those_below)
        sums = self.taken_part.sums_under(goal.with_those_below)
        if counts == Counts.HOURS:
            return sum(each.minutes for each in sums) // 60
        organisations = {each.organisation for each in sums}
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


def _first_first(days: Rows) -> Rows:
    """As they stand in time: what is asked together comes in no order."""
    return sorted(days, key=lambda day: (day[1], day[0]))


def _counts(line: ActivityLine, counts: Counts, goal: GoalLine) -> bool:
    """Whether an activity was held, and where the measure asks for it."""
    if not line.held or line.kind != ACTIVITIES_OF[counts]:
        return False
    at_owner = line.municipality == goal.owner_municipality
    if counts == Counts.COURSES_AT_OWNER:
        return at_owner
    return counts != Counts.COURSES_ELSEWHERE or not at_owner


def goal_lines(
    programme: Programme, progress: Progress, partners: list[Partner]
) -> list[GoalLine]:
    """The goals in the order of their numbers, each with its measures."""
    invited = {
        partner.organisation_id: partner.municipality_code
        for partner in partners
        if partner.part == Part.PARTICIPANT and partner.municipality_code
    }
    of_goal = defaultdict(list)
    for line in progress.activities:
        of_goal[line.goal].append(line)
    goals: dict[int, GoalLine] = {}
    measures = []
    for _measure, pk, number, title, owner, place, parent, *measure in progress.goals:
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


def organisations_in(programme: Programme) -> QuerySet[Organisation]:
    """Those who take part or have, each once."""
    there = programme.participations.values("organisation")
    return Organisation.objects.filter(pk__in=there).select_related("municipality")


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
