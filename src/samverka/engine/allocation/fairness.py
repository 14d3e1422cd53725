"""Fairness that is seen: what a floor for a group costs, and whom a household's objective serves.

A household's utility is made from its members' scores: their sum, their mean or the least of
them. Taking the best member's alone, as systems in use have done, leaves out the others: most
often women. Here that can only be shown beside the others, never chosen. What each
objective does to women and men is told afterwards, from labels that no score ever reads.

Floors: a group's mean utility is kept at a level that it could fairly expect, and the cost is
what the best plan loses by it (Freund, Lykouris, Paulson, Sturt and Weng, Group Fairness in
Dynamic Refugee Assignment, EC 2023, arXiv 2301.10642).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .online.year import part
from .plan import Plan
from .problem import UNPLACED, Floor, Problem

Solver = Callable[[Problem], Plan]
Groups = Mapping[str, Sequence[int]]


class Objective(StrEnum):
    """How a household's utility at a place is made from its members' scores there."""

    SUM = "sum"
    MEAN = "mean"
    LEAST = "least"


# Not an objective: what a household looks like to somebody who counts its best member only.
BEST_MEMBER = "best member"


@dataclass(frozen=True, eq=False)
class Members:
    """The members of households.

    score      (m, k) whole units of each member's own score at each place, ≥ 0
    household  (m,) the row number of each member's household, every row of 0 … n - 1 at least once

    Raises ValueError where a household has no member.
    """

    score: NDArray[np.int32]
    household: NDArray[np.int32]

    def __post_init__(self) -> None:
        found = np.unique(self.household)
        if len(self.score) != len(self.household) or not np.array_equal(
            found, np.arange(len(found))
        ):
            raise ValueError("Each member has a household, and each household a member.")


def household_utility(members: Members, objective: Objective) -> NDArray[np.int32]:
    """(n, k) each household's utility at each place, in the units of the scores.

    The mean is rounded to the nearest whole unit, halves up.
    """
    if objective is Objective.LEAST:
        return _gathered(members, np.minimum)
    total = _gathered(members, np.add)
    if objective is Objective.SUM:
        return total
    size = np.bincount(members.household)[:, None]
    return ((2 * total + size) // (2 * size)).astype(np.int32)


def _gathered(members: Members, how: np.ufunc) -> NDArray[np.int32]:
    order = np.argsort(members.household, kind="stable")
    first = np.flatnonzero(np.diff(members.household[order], prepend=-1))
    gathered = how.reduceat(members.score[order].astype(np.int64), first, axis=0)
    return np.asarray(gathered, np.int32)


@dataclass(frozen=True)
class GroupResult:
    """How a group fares in a plan: how many it is, how many are placed, and its mean score.

    `mean` counts zero for those without a place, in units of the score; None for an empty group.
    """

    name: str
    size: int
    placed: int
    mean: Fraction | None


@dataclass(frozen=True, eq=False)
class Outcome:
    """A plan and how the groups fare in it."""

    name: str
    plan: Plan
    groups: tuple[GroupResult, ...]


def results_of(
    score: NDArray[np.int32], place: NDArray[np.int32], groups: Groups
) -> tuple[GroupResult, ...]:
    """How each group fares: score (m, k) and place (m,) of cases or members, groups of rows."""
    return tuple(_result(name, score, place, rows) for name, rows in groups.items())


def _result(
    name: str, score: NDArray[np.int32], place: NDArray[np.int32], rows: Sequence[int]
) -> GroupResult:
    theirs = np.asarray(rows, np.int64)
    here = theirs[place[theirs] != UNPLACED]
    total = int(score[here, place[here]].sum(dtype=np.int64))
    mean = Fraction(total, len(theirs)) if len(theirs) else None
    return GroupResult(name, len(theirs), len(here), mean)


def by_objective(
    problem: Problem, members: Members, groups: Groups, solve: Solver
) -> tuple[Outcome, ...]:
    """The plan that each objective leads to, and how women and men, or others, fare in it.

    Arguments:
        problem: the households; its utility is replaced by each objective's
        members: their scores, whose places are the problem's
        groups: row numbers of members by label. No score reads them
        solve: solves each problem

    Returns:
        One outcome per objective, and last, for comparison, the one of counting only the best
        member of each household. Means are of the members' own scores where they come to live.
    """
    utilities = {each.value: household_utility(members, each) for each in Objective}
    utilities[BEST_MEMBER] = _gathered(members, np.maximum)
    outcomes = []
    for name, utility in utilities.items():
        plan = solve(replace(problem, utility=utility))
        where = plan.place[members.household]
        outcomes.append(Outcome(name, plan, results_of(members.score, where, groups)))
    return tuple(outcomes)


@dataclass(frozen=True, eq=False)
class FloorCost:
    """What floors cost.

    without, within  the best plan without and with the floors, and how the groups fare
    cost             units of utility that the floors cost; both plans may be proven only to a gap.
                     Where not even the plan within reaches the floors, its `missed` says so
    share            the same as a share of the plan without
    """

    without: Outcome
    within: Outcome
    cost: int
    share: float


def cost_of_floors(problem: Problem, floors: Sequence[Floor], solve: Solver) -> FloorCost:
    """Solve with and without floors, and tell the difference and whom it reaches."""
    groups = {floor.name: floor.cases for floor in floors}
    outcomes = []
    for name, kept in (("without floors", ()), ("with floors", tuple(floors))):
        plan = solve(replace(problem, floors=kept))
        told = results_of(problem.utility, plan.place, groups)
        outcomes.append(Outcome(name, plan, told))
    without, within = outcomes
    cost = without.plan.value - within.plan.value
    return FloorCost(without, within, cost, cost / max(without.plan.value, 1))


def as_by_lot(problem: Problem, groups: Groups) -> tuple[Floor, ...]:
    """A floor per group: what it would get on average if places were drawn by lot.

    Each case is drawn a place with chances as the room of the first resource at the places that
    are open to it. Whoever optimises ought to leave no group worse off than the lot does.
    """
    room = problem.capacity[:, 0].astype(np.float64)
    chance = np.where(problem.barred == 0, room, 0.0)
    total = np.maximum(chance.sum(axis=1), 1.0)
    expected = (chance * problem.utility).sum(axis=1) / total
    return tuple(
        Floor(name, tuple(rows), int(expected[list(rows)].mean()) if len(rows) else 0)
        for name, rows in groups.items()
    )


def as_on_their_own(problem: Problem, groups: Groups, solve: Solver) -> tuple[Floor, ...]:
    """A floor per group: its mean if it had its share of all room to itself, rounded down.

    Its share is its part of all persons. Shares are rounded down to whole units, so that all
    groups together never get more room than there is.
    """
    everybody = int(problem.heads.sum())
    floors = []
    for name, rows in groups.items():
        theirs = np.asarray(rows, np.int64)
        heads = int(problem.heads[theirs].sum())
        alone = part(problem, theirs, problem.capacity * heads // max(everybody, 1))
        value = solve(alone).value if len(theirs) else 0
        floors.append(Floor(name, tuple(rows), value // max(len(theirs), 1)))
    return tuple(floors)
