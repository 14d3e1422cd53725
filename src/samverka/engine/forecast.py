"""Will a target be reached? A total at the end, with an interval that says how sure that is.

A programme counts new persons (or units, or hours) month by month. What is still to come is told
from the months that have been, taken as independent draws of one and the same distribution: the
sum of the months left has the mean of the months seen times their number, and its error comes both
from how months differ and from how little is known of their mean. The interval is the classical
prediction interval for a sum of future observations (Student's t with one degree of freedom less
than the months seen; e.g. Hahn & Meeker, Statistical Intervals, Wiley 1991, section 4.7).

It knows no seasons: a programme that rests in July is told to go on as in the year so far. Months
are counts, so few and large ones give wide intervals. That is meant: a forecast from little should
look uncertain.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LEAST_MONTHS = 4
_TINY = 1e-300
_CLOSE = 1e-14


@dataclass(frozen=True)
class Forecast:
    """A total at the end of the period, in the unit of the counts.

    :ivar low: with the chance `level`, the total is not under this
    :ivar expected: the total if the months left are as the mean of those seen
    :ivar high: and not over this
    :ivar chance: of reaching the target, from 0 to 1; None without a target
    """

    low: int
    expected: int
    high: int
    level: float
    chance: float | None


def forecast(
    new_per_month: Sequence[int],
    months_left: int,
    *,
    target: int | None = None,
    level: float = 0.8,
) -> Forecast | None:
    """Tell the total at the end.

    :param new_per_month: what each whole month so far has added, zeros included; not negative
    :param months_left: whole months to come; 0 gives what is reached, without uncertainty
    :param target: what is to be reached, if anything
    :param level: the chance that the total lies within the interval, between 0 and 1
    :return: None with fewer than LEAST_MONTHS months, from which nothing can be told
    :raises ValueError: a negative count, a negative number of months, or a level outside (0, 1)
    """
    if any(count < 0 for count in new_per_month) or months_left < 0:
        raise ValueError("Counts and months left cannot be negative.")
    if not 0 < level < 1:
        raise ValueError("The level is a chance between 0 and 1.")
    seen, reached = len(new_per_month), sum(new_per_month)
    if months_left == 0:
        chance = None if target is None else float(reached >= target)
        return Forecast(reached, reached, reached, level, chance)
    if seen < LEAST_MONTHS:
        return None
    mean = reached / seen
    expected = reached + months_left * mean
    variance = sum((count - mean) ** 2 for count in new_per_month) / (seen - 1)
    error = math.sqrt(variance * (months_left + months_left**2 / seen))
    reach = student_quantile((1 + level) / 2, seen - 1) * error
    return Forecast(
        low=max(reached, math.floor(expected - reach)),
        expected=round(expected),
        high=math.ceil(expected + reach),
        level=level,
        chance=None if target is None else _chance(target, reached, expected, error, seen - 1),
    )


def _chance(target: int, reached: int, expected: float, error: float, freedom: int) -> float:
    if reached >= target:
        return 1.0
    # Half a unit less, since counts come whole.
    short = target - 0.5 - expected
    if error == 0:
        return float(short <= 0)
    return 1 - student_probability(short / error, freedom)


def student_probability(t: float, freedom: int) -> float:
    """The chance that Student's t with so many degrees of freedom is at most `t`.

    By the regularised incomplete beta function (DLMF 8.17, https://dlmf.nist.gov/8.17).
    """
    tail = _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
    return tail if t < 0 else 1 - tail


@lru_cache(maxsize=256)
def student_quantile(chance: float, freedom: int) -> float:
    """The t that Student's t is at most with the chance given; found by halving."""
    low, high = -1e6, 1e6
    while high - low > 1e-10 * max(1.0, abs(low)):
        middle = (low + high) / 2
        if student_probability(middle, freedom) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """I_x(a, b), with its symmetry where the fraction is slow (DLMF 8.17.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log + a * math.log(x) + b * math.log1p(-x)) / a
    return front * _beta_fraction(a, b, x)


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of DLMF 8.17.22, evaluated by the modified method of Lentz."""
    c, d = 1.0, 1 / _not_nothing(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_nothing(1 + term * d)
            c = _not_nothing(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _not_nothing(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
