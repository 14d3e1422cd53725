"""A year that has been, once more: greedily, looking ahead, evenly, and in hindsight."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.plan import Plan
from samverka.engine.allocation.problem import UNPLACED, Counts, Problem

from .batch import Pace, left_of, priced, used_by
from .futures import Outlook, Pool
from .passes import Doubles
from .prices import mean_price, yardstick
from .year import Year, bind_to_placed, fit, part, with_hindsight

Solver = Callable[[Problem], Plan]


@dataclass(frozen=True, eq=False)
class Course:
    """How a year goes under one way of placing.

    place       (n,) column number of each case's place, UNPLACED where it has none
    value       sum of utility of those placed
    placed      how many persons are placed
    prices      (batches, k, r) what room cost in each batch, in units of utility
    unevenness  how many batches' worth a place was ahead of or behind its pace, on average over
                room and batches
    over        (k, r) how much more is used in the end than there is room for: only where room
                was taken back after it was used
    looking     seconds that looking ahead took, per batch; differs from run to run
    """

    place: NDArray[np.int32]
    value: int
    placed: int
    prices: Doubles
    unevenness: float
    over: Counts
    looking: Doubles


@dataclass(frozen=True, eq=False)
class Replay:
    """A year placed in several ways, beside what hindsight could have reached.

    greedy     each batch as well as can be, as if none came after it
    ahead      each batch at the prices of simulated futures
    even       the same with an even flow; None where that is not asked for
    hindsight  the plan of somebody who knew who would come; its bound is what shares are told of
    """

    greedy: Course
    ahead: Course
    even: Course | None
    hindsight: Plan

    def share(self, course: Course) -> float:
        """How much of the utility that hindsight could have reached, at least; 1 is all of it."""
        return course.value / self.hindsight.bound if self.hindsight.bound else 1.0

    @property
    def cost_of_even(self) -> int:
        """What the even flow costs in units of utility; 0 where it is not asked for."""
        return 0 if self.even is None else self.ahead.value - self.even.value


def replay(
    year: Year,
    past: Sequence[Year],
    outlook: Outlook,
    solve: Solver,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Replay:
    """Place a year batch by batch in each way, and once in hindsight.

    Arguments:
        past: earlier years with the same places and resources, their utilities scored as this
            year's are; may be none
        outlook: how to look ahead, and whether the flow is to be even
        solve: solves a batch, and the whole year
        progress: told how many batches are done, of how many

    Raises:
        WrongYear: the earlier years have other places or resources.
    """
    fit(year, past)
    ways: list[Outlook | None] = [None, replace(outlook, even=0)]
    ways += [outlook] if outlook.even else []
    courses = []
    for number, way in enumerate(ways):
        done = number * year.batches
        told = _counting(progress, done, len(ways) * year.batches)
        courses.append(run(year, past, way, solve, told))
    return Replay(
        greedy=courses[0],
        ahead=courses[1],
        even=courses[2] if outlook.even else None,
        hindsight=solve(with_hindsight(year)),
    )


def _counting(
    progress: Callable[[int, int], None], before: int, of: int
) -> Callable[[int, int], None]:
    return lambda done, _: progress(before + done, of)


def run(
    year: Year,
    past: Sequence[Year],
    outlook: Outlook | None,
    solve: Solver,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Course:
    """Place a year batch by batch; without an outlook, as if nobody came after each batch."""
    problem = year.problem
    look = _Look(year, past, outlook) if outlook else None
    place = np.full(len(problem.cases), UNPLACED, np.int32)
    pace = Pace(problem.capacity, year.batches)
    prices, seconds = np.zeros((year.batches, *problem.capacity.shape)), np.zeros(year.batches)
    uneven = 0.0
    for batch in range(year.batches):
        rows = year.arriving(batch)
        used = used_by(problem, place)
        if look and len(rows):
            started = time.perf_counter()
            prices[batch] = look.prices(batch, used)
            seconds[batch] = time.perf_counter() - started
        if len(rows):
            bound = bind_to_placed(problem, place)
            here = part(bound, rows, left_of(year.capacity_at(batch), used))
            place[rows] = solve(priced(here, prices[batch])).place
        uneven += pace.unevenness(used_by(problem, place)) / year.batches
        progress(batch + 1, year.batches)
    return _course(year, place, prices, uneven, seconds)


class _Look:
    """Looking ahead through one year; last batch's prices are where the next search begins."""

    def __init__(self, year: Year, past: Sequence[Year], outlook: Outlook) -> None:
        self.year, self.outlook = year, outlook
        self.by = yardstick([each.problem for each in [*past, year]])
        self.pool = Pool(year, past, self.by)
        self.pace = Pace(year.problem.capacity, year.batches)
        self.last: Doubles | None = None

    def prices(self, batch: int, used: Counts) -> Doubles:
        """(k, r) what room costs in this batch, after so much (k, r) is used."""
        room = left_of(self.year.capacity_at(batch), used)
        least = np.minimum(left_of(self.year.problem.minimum, used), room)
        crowds = self.pool.drawn(batch, self.outlook)
        self.last = mean_price(crowds, room, least, self.by, self.last)
        return self.last + self.pace.surcharge(used, self.outlook.even)


def _course(
    year: Year, place: NDArray[np.int32], prices: Doubles, uneven: float, seconds: Doubles
) -> Course:
    problem = year.problem
    rows = np.flatnonzero(place != UNPLACED)
    used = used_by(problem, place)
    return Course(
        place=place,
        value=int(problem.utility[rows, place[rows]].sum(dtype=np.int64)),
        placed=int(problem.heads[rows].sum()),
        prices=prices,
        unevenness=uneven,
        over=np.maximum(used - year.capacity_at(year.batches - 1), 0),
        looking=seconds,
    )
