"""What has been carried out in a programme, read once for all of its measures."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from samverka.delivery.activities.models import Attendance
from samverka.delivery.programmes.models import Goal, Measure, Participation, Programme
from samverka.register.partners.models import Organisation

from .counting import Counted, Mark, counted

Part = Participation.Part


@dataclass(frozen=True)
class Place:
    """Where an organisation of a programme stands: its municipality, and the way it takes part."""

    municipality: str | None
    sub_region_id: int | None
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
            row.organisation_id: row
            for row in sorted(
                self.programme.participations.all(), key=lambda row: row.part == Part.PARTICIPANT
            )
        }
        return {pk: self._place(row, taking_part) for pk, row in self.organisations.items()}

    @staticmethod
    def _place(organisation: Organisation, taking_part: dict[int, Participation]) -> Place:
        line: list[Organisation] = [organisation]
        while line[-1].part_of:
            line.append(line[-1].part_of)
        municipality = next((one.municipality_id for one in line if one.municipality_id), None)
        row = next((taking_part[one.pk] for one in line if one.pk in taking_part), None)
        is_invited = row is not None and row.part == Part.PARTICIPANT
        return Place(municipality, row.via_id if row else None, is_invited)

    @cached_property
    def marks(self) -> dict[int | None, list[Mark]]:
        """Everybody who was there, by the goal of the activity."""
        rows = Attendance.objects.filter(
            mark=Attendance.Mark.HERE,
            session__activity__programme=self.programme,
            session__activity__is_cancelled=False,
        )
        if self.until:
            rows = rows.filter(session__held_on__lte=self.until)
        facts = rows.values_list(
            "session__activity__goal",
            "session__held_on",
            "session",
            "session__activity",
            "session__activity__kind",
            "session__activity__municipality",
            "person",
            "minutes",
            "organisation",
        )
        marks: dict[int | None, list[Mark]] = defaultdict(list)
        for goal, day, session, activity, kind, held_in, person, minutes, organisation in facts:
            place = self.places[organisation]
            is_unit = self.organisations[organisation].part_of_id is not None
            # Those who lead are not among the municipalities that a target is set for.
            municipality = place.municipality if place.is_invited else None
            what = (day, session, activity, kind, held_in, person, minutes)
            marks[goal].append(Mark(*what, organisation, is_unit, municipality))
        return marks

    @property
    def everybody(self) -> int:
        """How many persons have taken part in anything."""
        return len({mark.person for marks in self.marks.values() for mark in marks})

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

    def under(self, goal_id: int) -> list[Mark]:
        """Marks of the goal and of all the goals under it."""
        return [mark for pk in self.below(goal_id) for mark in self.marks[pk]]

    def below(self, goal_id: int) -> set[int]:
        """The goal and all the goals under it."""
        below = {goal_id}
        grows = True
        while grows:
            more = {pk for pk, goal in self.goals.items() if goal.parent_id in below} - below
            below |= more
            grows = bool(more)
        return below

    def things(self, measure: Measure) -> list[Counted] | None:
        owner = self.goals[measure.goal_id].owner.municipality_id
        return counted(measure.counts, self.under(measure.goal_id), owner)
