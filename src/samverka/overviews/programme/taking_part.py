"""What has been taken part in, in a programme: added up by the database, however many marks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, F, When

from samverka.delivery.activities.models import Attendance
from samverka.publishing.reports.figures import Part
from samverka.toolkit import together
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Rows

HERE = Attendance.Mark.HERE
GOAL = F("session__activity__goal")
# Written out, since no queryset asks sums of sums: what marks count towards is looked up once for
# all of an employer's at a session, and not for each.
SUMS = """
SELECT activity.goal_id, summed.organisation, SUBSTR(CAST(session.held_on AS TEXT), 1, 7),
    activity.is_cancelled, SUM(summed.minutes)
FROM (
    SELECT mark.session_id AS session, mark.organisation_id AS organisation,
        SUM(mark.minutes) AS minutes
    FROM activities_attendance mark
    WHERE mark.mark = 'here' AND mark.session_id IN (
        SELECT held.id FROM activities_session held
        JOIN activities_activity counted ON counted.id = held.activity_id
        WHERE counted.programme_id = %s
    )
    GROUP BY 1, 2
) summed
JOIN activities_session session ON session.id = summed.session
JOIN activities_activity activity ON activity.id = session.activity_id
GROUP BY 1, 2, 3, 4
"""
SUMS_ARE = ("bigint", "bigint", "text", "boolean", "numeric")


# Each with the goal they came under, unless it was cancelled.
PEOPLE = Prepared(
    lambda: (
        Attendance.objects.filter(mark=HERE, session__activity__programme=Given("programme"))
        .annotate(goal=Case(When(session__activity__is_cancelled=False, then=GOAL)))
        .values_list("goal", "organisation", "person")
        .distinct()
    )
)


class Sum(NamedTuple):
    """Minutes of an organisation's people in a month, in activities of one goal or of none."""

    goal: int | None
    organisation: int
    month: dt.date
    is_cancelled: bool
    minutes: int


@dataclass(frozen=True)
class TakenPart:
    """All of a programme: its sums, and who has taken part."""

    sums: list[Sum]
    people: Rows

    @property
    def parts(self) -> dict[int, Part]:
        """What each organisation has taken part in, days of what was cancelled among it."""
        minutes: dict[int, int] = defaultdict(int)
        for each in self.sums:
            minutes[each.organisation] += each.minutes
        persons = defaultdict(set)
        for _goal, organisation, person in self.people:
            persons[organisation].add(person)
        return {one: Part(len(persons[one]), minutes[one], None) for one in minutes}

    @property
    def total(self) -> Part:
        persons = {person for *_where, person in self.people}
        return Part(len(persons), sum(each.minutes for each in self.sums), None)

    @property
    def months(self) -> dict[dt.date, int]:
        """Minutes of each month that has any."""
        months: dict[dt.date, int] = defaultdict(int)
        for each in self.sums:
            if not each.is_cancelled:
                months[each.month] += each.minutes
        return dict(sorted(months.items()))

    def sums_under(self, goals: Collection[int]) -> list[Sum]:
        return [each for each in self.sums if each.goal in goals and not each.is_cancelled]

    def persons_under(self, goals: Collection[int]) -> int:
        """Each once, however often they came."""
        return len({person for goal, _organisation, person in self.people if goal in goals})


def sums_of(programme: int) -> Ask:
    def read(sums: Rows) -> list[Sum]:
        return [
            Sum(goal, organisation, dt.date.fromisoformat(f"{month}-01"), bool(off), int(minutes))
            for goal, organisation, month, off, minutes in sums
        ]

    return Ask(read, together.Part(SUMS, [programme], SUMS_ARE))
