"""Before and after: how much changed, how sure that is, and whom it does not speak of.

The same persons answered twice (before and after; "then", looking back, and now). The change is
the mean of each person's own, with Student's interval and with one from persons drawn anew, which
does not ask the changes to be spread like a bell (Efron and Tibshirani, An Introduction to the
Bootstrap, 1993, chapter 13). Where the reliability of the measure is known it is also told how
many changed by more than the measure wavers (Jacobson and Truax, Journal of Consulting and
Clinical Psychology 59, 1991, doi 10.1037/0022-006X.59.1.12).

Who answered before and not after may be others than those who stayed, so `attrition` stands beside
every change. A change is not an effect: nothing here says what it came from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from samverka.engine.arrays import np

from .gaps import Numbers

LEAST_PERSONS = 3
_DRAWS = 2_000
# From here on the bell with one correction is exact to six digits.
_MANY = 1_000
_HALVINGS = 80


class CannotBeTold(ValueError):
    """Too few persons, or tables that do not belong together."""


@dataclass(frozen=True)
class Change:
    """What n persons' answers changed by, in the unit of the answers.

    :ivar persons: those who answered both times
    :ivar before: their mean before
    :ivar after: their mean after
    :ivar mean: of each one's change
    :ivar low: the lower end of Student's interval
    :ivar high: the upper end
    :ivar drawn_low: the lower end of the interval of persons drawn anew
    :ivar drawn_high: its upper end
    :ivar of_spread: the mean change over the spread of the answers before; NaN where they had none
    """

    persons: int
    before: float
    after: float
    mean: float
    low: float
    high: float
    drawn_low: float
    drawn_high: float
    of_spread: float


@dataclass(frozen=True)
class Attrition:
    """Who answered before and not after, and whether they began elsewhere.

    :ivar began: those who answered before
    :ivar stayed: those of them who answered after
    :ivar share_left: of those who began
    :ivar stayed_at: where those who stayed began, as a mean
    :ivar left_at: where those who left began; NaN where nobody left
    :ivar difference: left_at less stayed_at
    :ivar low: the lower end of its interval; NaN where either are fewer than three
    :ivar high: the upper end
    :ivar change_if_unchanged: the mean change of all who began, if those who left did not change
    """

    began: int
    stayed: int
    share_left: float
    stayed_at: float
    left_at: float
    difference: float
    low: float
    high: float
    change_if_unchanged: float


def change(
    before: Numbers, after: Numbers, rng: np.random.Generator, level: float = 0.95
) -> Change:
    """The change of those who answered both times.

    :param before: (n,) answers, NaN where not answered
    :param after: (n,) answers of the same persons in the same order
    :param rng: draws the persons; one seed gives one result
    :raises CannotBeTold: fewer than three answered both times, or the two are not of one length
    """
    first, second = _both(before, after)
    each = second - first
    n, mean = len(each), float(each.mean())
    wide = float(each.std(ddof=1))
    half = student((1 + level) / 2, n - 1) * wide / math.sqrt(n)
    means = each[rng.integers(0, n, (_DRAWS, n))].mean(axis=1)
    drawn = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    spread = float(first.std(ddof=1))
    return Change(
        persons=n,
        before=float(first.mean()),
        after=float(second.mean()),
        mean=mean,
        low=mean - half,
        high=mean + half,
        drawn_low=float(drawn[0]),
        drawn_high=float(drawn[1]),
        of_spread=mean / spread if spread > 0 else math.nan,
    )


def surely_changed(
    before: Numbers, after: Numbers, reliability: float, level: float = 0.95
) -> tuple[int, int, int]:
    """(rose, stayed, fell): persons whose change is more than the measure wavers, and the others.

    :param reliability: of the measure, above 0 and at most 1, such as alpha or omega
    :raises CannotBeTold: as `change`, or a reliability that is none
    """
    if not 0 < reliability <= 1:
        raise CannotBeTold("a reliability is above 0 and at most 1")
    first, second = _both(before, after)
    wavers = first.std(ddof=1) * math.sqrt(2 * (1 - reliability))
    limit = NormalDist().inv_cdf((1 + level) / 2) * wavers
    rose = int((second - first > limit).sum())
    fell = int((first - second > limit).sum())
    return rose, len(first) - rose - fell, fell


def attrition(before: Numbers, after: Numbers, level: float = 0.95) -> Attrition:
    """Who left, and whether they began elsewhere than those who stayed (Welch's interval).

    :param before: (n,) answers, NaN where not answered
    :param after: (n,) answers of the same persons in the same order
    :raises CannotBeTold: nobody stayed, or the two are not of one length
    """
    if before.shape != after.shape or before.ndim != 1:
        raise CannotBeTold("before and after are not of the same persons")
    began, came_back = ~np.isnan(before), ~np.isnan(after)
    stayed, left = before[began & came_back], before[began & ~came_back]
    if not len(stayed):
        raise CannotBeTold("nobody answered both times")
    difference = float(left.mean() - stayed.mean()) if len(left) else math.nan
    half = _welch(stayed, left, level)
    mean = float((after - before)[began & came_back].mean())
    return Attrition(
        began=int(began.sum()),
        stayed=len(stayed),
        share_left=len(left) / int(began.sum()),
        stayed_at=float(stayed.mean()),
        left_at=float(left.mean()) if len(left) else math.nan,
        difference=difference,
        low=difference - half,
        high=difference + half,
        change_if_unchanged=mean * len(stayed) / int(began.sum()),
    )


def _both(before: Numbers, after: Numbers) -> tuple[Numbers, Numbers]:
    if before.shape != after.shape or before.ndim != 1:
        raise CannotBeTold("before and after are not of the same persons")
    both = ~np.isnan(before) & ~np.isnan(after)
    if both.sum() < LEAST_PERSONS:
        raise CannotBeTold("fewer than three answered both times")
    return before[both], after[both]


def _welch(stayed: Numbers, left: Numbers, level: float) -> float:
    """Half the interval of the difference of two means; NaN where either are too few.

    Welch's degrees of freedom are rounded down, which makes it no narrower.
    """
    if min(len(stayed), len(left)) < LEAST_PERSONS:
        return math.nan
    errors = [float(part.var(ddof=1)) / len(part) for part in (stayed, left)]
    error = sum(errors)
    if error == 0:
        return 0.0
    parts = [e**2 / (len(part) - 1) for e, part in zip(errors, (stayed, left), strict=True)]
    return student((1 + level) / 2, int(error**2 / sum(parts))) * math.sqrt(error)


# --- Student's distribution ---------------------------------------------------------------------


def student(share: float, freedom: int) -> float:
    """The value that Student's t is below with this share, for whole degrees of freedom.

    :param share: from 0.5 to below 1
    :param freedom: 1 or more
    """
    z = NormalDist().inv_cdf(share)
    if freedom > _MANY:
        return z + (z**3 + z) / (4 * freedom)
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _within(middle, freedom) < 2 * share - 1:
            low = middle
        else:
            high = middle
    return math.tan((low + high) / 2) * math.sqrt(freedom)


def _within(angle: float, freedom: int) -> float:
    """The share of |t| below tan(angle) times the root of the degrees of freedom.

    A finite sum (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
    """
    cosine = math.cos(angle)
    is_odd = freedom % 2
    term = cosine if is_odd else 1.0
    total = term if freedom > 1 else 0.0
    for step in range(3 if is_odd else 2, freedom - 1, 2):
        term *= cosine**2 * (step - 1) / step
        total += term
    total *= math.sin(angle)
    return (angle + total) * 2 / math.pi if is_odd else total
