"""A back-test: one year placed again as a piece of work for a sweep, its result in figures."""

from dataclasses import dataclass, field

from samverka.engine.allocation.solving import Settings, solve

from .futures import Outlook
from .replay import Course, replay
from .year import Year


@dataclass(frozen=True, eq=False)
class BackTest:
    """What is tried: a year with the ones before it, looked at in one way.

    outlook   how to look ahead; a sweep over outlooks, or over seeds, is a list of these
    settings  how each batch and the whole year are solved
    """

    year: Year
    past: tuple[Year, ...]
    outlook: Outlook
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Figures:
    """What one way of placing came to.

    share       of the utility that hindsight could have reached, at least
    placed      how many persons
    unevenness  how many batches' worth a place is ahead of or behind its pace, on average
    """

    share: float
    placed: int
    unevenness: float


@dataclass(frozen=True)
class Tried:
    """The figures of a back-test; equal ones come from the same plans. `even` as in Replay."""

    greedy: Figures
    ahead: Figures
    even: Figures | None
    cost_of_even: int


def back_test(asked: BackTest) -> Tried:
    """Replay the year and keep the figures: what a sweep runs for each of its inputs."""
    found = replay(
        asked.year, asked.past, asked.outlook, lambda problem: solve(problem, asked.settings)
    )

    def figures(course: Course) -> Figures:
        return Figures(found.share(course), course.placed, course.unevenness)

    return Tried(
        greedy=figures(found.greedy),
        ahead=figures(found.ahead),
        even=figures(found.even) if found.even else None,
        cost_of_even=found.cost_of_even,
    )
