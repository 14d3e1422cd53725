"""A booking of people to sessions that is best, or comes with how far from best it can be.

The rules are rows over pairs (`rules`). Without the demand for whole pairs it is a linear
programme, which HiGHS solves (Huangfu and Hall 2018, doi 10.1007/s12532-017-0130-5). Its answer is
often whole already. Where it is not, somebody may be in parts of three sessions no two of which go
together; such sets are put in as rows where the answer breaks them, and it is solved again. Then
whole pairs are taken in its order, and if that is too far from the bound the branch and bound of
HiGHS decides anew for those who still are in parts of sessions.

What proves the bound are the prices of the rows, rounded to whole numbers: for any prices that are
not negative, no booking is worth more than the sum over rows of price times room, plus the sum
over pairs of what their worth is above their prices. That is weak duality; it holds for any
numbers, so a fault in a solver can make the bound poor, never false.

A session that too few would come to is not held: the emptiest is closed and all is solved again.
The bound is that of all sessions open to anybody, so it holds for every choice of what to close.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from .problem import Booking, Flags, Problem
from .rules import Rules, cliques, rules, with_rows

NEAR_ENOUGH = 0.001
_WHOLE = 1e-6
_BROKEN = 1e-4
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
        rows, taken, here = _taken(problem, held, ends)
        bound = here if bound is None else bound
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


@dataclass(frozen=True, eq=False)
class _Relaxed:
    """What the linear programme says: of each pair a value from 0 to 1, of each row a price."""

    rows: Rules
    value: Numbers
    prices: Numbers


def _taken(problem: Problem, held: Flags, ends: float) -> tuple[Rules, Flags, int]:
    """The rules, (m,) the pairs that are booked, and what no booking is worth more than."""
    relaxed = _relaxed(problem, held)
    taken, bound = _rounded(relaxed.rows, relaxed.value), _bound(relaxed)
    left = ends - time.monotonic()
    worth = relaxed.rows.worth
    if bound - worth[taken].sum() > NEAR_ENOUGH * bound and left > _LEAST_SECONDS:
        taken = _branched(relaxed, taken, left)
    return relaxed.rows, taken, bound


def _relaxed(problem: Problem, held: Flags) -> _Relaxed:
    """The linear programme, with the rows that its answers broke so far put in."""
    rows, sets = rules(problem, held), None
    highs = _programme(rows)
    while True:
        highs.run()
        solution = highs.getSolution()
        value, prices = np.array(solution.col_value), -np.array(solution.row_dual)
        if (np.abs(value - np.round(value)) < _WHOLE).all():
            return _Relaxed(rows, value, prices)
        sets = cliques(problem, held) if sets is None else sets
        table = np.zeros(problem.worth.shape)
        table[rows.person, rows.session] = value
        person, broken = np.nonzero(table @ sets.T > 1 + _BROKEN)
        if not len(person):
            return _Relaxed(rows, value, prices)
        rows = with_rows(rows, person, sets[broken])
        _add_last(highs, rows, len(person))


def _bound(relaxed: _Relaxed) -> int:
    """What no booking under these rules is worth more than."""
    rows = relaxed.rows
    price = np.ceil(np.maximum(relaxed.prices, 0.0)).astype(np.int64)
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


def _add_last(highs: highspy.Highs, rows: Rules, count: int) -> None:
    """Put the last rows in; HiGHS goes on from where it stood."""
    last = np.flatnonzero(rows.row >= len(rows.most) - count)
    starts = np.searchsorted(rows.row[last], np.arange(len(rows.most) - count, len(rows.most)))
    highs.addRows(
        count,
        np.full(count, -highspy.kHighsInf),
        rows.most[-count:].astype(float),
        len(last),
        starts.astype(np.int32),
        rows.pair[last].astype(np.int32),
        np.ones(len(last)),
    )


def _branched(relaxed: _Relaxed, taken: Flags, seconds: float) -> Flags:
    """What branch and bound makes of it in the time; `taken` if it finds nothing better.

    Only those who are in parts of sessions are decided anew; the others keep what they have.
    """
    rows, value = relaxed.rows, relaxed.value
    pairs = len(value)
    in_parts = np.abs(value - np.round(value)) > _WHOLE
    settled = np.flatnonzero(~np.isin(rows.person, rows.person[in_parts])).astype(np.int32)
    highs = _programme(rows)
    whole = np.full(pairs, highspy.HighsVarType.kInteger)
    highs.changeColsIntegrality(pairs, np.arange(pairs, dtype=np.int32), whole)
    kept = np.round(value[settled])
    highs.changeColsBounds(len(settled), settled, kept, kept)
    highs.setOptionValue("mip_rel_gap", NEAR_ENOUGH / 10)
    highs.setOptionValue("time_limit", seconds)
    highs.run()
    answer = np.array(highs.getSolution().col_value)
    if len(answer) != pairs:
        return taken
    found = _rounded(rows, answer)
    return found if rows.worth[found].sum() > rows.worth[taken].sum() else taken
