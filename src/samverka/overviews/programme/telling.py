"""What is told of a programme's goals and sums to one who reads it: its page and a home alike."""

import datetime as dt
from typing import NamedTuple

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.reports.queries import ProgrammeSums, programme_sums

from .few import hold_back
from .queries import GoalLine, Partner, Progress, goal_lines, partners_of


class Telling(NamedTuple):
    progress: Progress
    partners: list[Partner]
    sums: ProgrammeSums
    goals: list[GoalLine]


def telling(programme: Programme, actor: Actor, *, on: dt.date) -> Telling:
    """The programme is one of `programmes_read_by`; small groups are held back."""
    progress = Progress(programme, on=on)
    partners = partners_of(programme)
    taken = progress.taken_part
    sums = programme_sums(programme, actor, taken.parts, taken.total)
    goals = goal_lines(programme, progress, partners)
    if not sums.sees_all:
        hold_back(goals, sums.total.persons if sums.total else None)
    return Telling(progress, partners, sums, goals)
