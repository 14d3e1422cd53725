"""Simulated futures: what may still come this year, drawn from what has come.

Each batch to come is a batch that was: one of about the same season in an earlier year, or one of
this year's latest half-year, each year as often as the others (the latest half-year alone is what
Ahani et al. 2024 draw from; seasons are ours). Whole batches are drawn, so that a surge stays a
surge. How many are to come is told from the season, from what has been announced and from this
year's pace so far.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samverka.engine.allocation.problem import Counts

from .passes import Doubles, Wholes
from .prices import Crowd, Yardstick, worth_of
from .year import Rows, Year

# A season may come two batches early or late.
_SEASON = 2
# So many batches say something; fewer are few and alike.
_ENOUGH = 8


@dataclass(frozen=True)
class Outlook:
    """How to look ahead.

    futures    how many to draw for each batch
    most       cases in a future at the most; of a larger one so many are drawn, and weigh more
    announced  how many cases are thought to come in the whole year, where somebody has said so
    even       units of utility that a person's placing loses for each batch that the place is
               ahead of an even pace; 0 does not mind
    seed       the same seed gives the same futures
    """

    futures: int = 12
    most: int = 500
    announced: int | None = None
    even: int = 0
    seed: int = 0


class Pool:
    """Everybody who has come in earlier years and in this one, by batch."""

    def __init__(self, year: Year, past: Sequence[Year], by: Yardstick) -> None:
        years = [*past, year]
        self.year, self.past = year, past
        self.worth: Wholes = np.vstack([worth_of(each.problem, by) for each in years])
        self.needs: Wholes = np.vstack([each.problem.needs for each in years]).astype(np.int32)
        sizes = np.cumsum([0, *(len(each.batch) for each in years)])
        self._rows = [_by_batch(each, first) for each, first in zip(years, sizes, strict=False)]

    def arriving(self, batch: int) -> Rows:
        """Rows of the pool that hold this year's cases of a batch."""
        return self._rows[-1][batch]

    def drawn(self, batch: int, outlook: Outlook) -> list[Crowd]:
        """Crowds of what may come after this batch, each with this batch's own cases."""
        chance = np.random.default_rng([outlook.seed, batch])
        expected = self.expected_after(batch, outlook)
        return [self._one(batch, expected, outlook, chance) for _ in range(outlook.futures)]

    def expected_after(self, batch: int, outlook: Outlook) -> float:
        """How many cases are expected after this batch, to the end of the year.

        The season's number times this year's pace so far. The pace is drawn towards what was
        expected as if that had been seen for some batches: one week alone says little, and a
        surge early in the year is no reason to think that fewer, or many more, will come later.
        """
        counts = self.year.counts()
        so_far = float(counts[: batch + 1].sum())
        usual = self._usual(outlook)
        if usual is None:
            return so_far / (batch + 1) * (self.year.batches - batch - 1)
        trust = _ENOUGH if outlook.announced is None else self.year.batches / 2
        steady = float(usual.mean()) * trust
        pace = (so_far + steady) / (float(usual[: batch + 1].sum()) + steady)
        return float(usual[batch + 1 :].sum()) * pace

    def _usual(self, outlook: Outlook) -> Doubles | None:
        """(batches,) how many cases a year like this brings in each batch."""
        batches, announced = self.year.batches, outlook.announced
        if not self.past:
            return None if announced is None else np.full(batches, announced / batches)
        counts = [_fitted(each.counts(), batches) for each in self.past]
        usual: Doubles = np.mean(counts, axis=0)
        if announced is not None:
            usual *= announced / max(1.0, float(usual.sum()))
        return usual

    def _one(
        self, batch: int, expected: float, outlook: Outlook, chance: np.random.Generator
    ) -> Crowd:
        here = self.arriving(batch)
        rows = np.concatenate([here[:0], *self._like(batch, chance)])
        if len(rows) > outlook.most:
            rows = np.sort(chance.choice(rows, outlook.most, replace=False))
        weight = np.ones(len(here) + len(rows), np.float32)
        weight[len(here) :] = expected / max(1, len(rows))
        both = np.concatenate([here, rows])
        return Crowd(self.worth[both], self.needs[both], weight)

    def _like(self, now: int, chance: np.random.Generator) -> list[Rows]:
        """For each batch to come the rows of one that it may be like."""
        later = range(now + 1, self.year.batches)
        own, many = min(now + 1, self.year.batches // 2), len(later)
        # This year is one among the others, once there is enough of it.
        share = min(1.0, own / _ENOUGH) / (1 + len(self.past)) if self.past else 1.0
        is_own = chance.random(many) < share
        back = chance.integers(max(own, 1), size=many)
        which = chance.integers(max(len(self.past), 1), size=many)
        shift = chance.integers(-_SEASON, _SEASON + 1, size=many)
        drawn = zip(
            later, is_own.tolist(), back.tolist(), which.tolist(), shift.tolist(), strict=True
        )
        return [
            self._rows[-1][now - ago] if ours else self._near(year, batch, moved)
            for batch, ours, ago, year, moved in drawn
        ]

    def _near(self, number: int, batch: int, moved: int) -> Rows:
        """The rows of an earlier year's batch of about the same season."""
        rows = self._rows[number]
        return rows[(batch * len(rows) // self.year.batches + moved) % len(rows)]


def _by_batch(year: Year, first: int) -> list[Rows]:
    return [year.arriving(batch) + first for batch in range(year.batches)]


def _fitted(counts: Counts, batches: int) -> Counts:
    """Counts of a year with another number of batches, as if it had so many."""
    if len(counts) == batches:
        return counts
    return np.bincount(
        np.arange(len(counts)) * batches // len(counts), weights=counts, minlength=batches
    ).astype(np.int64)
