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

from .passes import Doubles, Singles, Wholes, descend

# The greatest worth in the units of the loops, and what all that a case takes may cost at the
# most. Together they stay within 32 bits, whatever is taken off a barred pair.
_MOST_WORTH, _MOST_COST = 2**21, 2**30
_BARRED = np.int32(-(2**30))
# From nothing, prices have a way to go; from last batch's they hardly move.
_COLD_PASSES, _WARM_PASSES = 60, 12
_COLD_STEP, _WARM_STEP = 0.05, 0.005


@dataclass(frozen=True)
class Yardstick:
    """How worth is counted in the loops.

    bonus  μ: what placing one more person weighs against utility, in units of utility
    fine   how many of the loops' units go to one of utility
    """

    bonus: float
    fine: float


def yardstick(problems: Sequence[Problem]) -> Yardstick:
    """The yardstick of some problems: being placed is worth as much as the best pair of all.

    Placing comes first, but a bonus without end would drown the prices' differences.
    """
    bonus = float(max(problem.utility.max(initial=1) for problem in problems))
    heads = max(int(problem.heads.max(initial=1)) for problem in problems)
    return Yardstick(bonus, _MOST_WORTH / (bonus * (heads + 1)))


@dataclass(frozen=True, eq=False)
class Crowd:
    """Cases that may come, each standing for `weight` of them.

    worth   (n, k) in the units of a yardstick, barred pairs far below zero
    needs   (n, r)
    weight  (n,)
    """

    worth: Wholes
    needs: Wholes
    weight: Singles


def worth_of(problem: Problem, by: Yardstick) -> Wholes:
    """(n, k) utility, and the bonus for each person that is placed at all; barred far below."""
    lifted = np.rint((problem.utility + by.bonus * problem.heads[:, None]) * by.fine)
    return np.where(problem.barred > 0, _BARRED, lifted.astype(np.int32))


def price(
    crowd: Crowd, room: Counts, least: Counts, by: Yardstick, start: Doubles | None = None
) -> Doubles:
    """(k, r) what one more unit of each resource at each place is worth to this crowd.

    Arguments:
        room, least: (k, r) what is left, and what of the minimum is not filled yet
        by: what the crowd's worth has been counted by
        start: (k, r) prices to begin from, if near ones are known

    Of a resource of which somebody takes more than 170 units, a unit's price reaches less far than
    the best pair is worth (2³⁰ over three resources and the greatest need): count it in larger
    units.
    """
    is_cold = start is None
    begin = np.zeros(room.shape) if start is None else start * by.fine
    r = room.shape[1]
    reach = _MOST_COST // (r * np.maximum(crowd.needs.max(axis=0, initial=1), 1))
    best, _ = descend(
        crowd.worth,
        crowd.needs,
        crowd.weight,
        _turned(room),
        _turned(least),
        _turned(begin),
        2 * by.bonus * by.fine * (_COLD_STEP if is_cold else _WARM_STEP),
        _COLD_PASSES if is_cold else _WARM_PASSES,
        np.minimum(reach, _MOST_WORTH).astype(np.float64),
    )
    return np.ascontiguousarray(best.T) / by.fine


def mean_price(
    crowds: Sequence[Crowd], room: Counts, least: Counts, by: Yardstick, start: Doubles | None
) -> Doubles:
    """(k, r) the mean of the prices of several futures; zero where there is none."""
    if not crowds:
        return np.zeros(room.shape)
    # Futures are more alike than they are unlike: the first one's prices are near the others'.
    begin = price(crowds[0], room, least, by) if start is None else start
    found = [price(crowd, room, least, by, begin) for crowd in crowds]
    return np.asarray(np.mean(found, axis=0), np.float64)


def _turned(values: NDArray[np.int64] | Doubles) -> Doubles:
    return np.ascontiguousarray(values.T, dtype=np.float64)
