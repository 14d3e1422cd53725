"""How far an order of needs hangs on who happened to answer: the bootstrap.

The answers are dealt anew, each role among its own people (Efron, Annals of Statistics 7, 1979;
stratified as in Davison and Hinkley, Bootstrap Methods, Cambridge 1997, section 3.2). In each deal
the needs are computed and put in order. What stands at the same place in nearly all deals is sure;
what moves is not, and should not be decided by its place in a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samverka.engine.arrays import np

from .areas import apart, leanings, weighted
from .gaps import Numbers, Whole, gaps, scaled_up

_TOGETHER = 50


@dataclass(frozen=True)
class Ranks:
    """How each of k needs stands in the deals; 1 is the greatest.

    :ivar rank: (k,) its place in the answers as they are
    :ivar low: (k,) the place it is seldom before
    :ivar high: (k,) the place it is seldom after
    :ivar level: the share of deals in which it stands between the two
    :ivar among_first: (k,) the share of deals in which it is among the `first`
    """

    rank: Whole
    low: Numbers
    high: Numbers
    among_first: Numbers
    first: int
    level: float


def ranks(
    required: Numbers,
    current: Numbers,
    importance: Numbers,
    roles: Whole,
    rng: np.random.Generator,
    *,
    draws: int = 1_000,
    first: int = 4,
    level: float = 0.9,
    told: Callable[[int], None] = lambda done: None,
) -> Ranks:
    """Bootstrap the order of the needs; arrays as of `gaps.needs`.

    :param draws: how many times the answers are dealt anew
    :param level: the share of deals between `low` and `high`
    :param told: called with how many deals are done, for a bar
    """
    strata = _strata(required, gaps(required, current), roles)
    drawn = np.empty((draws, required.shape[1]))
    for start in range(0, draws, _TOGETHER):
        part = drawn[start : start + _TOGETHER]
        part[:] = sum(each.dealt(len(part), rng) for each in strata)
        told(start + len(part))
    places = _places(drawn * importance)
    once = sum(each.summed(np.ones((1, each.people))) for each in strata)
    return Ranks(
        rank=_places(once * importance)[0],
        low=np.quantile(places, (1 - level) / 2, axis=0, method="lower"),
        high=np.quantile(places, (1 + level) / 2, axis=0, method="higher"),
        among_first=(places <= first).mean(axis=0),
        first=first,
        level=level,
    )


def together(
    answers: Numbers,
    count: int,
    rng: np.random.Generator,
    *,
    draws: int = 200,
    told: Callable[[int], None] = lambda done: None,
) -> Numbers:
    """(k, k): in what share of the deals two competences fall in one area, when there are `count`.

    :param answers: (n, k) levels, NaN where not answered
    """
    level, there = apart(answers)
    shared = np.zeros((answers.shape[1], answers.shape[1]))
    for done in range(1, draws + 1):
        correlations = weighted(level, there, _deal(1, len(answers), rng)[0])
        of = np.abs(leanings(correlations, count)).argmax(axis=1)
        shared += of[:, None] == of[None, :]
        told(done)
    return shared / draws


@dataclass(frozen=True)
class _Stratum:
    """The people of one role: what lacks (zero where not known), and of whom it is known."""

    lacks: Numbers
    known: Numbers
    asked: Numbers

    @property
    def people(self) -> int:
        return len(self.lacks)

    def dealt(self, draws: int, rng: np.random.Generator) -> Numbers:
        return self.summed(_deal(draws, self.people, rng))

    def summed(self, times: Numbers) -> Numbers:
        """(draws, k) the need of the role, when each of its people counts so many times."""
        asked = np.broadcast_to(self.asked, (len(times), len(self.asked)))
        return scaled_up(times @ self.lacks, asked, times @ self.known)


def _strata(required: Numbers, lacks: Numbers, roles: Whole) -> list[_Stratum]:
    known, asks = (~np.isnan(lacks)).astype(float), (~np.isnan(required)).astype(float)
    found = np.nan_to_num(lacks)
    return [
        _Stratum(found[here], known[here], asks[here].sum(axis=0))
        for here in (roles == role for role in np.unique(roles))
    ]


def _deal(draws: int, people: int, rng: np.random.Generator) -> Numbers:
    """(draws, people): how many times each is dealt when as many are drawn with replacement."""
    drawn = rng.integers(people, size=(draws, people)) + people * np.arange(draws)[:, None]
    return (
        np.bincount(drawn.ravel(), minlength=draws * people).reshape(draws, people).astype(float)
    )


def _places(needs: Numbers) -> Whole:
    """(draws, k) the place of each need, the greatest first; equal ones share the better place."""
    ordered = -np.sort(-needs, axis=1)
    return np.array(
        [
            1 + np.searchsorted(-row, -need, side="left")
            for row, need in zip(ordered, needs, strict=True)
        ]
    )
