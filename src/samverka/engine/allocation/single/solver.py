"""The exact optimum of a problem of single cases, with its certificate.

1. Prices from a sample of the cases, then from more of them (`prices.descend`).
2. One pass over the matrix keeps each case's candidates at those prices, among which Newton's
   method goes on.
3. One pass counts what moves between places cost; cases move along shortest paths (`repair`).
4. One pass proves the result: dual value equals value.

The dual is that of the transportation problem (Hitchcock 1941), with having no place as a place
of its own whose room is the least possible number of cases left over.
"""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import UNPLACED, Counts, Problem

from . import repair, rows
from .prices import Prices, Room, Survey, View, descend
from .state import MOST_ROOM, Places, State, TooWide

_WIDTH = 16  # candidates kept of each case
_SAMPLE = 1_000  # cases in the smallest sample, at the least
_SURVEYS = 4  # see `_paths`
_STEP = 6  # each sample is so many times greater than the one before


def solve_single(problem: Problem) -> Plan:
    """The best plan of a problem for which `is_single` holds, proven.

    As many cases as possible are placed, minimums are met where they can be, and nothing that
    does both has a greater sum of utility. The answer has a gap of 0.
    """
    started = perf_counter()
    state = solve_state(problem)
    return plan_of(problem, state, perf_counter() - started)


def solve_state(problem: Problem) -> State:
    """As `solve_single`, but answers the state that changes are reckoned from."""
    worth = worth_of(problem)
    n, k = worth.shape
    most = np.minimum(problem.capacity[:, 0], MOST_ROOM).astype(np.int64)
    capacity = np.append(most, max(0, n - int(most.sum())))
    asked = np.append(problem.minimum[:, 0], 0).astype(np.int64)
    penalty = _penalty(worth, asked)
    prices = np.zeros(k + 1, np.int64)
    if capacity[k] == 0:
        prices[k] = int(rows.NO_ARC)  # closed until it is proven that somebody must be left over
    if n and k:
        room = Room(
            np.clip(asked, 0, capacity).astype(np.float64), capacity.astype(np.float64), -penalty
        )
        prices, place = _near(worth, room, prices)
    else:
        place = np.full(n, k, np.int32)
    state = _state(worth, asked, penalty, capacity, prices, place)
    state.settle()
    return state


def _penalty(worth: NDArray[np.int32], asked: Counts) -> int:
    """More than all moves along one path through all places can gain."""
    if not asked.any():
        return 1
    penalty = (int(worth.shape[1]) + 2) * (int(worth.max(initial=0)) + 1)
    if penalty > repair.GREATEST_PRICE:
        raise TooWide(f"Missing a minimum would count as more than {repair.GREATEST_PRICE}.")
    return penalty


def worth_of(problem: Problem) -> NDArray[np.int32]:
    """Utilities with BARRED where a pair is not allowed; the problem's own array where none is."""
    worth = np.ascontiguousarray(problem.utility, np.int32)
    if not problem.barred.max(initial=0):
        return worth
    return np.where(problem.barred != 0, rows.BARRED, worth)


