"""What was carried out in a programme and who took part: added up once, until it changes."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from samverka.delivery.certification.queries import remembered
from samverka.publishing.reports.figures import Part
from samverka.toolkit import together
from samverka.toolkit.together import Ask, Rows

from .asked import ACTIVITIES, PEOPLE, ActivityLine, if_stale, token

# Those that are looked at.
PROGRAMMES = remembered.Remembered(most=50)
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
        WHERE counted.programme_id IN ({if_stale})
    )
    GROUP BY 1, 2
) summed
JOIN activities_session session ON session.id = summed.session
JOIN activities_activity activity ON activity.id = session.activity_id
GROUP BY 1, 2, 3, 4
"""
SUMS_ARE = ("bigint", "bigint", "text", "boolean", "numeric")
# A goal, or none, and an organisation.
Where = tuple[int | None, int]


class Sum(NamedTuple):
    """Minutes of an organisation's people in a month, in activities of one goal or of none."""

    goal: int | None
    organisation: int
    month: dt.date
    is_cancelled: bool
    minutes: int


@dataclass(frozen=True)
class TakenPart:
    """All of a programme: its sums, how many persons have taken part where, and its activities.

    Nobody is named: so many came under the same goals, for the same organisations. Each person is
    counted in one of these. Activities stand in the order they were or will be held.
    """

    sums: list[Sum]
    people: Counter[frozenset[Where]]
    activities: list[ActivityLine]

    @property
    def parts(self) -> dict[int, Part]:
        """What each organisation has taken part in, days of what was cancelled among it."""
        minutes: dict[int, int] = defaultdict(int)
        for each in self.sums:
            minutes[each.organisation] += each.minutes
        persons: dict[int, int] = defaultdict(int)
        for places, count in self.people.items():
            for organisation in {organisation for _goal, organisation in places}:
                persons[organisation] += count
        return {one: Part(persons[one], minutes[one], None) for one in minutes}

    @property
    def total(self) -> Part:
        return Part(self.people.total(), sum(each.minutes for each in self.sums), None)

    @property
    def months(self) -> dict[dt.date, int]:
        """Minutes of each month that has any."""
        months: dict[dt.date, int] = defaultdict(int)
        for each in self.sums:
            if not each.is_cancelled:
                months[each.month] += each.minutes
        return dict(sorted(months.items()))

    def months_of(self, organisation: int) -> dict[dt.date, int]:
        """Minutes of an organisation by month, days of what was cancelled among them."""
        months: dict[dt.date, int] = defaultdict(int)
        for each in self.sums:
            if each.organisation == organisation:
                months[each.month] += each.minutes
        return dict(sorted(months.items()))

    def sums_under(self, goals: Collection[int]) -> list[Sum]:
        return [each for each in self.sums if each.goal in goals and not each.is_cancelled]

    def persons_under(self, goals: Collection[int]) -> int:
        """Each once, however often they came."""
        return sum(
            count
            for places, count in self.people.items()
            if any(goal in goals for goal, _organisation in places)
        )


def taken_part_in(programme: int) -> Ask:
    """Added up anew only where something has changed since."""

    def asked(held: str) -> list[together.Part]:
        which = {"programme": programme, "known": held}
        return [
            together.Part(token(), [programme], remembered.TOKENS_ARE),
            together.Part(SUMS.format(if_stale=if_stale()), [programme, held], SUMS_ARE),
            PEOPLE.part(**which),
            ACTIVITIES.part(**which),
        ]

    def come_to(sums: Rows, people: Rows, activities: Rows) -> dict[remembered.Month, TakenPart]:
        told = TakenPart(_sums(sums), _people(people), _activities(activities))
        return {(programme, remembered.ALL_OF_IT): told}

    found = PROGRAMMES.ask(asked, come_to)

    def read(*rows: Rows) -> TakenPart:
        # Without a day or an activity there is no token.
        return next(iter(found.read(*rows).values()), TakenPart([], Counter(), []))

    return Ask(read, *found.parts)


def _sums(rows: Rows) -> list[Sum]:
    return [
        Sum(goal, organisation, dt.date.fromisoformat(f"{month}-01"), bool(off), int(minutes))
        for goal, organisation, month, off, minutes in rows
    ]


def _people(rows: Rows) -> Counter[frozenset[Where]]:
    places: dict[int, set[Where]] = defaultdict(set)
    for goal, organisation, person in rows:
        places[person].add((goal, organisation))
    return Counter(map(frozenset, places.values()))


def _activities(rows: Rows) -> list[ActivityLine]:
    """Those without a day come last, whatever the database thinks of nothing."""

    def place(row: tuple) -> tuple:
        *_line, begins, pk = row
        return begins is None, begins or 0, row[1], pk

    return [ActivityLine(*row[:-2]) for row in sorted(rows, key=place)]
