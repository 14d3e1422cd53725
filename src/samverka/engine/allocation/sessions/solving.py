"""A booking of people to sessions that is best, or comes with how far from best it can be.

The rules are rows over pairs (`rules`). Without the demand for whole pairs it is a linear
programme, which HiGHS solves (Huangfu and Hall 2018, doi 10.1007/s12532-017-0130-5). Its answer is
often whole already. Where it is not, whole pairs are taken in its order, and if that is too far
from the bound the branch and bound of HiGHS goes on.

What proves the bound are the prices of the rows, rounded to whole numbers: for any prices that are
not negative, no booking is worth more than the sum over rows of price times room, plus the sum
over pairs of what their worth is above their prices. That is weak duality; it holds for any
numbers, so a fault in a solver can make the bound poor, never false.

A session that too few would come to is not held: the emptiest is closed and all is solved again.
The bound is that of all sessions open to anybody, so it holds for every choice of what to close.
"""

import time
from collections.abc import Callable

import highspy
import numpy as np
from numpy.typing import NDArray

from .problem import Booking, Flags, Problem
from .rules import Rules, rules

NEAR_ENOUGH = 0.001
_WHOLE = 1e-6
_LEAST_SECONDS = 0.5

Numbers = NDArray[np.float64]


def solve(
    problem: Problem, *, seconds: float = 10.0, told: Callable[[int], None] = lambda closed: None
) -> Booking:
    """The best booking that is found in the time, within 0.1 % of the bound where that can be.

    :param seconds: when branching stops; closing sessions that too few come to goes on to its end
    :param told: called with how many sessions have been closed, for a bar
    """
    ends = time.monotonic() + seconds
    held = np.ones(len(problem.sessions.module), dtype=bool)
    bound: int | None = None
    while True:
        rows = rules(problem, held)
        taken, prices = _taken(rows, ends)
        bound = _bound(rows, prices) if bound is None else bound
        of = np.zeros(problem.worth.shape, dtype=bool)
        of[rows.person[taken], rows.session[taken]] = True
        too_few = _too_few(problem, of, held)
        if not too_few.any():
            return Booking(of, held & of.any(axis=0), int(rows.worth[taken].sum()), bound)
        held = held & ~too_few
        told(int((~held).sum()))


def _too_few(problem: Problem, of: Flags, held: Flags) -> Flags:
    """The held session that lacks most of its least, and all that lack more than half of it.

    A session nobody is in needs no closing: it is simply not held.
    """
    least, counts = problem.sessions.least, of.sum(axis=0)
    share = np.where(held & (counts > 0), counts / np.maximum(least, 1), 1.0)
    if share.min(initial=1.0) >= 1:
        return np.zeros(len(held), dtype=bool)
    emptiest: Flags = (np.arange(len(held)) == share.argmin()) | (share < 0.5)
    return emptiest


def _taken(rows: Rules, ends: float) -> tuple[Flags, Numbers]:
    """(m,) the pairs that are booked, and (rows,) the prices of the linear programme."""
    if not len(rows.person):
        return np.zeros(0, dtype=bool), np.zeros(len(rows.most))
    highs = _programme(rows)
    highs.run()
    solution = highs.getSolution()
    value, prices = np.array(solution.col_value), -np.array(solution.row_dual)
    taken = _rounded(rows, value)
    bound = _bound(rows, prices)
    left = ends - time.monotonic()
    if bound - rows.worth[taken].sum() > NEAR_ENOUGH * bound and left > _LEAST_SECONDS:
        taken = _branched(rows, taken, left)
    return taken, prices


def _bound(rows: Rules, prices: Numbers) -> int:
    """What no booking under these rules is worth more than."""
    price = np.ceil(np.maximum(prices, 0.0)).astype(np.int64)
    paid = np.bincount(rows.pair, weights=price[rows.row], minlength=len(rows.worth))
    above = np.maximum(rows.worth - paid.astype(np.int64), 0)
    return int(price @ rows.most + above.sum())


def _rounded(rows: Rules, value: Numbers) -> Flags:
    """Whole pairs: the fullest first, then the worthiest, each where all its rows have room."""
    room = rows.most.copy()
    order = np.lexsort((-rows.worth, -np.round(value, 3)))
    of_pair = np.argsort(rows.pair, kind="stable")
    start = np.searchsorted(rows.pair[of_pair], np.arange(len(value) + 1))
    row = rows.row[of_pair]
    taken = np.zeros(len(value), dtype=bool)
    for pair in order:
        mine = row[start[pair] : start[pair + 1]]
        if (room[mine] > 0).all():
            room[mine] -= 1
            taken[pair] = True
    return taken


def _programme(rows: Rules) -> highspy.Highs:
    """The linear programme; HiGHS minimises, so worth is a cost below zero."""
    order = np.lexsort((rows.row, rows.pair))
    pairs = len(rows.worth)
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = pairs, len(rows.most)
    programme.col_cost_ = -rows.worth.astype(float)
    programme.col_lower_, programme.col_upper_ = np.zeros(pairs), np.ones(pairs)
    programme.row_lower_ = np.full(len(rows.most), -highspy.kHighsInf)
    programme.row_upper_ = rows.most.astype(float)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts = np.searchsorted(rows.pair[order], np.arange(pairs + 1))
    programme.a_matrix_.start_ = starts.astype(np.int32)
    programme.a_matrix_.index_ = rows.row[order].astype(np.int32)
    programme.a_matrix_.value_ = np.ones(len(order))
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)  # several threads would not answer alike each time
    highs.setOptionValue("random_seed", 1)
    highs.passModel(programme)
    return highs


def _branched(rows: Rules, taken: Flags, seconds: float) -> Flags:
    """What branch and bound makes of it in the time; `taken` if it finds nothing better."""
    highs = _programme(rows)
    pairs = len(rows.worth)
    whole = np.full(pairs, highspy.HighsVarType.kInteger)
    highs.changeColsIntegrality(pairs, np.arange(pairs, dtype=np.int32), whole)
    highs.setOptionValue("mip_rel_gap", NEAR_ENOUGH / 2)
    highs.setOptionValue("time_limit", seconds)
    highs.run()
    value = np.array(highs.getSolution().col_value)
    if len(value) != pairs:
        return taken
    found: Flags = _rounded(rows, value)
    return found if rows.worth[found].sum() > rows.worth[taken].sum() else taken
