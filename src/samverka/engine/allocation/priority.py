"""Wishes within a floor: each gets its best-ranked place that the rest can still do well with.

The constrained priority mechanism of Acharya, Bansak and Hainmueller, Combining Outcome-Based and
Preference-Based Matching, Political Analysis 30, 2022 (doi 10.1017/pan.2020.48, arXiv 1902.07355):
cases choose one after the other, and a wish is granted if everybody can still be placed so that
the mean utility of all is at least the floor. Nobody gains by wishing for anything but what one
wants, and no other plan that keeps the floor is better for one without being worse for another.

For single cases a wish is judged by one shortest path from a plan that is kept best all the time.
For households, and where cases are bound to each other, by solving the rest anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .online.batch import used_by
from .online.year import Rows, bind_to_placed, part
from .plan import Plan
from .priority_loops import grant
from .problem import UNPLACED, Problem

Solver = Callable[[Problem], Plan]


class FloorTooHigh(ValueError):
    """No plan that places as many reaches the floor; `best` is the mean of the best plan."""

    def __init__(self, floor: int, best: float) -> None:
        super().__init__(f"The floor is {floor}, and the best plan's mean is {best:.2f}.")
        self.floor, self.best = floor, best


@dataclass(frozen=True, eq=False)
class Granted:
    """What came of the wishes.

    place  (n,) column number of each case's place, UNPLACED where it has none
    rank   (n,) which wish was granted, 1 for the first; 0 where none was, and the case has the
           place that the plan gave it
    value  sum of utility of those placed
    best   the same in the plan that does not ask for wishes: the difference is what wishes cost
    placed how many persons are placed, as many as without wishes
    """

    place: NDArray[np.int32]
    rank: NDArray[np.int32]
    value: int
    best: int
    placed: int


def by_wishes(
    problem: Problem,
    wishes: NDArray[np.int32],
    order: Sequence[int],
    floor: int,
    solve: Solver,
) -> Granted:
    """Let cases choose in turn, as long as the mean utility of all stays at the floor or above.

    Arguments:
        wishes: (n, w) places that each case would have, best first, then UNPLACED to the end of
            its row. Barred places are passed over
        order: row numbers, who chooses first, second … (drawn by lot, or by who came first)
        floor: the least mean utility of all n cases, in units of it; one without a place counts
            as zero
        solve: solves the problem, and for households each question about a wish

    Raises:
        FloorTooHigh: not even the plan made without wishes reaches the floor.
        ValueError: the order is not one of all cases, or the problem has minimums or floors of
            groups, which are for a plan that is made as a whole.
    """
    n = len(problem.cases)
    if sorted(order) != list(range(n)):
        raise ValueError("The order names each case once.")
    if problem.floors or problem.minimum.any():
        raise ValueError("Minimums and floors of groups cannot be kept while wishes are granted.")
    plan = solve(problem)
    if plan.value < floor * n:
        raise FloorTooHigh(floor, plan.value / max(n, 1))
    turn = np.asarray(order, np.int32)
    # Paths are judged from a plan than which none is better; from any other they could go round.
    is_best = plan.bound <= plan.value and plan.most <= plan.placed
    if problem.is_single and is_best:
        place, rank = _by_paths(problem, wishes, turn, floor * n, plan)
    else:
        place, rank = _by_solving(problem, wishes, turn, floor * n, plan, solve)
    rows = np.flatnonzero(place != UNPLACED)
    value = int(problem.utility[rows, place[rows]].sum(dtype=np.int64))
    return Granted(place, rank, value, plan.value, int(problem.heads[rows].sum()))


def _by_paths(
    problem: Problem, wishes: NDArray[np.int32], turn: NDArray[np.int32], floor: int, plan: Plan
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    place, rank = grant(
        problem.utility.astype(np.int64),
        problem.barred,
        problem.capacity[:, 0],
        plan.place,
        np.ascontiguousarray(wishes, np.int32),
        turn,
        plan.value - floor,
    )
    return place, rank


def _by_solving(
    problem: Problem,
    wishes: NDArray[np.int32],
    turn: NDArray[np.int32],
    floor: int,
    plan: Plan,
    solve: Solver,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    rank = np.zeros(len(turn), np.int32)
    chosen = np.full(len(turn), UNPLACED, np.int32)
    place = (
        plan.place.copy()
    )  # of those who have chosen, and of the rest in the best plan for them
    for step, i in enumerate(map(int, turn)):
        rest = np.sort(turn[step + 1 :]).astype(np.int64)
        barred = bind_to_placed(problem, chosen).barred[i]
        for number, j in enumerate(wishes[i], 1):
            if j == UNPLACED or barred[j]:
                continue
            trial = place if place[i] == j else _with(problem, chosen, rest, i, int(j), solve)
            if trial is not None and _is_enough(problem, trial, plan.placed, floor):
                place, rank[i] = trial, number
                break
        chosen[i] = place[i]
    return place, rank


def _with(
    problem: Problem,
    chosen: NDArray[np.int32],
    rest: Rows,
    i: int,
    j: int,
    solve: Solver,
) -> NDArray[np.int32] | None:
    """(n,) the best plan where i is at j and the others stay at what they have chosen."""
    place = chosen.copy()
    place[i] = j
    used = used_by(problem, place)
    if (used > problem.capacity).any():
        return None
    others = part(bind_to_placed(problem, place), rest, problem.capacity - used)
    place[rest] = solve(others).place
    return place


def _is_enough(problem: Problem, place: NDArray[np.int32], placed: int, floor: int) -> bool:
    rows = np.flatnonzero(place != UNPLACED)
    value = int(problem.utility[rows, place[rows]].sum(dtype=np.int64))
    return int(problem.heads[rows].sum()) >= placed and value >= floor
