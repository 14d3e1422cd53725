"""Will a target be reached? A total at the end, with an interval that says how sure that is.

A programme counts new persons (or units, or hours) month by month. What is still to come is told
from the months that have been. Months differ by chance, and a programme may also change: it starts
in a rush and fades, or finds its form and grows, or the level wanders. How it changes is not
known, so several answers are held against the months seen: a level that stays or wanders more or
less, and a slope that is none, slight or steep, and goes on or dies out. Each is a linear model of
level and slope with the noise of the months as its unit (a local linear trend with a damped slope;
Harvey, Forecasting, Structural Time Series Models and the Kalman Filter, Cambridge 1989, chapter
2; Gardner and McKenzie, Management Science 31, 1985). Given the model, the sum of the months left
follows Student's t with one degree of freedom less than the months seen; where nothing changes
this is the classical prediction interval for a sum of future observations (Hahn & Meeker,
Statistical Intervals, Wiley 1991, section 4.7). The answers are weighed by how well each foretold
each month from those before it, and the interval is that of the weighted whole.

How often it holds the truth in simulation is stated and tested in tests/test_forecast.py. For
months that are alike on the whole, whatever their spread, it is wider than it need be. Of a level
that grows without an end or wanders far it holds the truth less often than it says: that nobody
can read from the months so far. It knows no seasons. Few months give wide intervals. That is
meant: a forecast from little should look uncertain.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

LEAST_MONTHS = 4
_TINY = 1e-300
_CLOSE = 1e-14
# How far the level wanders and how steep the slope may be in a month, in units of the noise of the
# months (the first as a variance); and what share of the slope is left in the next month.
_WANDERS = (0.0, 0.1, 0.6)
_SLOPES = (0.0, 0.2, 0.6)
_LASTS = (1.0, 0.9)
_MODELS = [
    (wander, slope, lasts)
    for wander, slope, lasts in product(_WANDERS, _SLOPES, _LASTS)
    if slope or lasts == 1
]
# A model that is less likely than this share of the best one is left out.
_LEAST_WEIGHT = 1e-3


@dataclass(frozen=True)
class Forecast:
    """A total at the end of the period, in the unit of the counts.

    :ivar low: with the chance `level`, the total is not under this
    :ivar expected: the total that the models expect, weighed
    :ivar high: and not over this
    :ivar chance: of reaching the target, from 0 to 1; None without a target
    """

    low: int
    expected: int
    high: int
    level: float
    chance: float | None


@dataclass(frozen=True)
class _Answer:
    """What one model says of the sum of the months left: Student's t around a mean."""

    weight: float
    mean: float
    error: float
    freedom: int

    def probability(self, value: float) -> float:
        """The chance that the sum is at most so much."""
        if self.error == 0:
            return float(value >= self.mean)
        return student_probability((value - self.mean) / self.error, self.freedom)


def forecast(
    new_per_month: Sequence[int],
    months_left: int,
    *,
    target: int | None = None,
    most: int | None = None,
    level: float = 0.8,
) -> Forecast | None:
    """Tell the total at the end.

    :param new_per_month: what each whole month so far has added, zeros included; not negative
    :param months_left: whole months to come; 0 gives what is reached, without uncertainty
    :param target: what is to be reached, if anything
    :param most: what there is in all to reach, where that is known: the total is never more
    :param level: the chance that the total lies within the interval, between 0 and 1
    :return: None with fewer than LEAST_MONTHS months, from which nothing can be told
    :raises ValueError: a negative count, a negative number of months, a level outside (0, 1), or
        more reached than there is
    """
    if any(count < 0 for count in new_per_month) or months_left < 0:
        raise ValueError("Counts and months left cannot be negative.")
    if not 0 < level < 1:
        raise ValueError("The level is a chance between 0 and 1.")
    reached = sum(new_per_month)
    if most is not None and reached > most:
        raise ValueError("More is reached than there is.")
    if months_left == 0:
        chance = None if target is None else float(reached >= target)
        return Forecast(reached, reached, reached, level, chance)
    if len(new_per_month) < LEAST_MONTHS:
        return None
    answers = _answers(new_per_month, months_left)
    # Nothing that is reached is taken back.
    low = max(reached, math.floor(reached + _quantile(answers, (1 - level) / 2)))
    high = max(low, math.ceil(reached + _quantile(answers, (1 + level) / 2)))
    middle = reached + sum(each.weight * each.mean for each in answers)
    if most is not None:
        low, high = min(low, most), min(high, most)
    return Forecast(
        low=low,
        expected=min(max(round(middle), low), high),
        high=high,
        level=level,
        chance=None if target is None else _chance(target, reached, most, answers),
    )


