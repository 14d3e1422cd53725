"""Early warning: has the number of arrivals risen, or is this month chance?

A cumulative sum for counts (Lucas, Technometrics 27, 1985): each month adds what it has above a
level between the usual and the raised one, and never falls under zero; where the sum reaches a
limit, the months are told to have changed, from the month after it last was zero. The limit is
chosen so that, while nothing changes, a false alarm comes once in a stated number of months on
average; how late a real rise is told follows from it. Both are computed, not simulated: the sum is
a Markov chain (Brook and Evans, Biometrika 59, 1972), here on a grid of tenths.

It takes months to vary as counts do when people come one by one (Poisson). Where they come in
groups they vary more, and false alarms come more often than stated.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

_GRID = 10
_ENOUGH = 1e-12


@dataclass(frozen=True)
class Watch:
    """What is watched for.

    :ivar usual: arrivals a month while nothing has changed, above 0
    :ivar raised: arrivals a month that one wants to be told of, above `usual`
    :ivar reference: what a month adds is its count less this, in tenths of an arrival
    :ivar limit: an alarm is where the sum reaches this, in tenths
    :ivar false_alarm_months: months between false alarms, on average
    :ivar delay_months: months until a rise to `raised` is told, on average
    """

    usual: float
    raised: float
    reference: int
    limit: int
    false_alarm_months: float
    delay_months: float


@dataclass(frozen=True)
class Alarm:
    """:ivar told: the month (from 0) that gave the alarm; :ivar since: the first changed month."""

    told: int
    since: int


def watch(usual: float, raised: float, *, false_alarm_months: float = 120.0) -> Watch:
    """The lowest limit at which false alarms are as seldom as asked.

    :raises ValueError: if not 0 < usual < raised
    """
    if not 0 < usual < raised:
        raise ValueError("the raised level is not above the usual one, or that is not above zero")
    reference = round(_GRID * (raised - usual) / math.log(raised / usual))
    low, high = 1, 2
    while _months(high, reference, usual) < false_alarm_months:
        low, high = high, high * 2
    while low < high:
        middle = (low + high) // 2
        if _months(middle, reference, usual) < false_alarm_months:
            low = middle + 1
        else:
            high = middle
    return Watch(
        usual,
        raised,
        reference,
        low,
        _months(low, reference, usual),
        _months(low, reference, raised),
    )


def alarms(counts: Sequence[int], kept: Watch) -> list[Alarm]:
    """The alarms that the months give, in order; the sum begins anew after each."""
    told, level, zero = [], 0, -1
    for month, count in enumerate(counts):
        level = max(0, level + _GRID * count - kept.reference)
        if level == 0:
            zero = month
        elif level >= kept.limit:
            told.append(Alarm(month, zero + 1))
            level, zero = 0, month
    return told


@lru_cache(maxsize=256)
def _months(limit: int, reference: int, rate: float) -> float:
    """Months until the sum reaches the limit, on average, when it begins at zero."""
    chances = _poisson(rate)
    moves = np.zeros((limit, limit))
    rows = np.arange(limit)
    for count, chance in enumerate(chances):
        to = np.maximum(rows + _GRID * count - reference, 0)
        inside = to < limit
        np.add.at(moves, (rows[inside], to[inside]), chance)
    return float(np.linalg.solve(np.eye(limit) - moves, np.ones(limit))[0])


def _poisson(rate: float) -> list[float]:
    """Chances of 0, 1, 2 ... arrivals, until hardly any is left."""
    chances, left, count = [], 1.0, 0
    while left > _ENOUGH or count <= rate:
        chance = math.exp(count * math.log(rate) - rate - math.lgamma(count + 1))
        chances.append(chance)
        left -= chance
        count += 1
    return chances
