"""What has been carried out in a programme, read once for all of its measures."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, Min, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import Goal, Measure, Participation, Programme
from samverka.register.partners.models import Organisation
from samverka.toolkit.together import Ask, part_of, together

from .counting import OF_SESSIONS, Counted, Mark, counted

Part = Participation.Part
ALL = Value(0)  # not told apart
# A meeting and what makes up for it are one (S36).
MEETING = Coalesce("session__makes_up", "session")
SESSION, PERSON = 0, 1  # where they stand in a row
ByGoal = dict[int | None, list[Mark]]
# Of an activity its goal, its kind and its municipality.
Said = tuple[int | None, str, str | None]


class TakingPart(NamedTuple):
    """The keys of an organisation, and of the sub-region it takes part by."""

    organisation: int
    part: str
    via: int | None


@dataclass(frozen=True)
class Place:
    """Where an organisation of a programme stands: its municipality, and the way it takes part."""

    municipality: str | None
    sub_region_id: int | None
    takes_part: bool
    is_invited: bool


class Carried:
    """What has been carried out in a programme, for all of its measures: five questions.

    With `until`, what happened after that day is left out.
    """

    def __init__(self, programme: Programme, *, on: dt.date, until: dt.date | None = None):
        self.programme, self.on, self.until = programme, on, until

    @cached_property
    def organisations(self) -> dict[int, Organisation]:
        """Everybody a mark or a participation may name, with what they are part of."""
        rows = Organisation.objects.select_related("part_of__part_of")
        return {row.pk: row for row in rows}

    @cached_property
    def places(self) -> dict[int, Place]:
        """Of each organisation, by its own participation or that of what it is part of."""
        taking_part = {
            row.organisation: row
            for row in sorted(self._beside[0], key=lambda row: row.part == Part.PARTICIPANT)
        }
        return {pk: self._place(row, taking_part) for pk, row in self.organisations.items()}

    @staticmethod
    def _place(organisation: Organisation, taking_part: dict[int, TakingPart]) -> Place:
        line: list[Organisation] = [organisation]
        while line[-1].part_of:
            line.append(line[-1].part_of)
        municipality = next((one.municipality_id for one in line if one.municipality_id), None)
        row = next((taking_part[one.pk] for one in line if one.pk in taking_part), None)
        is_invited = row is not None and row.part == Part.PARTICIPANT
        return Place(municipality, row.via if row else None, row is not None, is_invited)

    @property
    def attended(self) -> ByGoal:
        """Who was at which activity for whom, from the first day; of no session."""
        return self._added_up[0]

    @property
    def held(self) -> ByGoal:
        """Which sessions were held for whom, with everybody's minutes; of no person."""
        return self._added_up[1]

    @cached_property
    def each(self) -> ByGoal:
        """Every mark by itself."""
        return self._by_goal(self._sums(person=F("person"), session=MEETING))

    @cached_property
    def _added_up(self) -> tuple[ByGoal, ByGoal]:
        """Both in one question."""
        persons, sessions = self._sums(person=F("person")), self._sums(session=MEETING)
        rows = list(persons.union(sessions, all=True))
        return (
            self._by_goal(row for row in rows if row[PERSON]),
            self._by_goal(row for row in rows if row[SESSION]),
        )

    def _sums(self, *, person: F | Value = ALL, session: Coalesce | Value = ALL) -> QuerySet:
        """The marks, added up by the database over what is not told apart.

        By keys alone: what is said of an activity would be carried along with each of its marks.
        """
        rows = Attendance.objects.filter(
            mark=Attendance.Mark.HERE,
            session__activity__programme=self.programme,
            session__activity__is_cancelled=False,
        )
        if self.until:
            rows = rows.filter(session__held_on__lte=self.until)
        return (
            rows.annotate(of_session=session, of_person=person)
            .values_list("of_session", "of_person", "session__activity", "organisation")
            .annotate(day=Min("session__held_on"), sum=Sum("minutes"))
            .order_by()
        )

    @cached_property
    def _beside(self) -> tuple[list[TakingPart], dict[int, Said]]:
        """Who takes part, and what is said of each activity; both in one question."""
        activities = Activity.objects.filter(programme=self.programme, is_cancelled=False)
        taking_part, said = together(
            Ask(list, part_of(self.programme.participations.values_list(*TakingPart._fields))),
            Ask(list, part_of(activities.values_list("pk", "goal", "kind", "municipality"))),
        )
        return (
            [TakingPart(*row) for row in taking_part],
            {pk: (goal, kind, held_in) for pk, goal, kind, held_in in said},
        )

    def _by_goal(self, rows: Iterable[tuple]) -> ByGoal:
        marks: ByGoal = defaultdict(list)
        for session, person, activity, by, day, minutes in rows:
            goal, kind, held_in = self._beside[1][activity]
            what = (day, session, activity, kind, held_in, person, minutes, by)
            marks[goal].append(Mark(*what, *self._standing[by]))
        return marks

    @cached_property
    def _standing(self) -> dict[int, tuple[bool, str | None]]:
        """Of each organisation whether it is a unit, and its municipality if that is invited.

        Those who lead are not among the municipalities that a target is set for.
        """
        return {
            pk: (row.part_of_id is not None, place.municipality if place.is_invited else None)
            for pk, row in self.organisations.items()
            for place in [self.places[pk]]
        }

    @cached_property
    def everybody(self) -> int:
        """How many persons have taken part in anything."""
        return len({mark.person for marks in self.attended.values() for mark in marks})

    @cached_property
    def goals(self) -> dict[int, Goal]:
        goals = Goal.objects.filter(programme=self.programme).select_related("owner")
        return {goal.pk: goal for goal in goals}

    def holds(self, goal_id: int | None, measure: Measure) -> bool:
        """Whether a goal holds that of a measure; all of the programme does."""
        above: int | None = measure.goal_id
        while above is not None and above != goal_id:
            above = self.goals[above].parent_id
        return above == goal_id

    def under(self, goal_id: int, marks: ByGoal) -> list[Mark]:
        """Those marks of the goal and of all the goals under it."""
        return [mark for pk in self.below(goal_id) for mark in marks[pk]]

    def below(self, goal_id: int) -> set[int]:
        """The goal and all the goals under it."""
        below = {goal_id}
        grows = True
        while grows:
            more = {pk for pk, goal in self.goals.items() if goal.parent_id in below} - below
            below |= more
            grows = bool(more)
        return below

    def there_is(self, counts: str) -> set[Hashable] | None:
        """All that could be counted; None where nobody knows how much there is."""
        if counts == Measure.Counts.MUNICIPALITIES:
            return {code for _is_unit, code in self._standing.values() if code}
        if counts == Measure.Counts.UNITS:
            return {pk for pk, row in self.organisations.items() if self._is_unit_there(row)}
        return None

    def _is_unit_there(self, row: Organisation) -> bool:
        is_open = row.valid_to is None or row.valid_to > self.on
        return row.part_of_id is not None and is_open and self.places[row.pk].takes_part

    def things(self, measure: Measure) -> list[Counted] | None:
        owner = self.goals[measure.goal_id].owner.municipality_id
        marks = self.held if measure.counts in OF_SESSIONS else self.attended
        return counted(measure.counts, self.under(measure.goal_id, marks), owner)