def _chance(target: int, reached: int, most: int | None, answers: Sequence[_Answer]) -> float:
    if target <= reached:
        return 1.0
    if most is not None and target > most:
        return 0.0
    # Half a unit less, since counts come whole.
    return 1 - _probability(answers, target - reached - 0.5)


def _probability(answers: Sequence[_Answer], value: float) -> float:
    return sum(each.weight * each.probability(value) for each in answers)


def _quantile(answers: Sequence[_Answer], chance: float) -> float:
    """The sum that is not passed with the chance given, to a tenth of a unit; found by halving."""
    if all(each.error == 0 for each in answers):
        return answers[0].mean
    reaches = [abs(student_quantile(chance, each.freedom)) * each.error + 1 for each in answers]
    pairs = list(zip(answers, reaches, strict=True))
    low = min(each.mean - reach for each, reach in pairs)
    high = max(each.mean + reach for each, reach in pairs)
    while high - low > 0.1:
        middle = (low + high) / 2
        if _probability(answers, middle) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _answers(counts: Sequence[int], months_left: int) -> list[_Answer]:
    """What each model says, with weights that add up to 1."""
    freedom = len(counts) - 1
    if len(set(counts)) == 1:
        # Months that are all the same leave no doubt.
        return [_Answer(1.0, float(months_left * counts[0]), 0.0, freedom)]
    found = [_read(counts, months_left, *model) for model in _MODELS]
    best = max(weight for weight, _mean, _error in found)
    told = [(math.exp(weight - best), mean, error) for weight, mean, error in found]
    likely = [each for each in told if each[0] > _LEAST_WEIGHT]
    whole = sum(weight for weight, _mean, _error in likely)
    return [_Answer(weight / whole, mean, error, freedom) for weight, mean, error in likely]


def _read(
    counts: Sequence[int], months_left: int, wander: float, slope: float, lasts: float
) -> tuple[float, float, float]:
    """One model's log weight, and mean and error of the sum of the months left.

    The Kalman filter of level and slope, from a level of which nothing is known. Variances are in
    units of the noise, which is then read from how far each month lay from what was foretold.
    """
    level, climb = float(counts[0]), 0.0
    of_level, of_both, of_climb = 1.0, 0.0, slope * slope
    log_spread, misses = 0.0, 0.0
    for count in counts[1:]:
        level, climb = level + lasts * climb, lasts * climb
        of_level += 2 * lasts * of_both + lasts**2 * of_climb + wander
        of_both, of_climb = lasts * of_both + lasts**2 * of_climb, lasts**2 * of_climb
        spread, miss = of_level + 1, count - level
        log_spread += math.log(spread)
        misses += miss * miss / spread
        by_level, by_climb = of_level / spread, of_both / spread
        level, climb = level + by_level * miss, climb + by_climb * miss
        of_climb -= by_climb * of_both
        of_level, of_both = of_level * (1 - by_level), of_both * (1 - by_level)
    freedom = len(counts) - 1
    # How many months' climb the months left hold together, and how the level's steps add up.
    steps = _climbs(months_left, lasts)
    variance = (
        months_left
        + months_left**2 * of_level
        + 2 * months_left * steps * of_both
        + steps**2 * of_climb
        + wander * months_left * (months_left + 1) * (2 * months_left + 1) / 6
    )
    weight = -(log_spread + freedom * math.log(misses)) / 2
    error = math.sqrt(variance * misses / freedom)
    return weight, months_left * level + steps * climb, error


def _climbs(months: int, lasts: float) -> float:
    """The sum over the months of what is left of the slope in each, together with those before."""
    climbed, step, whole = 0.0, 1.0, 0.0
    for _month in range(months):
        step *= lasts
        climbed += step
        whole += climbed
    return whole


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
