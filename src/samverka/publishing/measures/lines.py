"""The measures of a programme, a line each, as the list shows them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from samverka.delivery.programmes.models import Measure, Programme

from .queries import Carried, held_back, measures_of, reached_of


@dataclass(frozen=True)
class Line:
    """A measure and what is reached; nothing where that would tell of a small group."""

    measure: Measure
    reached: int | None
    is_held_back: bool

    @property
    def title(self) -> str:
        return self.measure.title

    @property
    def share(self) -> int | None:
        """What is reached, in whole percent of the target, rounded down; of no limit."""
        if self.reached is None or not self.measure.target or self.measure.target_is_limit:
            return None
        return int(100 * self.reached // self.measure.target)

    @property
    def state(self) -> str:
        if self.measure.target is None:
            return "without"
        if self.reached is None:
            return ""
        is_over = self.reached > self.measure.target
        if self.measure.target_is_limit:
            return "short" if is_over else "reached"
        return "reached" if self.reached >= self.measure.target else "short"


def lines_of(programme: Programme, *, on: dt.date, sees_all: bool) -> list[Line]:
    """In the order of the goals' numbers."""
    carried = Carried(programme, on=on)
    reached = {}
    for measure in measures_of(programme):
        measure.programme = programme
        reached[measure] = reached_of(measure, carried)
    hidden = set() if sees_all else held_back(reached, carried)
    return [
        Line(measure, None if measure in hidden else number, measure in hidden)
        for measure, number in reached.items()
    ]


def narrowed(lines: Sequence[Line], *, q: str = "", state: str = "") -> list[Line]:
    """Those that hold every word, in the measure or its goal, and have come so far."""
    words = q.lower().split()

    def holds(line: Line) -> bool:
        text = f"{line.title} {line.measure.goal} {line.measure.definition}".lower()
        return all(word in text for word in words)

    return [line for line in lines if state in ("", line.state) and holds(line)]
