"""Did having begun change anything? The effect in a stepped design, with an honest interval.

In a stepped-wedge design every cluster (here a municipality) begins with the same thing, but some
begin earlier than others: pilot 1, pilot 2, full scale. So in each period those that have begun
stand beside those that have not, and each cluster beside itself before it began.

The model is that of Hussey and Hughes, Design and analysis of stepped wedge cluster randomized
trials, Contemporary Clinical Trials 28, 2007 (doi 10.1016/j.cct.2006.05.007): an outcome is the
cluster's own level, plus what all clusters share in the period, plus the effect once the cluster
has begun, plus chance. Their clusters' levels are drawn from a distribution; here each is a
number of its own (fixed), which asks for no variance to be known and costs a little precision.

Few clusters make every interval that rests on a variance too narrow. So nothing is assumed of how
the outcomes differ: the interval holds each effect that the order in which the clusters began does
not speak against. For an effect, it is taken away from the outcomes; if it is the true one, what
is left does not know who began when, so the clusters' times of beginning can be dealt anew, and
the estimate from the real order should not stand out among those of the other orders (permutation
test: Wang and De Gruttola, Statistics in Medicine 36, 2017, doi 10.1002/sim.7329; Thompson and
others, swpermute, Stata Journal 19, 2019, doi 10.1177/1536867X19893624). Whole clusters are dealt,
so months of one cluster that resemble each other make it no less true.

It is exact when the order was drawn by lot and the effect is the same everywhere, in units of the
outcome. Where those who wanted most began first, no analysis of these numbers can tell that from
an effect. Of counts the interval is nearly exact: an effect makes them vary more as well, and one
that makes small counts several times as large is held a little less often than stated. How often
the interval holds the truth is tested in tests/test_stepped.py.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from samverka.engine.arrays import np

Times = Sequence[int | None]

# All orders are tried up to so many clusters (7! = 5,040); of more clusters, so many drawn ones.
_TRY_ALL = 7
_DRAWN = 4_999
_CLOSE = 1e-9


class CannotBeTold(ValueError):
    """That the design says nothing about an effect, however the outcomes are."""


class NothingToCompare(CannotBeTold):
    """In no period do some clusters stand before their beginning and others after."""


class TooFewClusters(CannotBeTold):
    """There are too few orders to begin in for an interval at the level asked for."""


@dataclass(frozen=True)
class Effect:
    """What having begun adds to a cluster's outcome in a period, in the outcome's unit.

    :ivar estimate: by least squares
    :ivar low: every effect from this one
    :ivar high: to this one agrees with the outcomes, at the level
    :ivar level: how often such an interval holds the true effect, at least
    :ivar chance: how often an estimate at least so far from zero comes of the order alone when
        having begun changes nothing (the two-sided p-value), over 0 and at most 1
    """

    estimate: float
    low: float
    high: float
    level: float
    chance: float

    @property
    def is_seen(self) -> bool:
        """Whether no effect at all is outside the interval."""
        return not self.low <= 0 <= self.high


def effect_of_having_begun(
    outcomes: Sequence[Sequence[float]],
    begins: Times,
    *,
    level: float = 0.95,
) -> Effect:
    """Estimate what having begun changes, from outcomes by cluster and period.

    :param outcomes: clusters × periods, of any unit; every cell known, every row of one length
    :param begins: of each cluster the first period (from 0) in which it had begun, all of the
        period; None where it begins after the last period. Once begun, always begun
    :param level: of the interval, between 0 and 1
    :raises NothingToCompare: all clusters begin at the same time, or none within the periods
    :raises TooFewClusters: fewer than 2 / (1 - level) different orders to begin in, so that one
        order alone would decide an end of the interval: at 95 % five clusters that begin one by
        one, or six that begin two by two, are the fewest
    :raises ValueError: rows of different lengths, a number that is none, as many times as there
        are not clusters, a time outside the periods, or a level outside (0, 1)
    """
    table = _table(outcomes)
    _check(table, begins, level)
    begun = _left_over(_begun(begins, table.shape[1]))
    size = float((begun**2).sum())
    if size < _CLOSE:
        raise NothingToCompare(
            "All clusters begin at the same time, or none within the periods, "
            "so there is nothing to compare with."
        )
    if orders_of(begins) < 2 / (1 - level) - _CLOSE:
        raise TooFewClusters(
            "There are too few clusters that begin at different times for an interval."
        )
    orders = _orders(len(begins))
    found = _summed(begun @ table.T, orders) / size
    alike = _summed(begun @ begun.T, orders) / size
    estimate = float((begun * table).sum() / size)
    lows, highs = _ranges(estimate, found, alike)
    # Of all orders, so many may speak louder than the real one before an effect is ruled out.
    louder = math.floor((1 - level) * len(orders) + _CLOSE)
    near = _CLOSE * max(1.0, abs(estimate))
    return Effect(
        estimate=estimate,
        low=float(np.sort(lows)[louder]),
        high=float(np.sort(highs)[::-1][louder]),
        level=level,
        chance=float(np.mean((lows <= near) & (highs >= -near))),
    )


def orders_of(begins: Times) -> int:
    """In how many different ways the same times of beginning can be dealt to the clusters.

    :param begins: of each cluster, as `effect_of_having_begun` takes it
    :return: n! through the factorials of how many begin together; 1 where all do, or none is given
    """
    together = math.prod(math.factorial(count) for count in Counter(begins).values())
    return math.factorial(len(begins)) // together


def _table(outcomes: Sequence[Sequence[float]]) -> np.ndarray:
    if len({len(row) for row in outcomes}) > 1:
        raise ValueError("The clusters' rows of outcomes are not of one length.")
    table = np.array(outcomes, dtype=float)
    if table.ndim != 2 or not table.size:
        raise ValueError("There are no outcomes by cluster and period.")
    if not np.isfinite(table).all():
        raise ValueError("An outcome is missing, or is no number.")
    return table


def _check(table: np.ndarray, begins: Times, level: float) -> None:
    clusters, periods = table.shape
    if len(begins) != clusters:
        raise ValueError("There is not one time of beginning for each cluster.")
    if any(time is not None and not 0 <= time < periods for time in begins):
        raise ValueError("A time of beginning is outside the periods.")
    if not 0 < level < 1:
        raise ValueError("The level is a chance between 0 and 1.")


def _begun(begins: Times, periods: int) -> np.ndarray:
    """Clusters × periods: 1 where the cluster has begun, else 0."""
    first = np.array([periods if time is None else time for time in begins])
    return (np.arange(periods) >= first[:, None]).astype(float)


def _left_over(table: np.ndarray) -> np.ndarray:
    """What neither the clusters' own levels nor the periods' explain, in a complete table."""
    by_cluster = table.mean(axis=1, keepdims=True)
    by_period = table.mean(axis=0, keepdims=True)
    return np.asarray(table - by_cluster - by_period + table.mean())


@lru_cache(maxsize=8)
def _orders(clusters: int) -> np.ndarray:
    """Orders × clusters: whose time of beginning each cluster gets; the real order is first.

    Always the same ones, so that the same numbers give the same answer.
    """
    real = np.arange(clusters)
    if clusters <= _TRY_ALL:
        return np.array(list(permutations(real)))
    drawn = np.random.default_rng(0).permuted(np.tile(real, (_DRAWN, 1)), axis=1)
    return np.vstack([real, drawn])


def _summed(products: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """Of each order, the sum over clusters of [whose time it gets, the cluster itself]."""
    return np.asarray(products[orders, np.arange(orders.shape[1])].sum(axis=1))


def _ranges(
    estimate: float, found: np.ndarray, alike: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Of each order, the lowest and the highest effect of which it speaks at least as loud.

    With an effect e taken away, the real order gives estimate - e, and another gives
    found - e × alike, where alike is how much of the real order it repeats (1: all; never over 1,
    since both are as long). It is at least as loud between the two e that make them equal, up to
    the sign; the estimate itself, of which the real order is silent, is always between them.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        same = (estimate - found) / (1 - alike)
        opposite = (estimate + found) / (1 + alike)
    low, high = np.minimum(same, opposite), np.maximum(same, opposite)
    # The real order, and whatever repeats it or turns it round, rules out nothing.
    silent = np.abs(alike) > 1 - _CLOSE
    return np.where(silent, -np.inf, low), np.where(silent, np.inf, high)
