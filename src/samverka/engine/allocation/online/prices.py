"""What room is worth to those who may still come: prices that clear a simulated future.

The prices of a future are the dual of its linear programme,

    min over p  Σ_jr (room_jr · p_jr where p_jr > 0, least_jr · p_jr where p_jr < 0)
              + Σ_i weight_i · max(0, max over allowed j of
                                      u_ij + μ · heads_i - Σ_r needs_ir · p_jr)

and the mean over several futures is what one more unit is expected to be worth: Ahani, Gölz,
Procaccia, Teytelboym and Trapp, Dynamic Placement in Refugee Resettlement, Operations Research
72, 2024 (doi 10.1287/opre.2021.0534). They solve each programme exactly; here its dual is lowered
until it is close: the futures differ far more, and last batch's prices are a good start.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.problem import Counts, Problem

from .passes import Doubles, Singles, descend

# Net of this no case ever chooses a barred place.
_NEVER = np.float32(-1e9)
# From nothing, prices have a way to go; from last batch's they hardly move.
_COLD_PASSES, _WARM_PASSES = 60, 12
_COLD_STEP, _WARM_STEP = 0.05, 0.005


@dataclass(frozen=True, eq=False)
class Crowd:
    """Cases that may come, each standing for `weight` of them.

    worth (n, k) float32, barred pairs far below zero; needs (n, r); weight (n,)
    """

    worth: Singles
    needs: Singles
    weight: Singles


def worth_of(problem: Problem, bonus: float) -> Singles:
    """(n, k) utility, and `bonus` for each person that is placed at all; barred far below."""
    lifted = problem.utility + bonus * problem.heads[:, None]
    return np.where(problem.barred > 0, _NEVER, lifted).astype(np.float32)


def bonus_of(problem: Problem) -> float:
    """μ: what placing one more person weighs against utility: as much as the best pair is worth.

    Placing comes first, but a bonus without end would drown the prices' differences.
    """
    return float(problem.utility.max(initial=1))


def price(
    crowd: Crowd, room: Counts, least: Counts, bonus: float, start: Doubles | None = None
) -> Doubles:
    """(k, r) what one more unit of each resource at each place is worth to this crowd.

    Arguments:
        room, least: (k, r) what is left, and what of the minimum is not filled yet
        bonus: what the crowd's worth has been lifted by per person, in units of utility
        start: (k, r) prices to begin from, if near ones are known
    """
    is_cold = start is None
    begin = np.zeros(room.shape) if start is None else start
    best, _ = descend(
        crowd.worth,
        crowd.needs,
        crowd.weight,
        _turned(room),
        _turned(least),
        _turned(begin),
        2 * bonus * (_COLD_STEP if is_cold else _WARM_STEP),
        _COLD_PASSES if is_cold else _WARM_PASSES,
        float(crowd.worth.max(initial=0)),
    )
    return np.ascontiguousarray(best.T)


def mean_price(
    crowds: Sequence[Crowd], room: Counts, least: Counts, bonus: float, start: Doubles | None
) -> Doubles:
    """(k, r) the mean of the prices of several futures; zero where there is none."""
    if not crowds:
        return np.zeros(room.shape)
    # Futures are more alike than they are unlike: the first one's prices are near the others'.
    begin = price(crowds[0], room, least, bonus) if start is None else start
    found = [price(crowd, room, least, bonus, begin) for crowd in crowds]
    return np.asarray(np.mean(found, axis=0), np.float64)


def _turned(values: NDArray[np.int64] | Doubles) -> Doubles:
    return np.ascontiguousarray(values.T, dtype=np.float64)
