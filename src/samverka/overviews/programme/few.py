"""What only those who answer for the sums are told of a programme's goals."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from samverka.delivery.programmes.models import Measure
from samverka.engine.disclosure import LEAST

from .queries import GoalLine, MeasureLine

Counts = Measure.Counts


def hold_back(goals: Sequence[GoalLine], persons: int | None) -> None:
    """Hold back what a small group could be worked out from.

    `persons` is how many have taken part in all, None where that is not shown. From hours one
    could work out those of a month that is held back; from the persons of one goal, the few that
    took part under the others only.
    """
    for goal in goals:
        wholes = [persons, *(_persons(above) for above in _above(goal, goals))]
        goal.measures = [
            replace(line, is_held_back=_tells_of_few(line, wholes)) for line in goal.measures
        ]


def _above(goal: GoalLine, goals: Sequence[GoalLine]) -> Iterator[GoalLine]:
    """The goals that hold it, the nearest first."""
    lines = {line.pk: line for line in goals}
    while goal.parent is not None:
        goal = lines[goal.parent]
        yield goal


def _persons(goal: GoalLine) -> int:
    reached = (line.reached for line in goal.measures if line.counts == Counts.PERSONS)
    return next((number or 0 for number in reached), 0)


def _tells_of_few(line: MeasureLine, wholes: Sequence[int | None]) -> bool:
    if line.counts == Counts.HOURS:
        return True
    if line.counts != Counts.PERSONS:
        return False
    return any(whole is None or 0 < whole - (line.reached or 0) < LEAST for whole in wholes)