def _near(worth: NDArray[np.int32], room: Room, prices: Prices) -> tuple[Prices, Places]:
    """Prices that are nearly right, and a best place of each case at them."""
    n, k = worth.shape
    best = worth[:: max(1, n // _SAMPLE)].max(axis=1)
    span = max(1, int(best.max()))
    if room.most[k] > 0:  # at this price for all places as many are without one as must be
        prices[:k] = max(0, int(np.quantile(best, min(1.0, room.most[k] / n))))
    reach, off = span / 8, 0.0
    for size in _sample_sizes(n, k):
        sample = worth if size == n else np.ascontiguousarray(worth[:: n // size])
        part = room.of(sample.shape[0] / n)
        # In a sample, loads are wrong by chance alone: about the root of what is expected.
        enough = _paths(n, k) if size == n else 0.3 * float(np.sqrt(part.most).sum())
        if off:
            survey, reach = _candidate_survey(sample, prices, 8 * off), 2 * off
        else:
            survey = _rows_survey(sample)
        prices, off = descend(survey, part, prices, reach, 30, enough)
    return prices, survey(prices).best


def _paths(n: int, k: int) -> float:
    """How many cases the repair moves in the time of some surveys, by measured costs."""
    survey = 3e-4 + n * min(1.6e-9 * k, 4e-8)
    return _SURVEYS * survey / (8e-6 + 2e-7 * k)


def _sample_sizes(n: int, k: int) -> list[int]:
    """From some cases for each place to all of them."""
    sizes = []
    size = max(_SAMPLE, 8 * k)
    while size * 2 < n:
        sizes.append(size)
        size *= _STEP
    return [*sizes, n]


def _rows_survey(worth: NDArray[np.int32]) -> Survey:
    n, k = worth.shape

    def survey(prices: Prices) -> View:
        best, second, margin = (np.empty(n, np.int32) for _ in range(3))
        load = np.empty(k + 1, np.int64)
        total = rows.survey_rows(worth, prices.astype(np.int32), best, second, margin, load)
        return View(total, best, second, margin, load)

    return survey


def _candidate_survey(worth: NDArray[np.int32], prices: Prices, reach: float) -> Survey:
    n, k = worth.shape
    at = np.empty((n, _WIDTH), np.int32)
    value = np.empty((n, _WIDTH), np.int32)
    count = np.empty(n, np.int32)
    rows.collect(worth, prices.astype(np.int32), np.int64(reach), at, value, count)

    def survey(prices: Prices) -> View:
        best, second, margin = (np.empty(n, np.int32) for _ in range(3))
        load = np.empty(k + 1, np.int64)
        total = rows.survey_candidates(at, value, count, prices, best, second, margin, load)
        return View(total, best, second, margin, load)

    return survey


def _state(
    worth: NDArray[np.int32],
    asked: Counts,
    penalty: int,
    capacity: Counts,
    prices: Prices,
    place: Places,
) -> State:
    """Links and table of the cases where they stand; moves those that are not at their best."""
    k = worth.shape[1]
    loss = np.empty((k + 1, k + 1), np.int32)
    rows.differences(worth, place, loss)
    prices[k] = _price_of_nowhere(prices, capacity, loss)
    if not _is_best(loss, prices):
        place = _rows_survey(worth)(prices).best
        rows.differences(worth, place, loss)
        prices[k] = _price_of_nowhere(prices, capacity, loss)
    head, after, before, load = repair.link(place, k + 1)
    least = np.clip(asked, 0, capacity)
    stale = np.zeros((k + 1, k + 2), np.bool_)
    return State(
        worth, asked, penalty, place, prices, capacity, least, load.copy(), loss, stale,
        head, after, before, load,
    )  # fmt: skip


def _price_of_nowhere(prices: Prices, capacity: Counts, loss: NDArray[np.int32]) -> int:
    """Where nobody need be without a place, the least price at which nobody would be."""
    k = capacity.size - 1
    if capacity[k] > 0:
        return int(prices[k])
    return max(0, int((prices[:k] - loss[:k, k]).max(initial=0)))


def _is_best(loss: NDArray[np.int32], prices: Prices) -> bool:
    """Every case stands at a best place at these prices."""
    return bool((loss - prices[:, None] + prices[None, :] >= 0).all())


def plan_of(problem: Problem, state: State, seconds: float = 0.0) -> Plan:
    """The plan of a settled state: least prices, and the bound counted over the whole matrix.

    Raises AssertionError if the bound is not the value, which no input may cause.
    """
    k = state.worth.shape[1]
    prices, _ = state.price_range()
    value, best = rows.proof(state.worth, state.place, prices.astype(np.int32))
    room = np.where(prices > 0, state.capacity, state.least)
    bound = int(best) + int(room @ prices)
    if bound != value:
        raise AssertionError(f"The prices prove {bound}, and the plan is worth {value}.")
    placed = int(np.count_nonzero(state.place < k))
    missed = int(np.maximum(problem.minimum[:, 0] - state.load[:k], 0).sum())
    return Plan(
        place=np.where(state.place == k, UNPLACED, state.place).astype(np.int32),
        value=int(value),
        bound=bound,
        prices=prices[:k, None],
        method="single",
        stopped=Stopped.OPTIMAL,
        seconds=seconds,
        placed=placed,
        most=placed,
        missed=missed,
        least=missed,
        worth=float(prices[k]),
    )
