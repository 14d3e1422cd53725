"""How far a scale measures one thing: Cronbach's alpha and McDonald's omega, with an interval.

A scale's mean is worth as much as its items hang together. Alpha is what is shared, told from the
variances alone; it is right if all items lean equally on what is measured, and too low otherwise
(Cronbach, Psychometrika 16, 1951, doi 10.1007/BF02310555). Omega lets each item lean as it does:
one factor is fitted, and omega is the share of the sum's variance that it explains (McDonald, Test
Theory, 1999). The factor is fitted by maximum likelihood, by steps that never make it worse (Rubin
and Thayer, Psychometrika 47, 1982, doi 10.1007/BF02293851).

Only those who answered every item count; how many that is of all is told beside. Items that ask
the other way round are turned before (`samverka.engine.forms` does so in its scores).
"""

from __future__ import annotations

from dataclasses import dataclass

from samverka.engine.arrays import np

from .gaps import Numbers

LEAST_PERSONS = 3
_DRAWS = 1_000
_STEPS = 5_000
# Numbers that are drawn at once: 8 MB of them.
_AT_ONCE = 1_000_000
_CLOSE = 1e-10
# An item that the factor seems to explain wholly (Heywood's case) keeps this share of its own.
_OWN = 0.005


class CannotBeTold(ValueError):
    """Too few items or persons, or items that nobody answers differently."""


@dataclass(frozen=True)
class Reliability:
    """How far k items measure one thing, from 0 to 1; alpha may be below 0.

    :ivar alpha: Cronbach's alpha
    :ivar low: the lower end of its interval, from persons drawn anew
    :ivar high: the upper end
    :ivar standardised: alpha of the items made equally wide
    :ivar omega: McDonald's omega of one factor
    :ivar leans: (k,) how much each item leans on the factor, as a correlation
    :ivar without: (k,) alpha of the others, where one item is left out; NaN of two items
    :ivar persons: those who answered every item
    :ivar asked: those who answered any
    """

    alpha: float
    low: float
    high: float
    standardised: float
    omega: float
    leans: Numbers
    without: Numbers
    persons: int
    asked: int


def reliability(answers: Numbers, rng: np.random.Generator, level: float = 0.95) -> Reliability:
    """How far the items of a scale measure one thing.

    :param answers: (n, k) answers, NaN where not answered; k at least 2
    :param rng: draws the persons for the interval; one seed gives one result
    :param level: of the interval
    :raises CannotBeTold: fewer than two items, fewer than three persons who answered all of them,
        or an item to which all answered the same
    """
    if answers.ndim != 2 or answers.shape[1] < 2:
        raise CannotBeTold("a scale has two items or more")
    whole = answers[~np.isnan(answers).any(axis=1)]
    if len(whole) < LEAST_PERSONS:
        raise CannotBeTold("fewer than three persons answered all items")
    together = np.cov(whole, rowvar=False)
    own = np.diag(together)
    if (own < _CLOSE).any():
        raise CannotBeTold("to one of the items all answered the same")
    wide = np.sqrt(own)
    drawn = _drawn_alphas(whole, rng)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Reliability(
        alpha=alpha(together),
        low=float(low),
        high=float(high),
        standardised=alpha(together / np.outer(wide, wide)),
        omega=omega(together),
        leans=one_factor(together)[0] / wide,
        without=_without_each(together),
        persons=len(whole),
        asked=int((~np.isnan(answers)).any(axis=1).sum()),
    )


def alpha(together: Numbers) -> float:
    """Cronbach's alpha of a (k, k) table of covariances; of correlations the standardised one."""
    k = len(together)
    return float(k / (k - 1) * (1 - np.trace(together) / together.sum()))


def omega(together: Numbers) -> float:
    """McDonald's omega of a (k, k) table of covariances, by one factor; k at least 3.

    Of two items one factor is not told by the data: then it is alpha.
    """
    if len(together) == 2:
        return alpha(together)
    leans, own = one_factor(together)
    explained = leans.sum() ** 2
    return float(explained / (explained + own.sum()))


def one_factor(together: Numbers) -> tuple[Numbers, Numbers]:
    """((k,) loadings in the items' units, (k,) variance of each item's own) of one factor.

    The sign is such that the loadings sum to no less than 0.
    """
    wide = np.diag(together)
    values, vectors = np.linalg.eigh(together)
    leans = vectors[:, -1] * np.sqrt(values[-1]) * 0.9
    own = np.maximum(wide - leans**2, _OWN * wide)
    for _ in range(_STEPS):
        weights = leans / own / (1 + (leans**2 / own).sum())
        shared = together @ weights
        leans = shared / (1 - weights @ leans + weights @ shared)
        fresh = np.maximum(wide - leans * shared, _OWN * wide)
        moved = np.abs(fresh - own).max() / wide.max()
        own = fresh
        if moved < _CLOSE:
            break
    return (leans if leans.sum() >= 0 else -leans), own


def _without_each(together: Numbers) -> Numbers:
    k = len(together)
    if k == 2:
        return np.full(2, np.nan)
    rest = (np.delete(np.delete(together, one, 0), one, 1) for one in range(k))
    return np.array([alpha(table) for table in rest])


def _drawn_alphas(whole: Numbers, rng: np.random.Generator) -> Numbers:
    """Alpha of as many persons drawn anew, again and again; where nothing differs it is 0."""
    n, k = whole.shape
    found: list[Numbers] = []
    left = _DRAWS
    while left:
        draws = min(left, max(1, _AT_ONCE // whole.size))
        drawn = whole[rng.integers(0, n, (draws, n))]
        total = drawn.sum(axis=2).var(axis=1, ddof=1)
        own = drawn.var(axis=1, ddof=1).sum(axis=1)
        told = np.divide(own, total, out=np.ones(draws), where=total > _CLOSE)
        found.append(k / (k - 1) * (1 - told))
        left -= draws
    return np.concatenate(found)
