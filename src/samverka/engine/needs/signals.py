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

import importlib
import math
from collections.abc import Sequence
from dataclasses import dataclass

_GRID = 10


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


@dataclass(frozen=True)
class Rise:
    """An alarm, and when the months told that it was over.

    :ivar since: the first changed month (from 0)
    :ivar told: the month that gave the alarm
    :ivar over: the month that told that it was over; None while the rise stands
    """

    since: int
    told: int
    over: int | None


def rises(counts: Sequence[int], kept: Watch) -> list[Rise]:
    """The rises that the months tell, in order; only the last one can still stand.

    That a rise is over is told as the rise is, the other way round: a sum of what each month has
    below the same level reaches the same limit.
    """
    found: list[Rise] = []
    begin = 0
    while told := alarms(counts[begin:], kept):
        since, month = begin + told[0].since, begin + told[0].told
        over = _over(counts, kept, month + 1)
        found.append(Rise(since, month, over))
        if over is None:
            break
        begin = over + 1
    return found


def _over(counts: Sequence[int], kept: Watch, begin: int) -> int | None:
    level = 0
    for month in range(begin, len(counts)):
        level = max(0, level + kept.reference - _GRID * counts[month])
        if level >= kept.limit:
            return month
    return None


def _months(limit: int, reference: int, rate: float) -> float:
    """NumPy is loaded when a watch is computed: whoever only reads one does not wait for it."""
    counting = importlib.import_module(".waiting", __package__)
    return float(counting.months(limit, reference, rate, _GRID))
