"""A mapping beside an earlier one, in numbers: reliability of the scales, change, who left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from samverka.engine.arrays import np
from samverka.engine.disclosure import LEAST
from samverka.engine.needs import change as changing
from samverka.engine.needs import reliability as measuring
from samverka.engine.needs.gaps import Numbers

# One seed: the page tells the same each time.
SEED = 2016


@dataclass(frozen=True)
class Measured:
    """How far the competences of an area measure one thing; None where it may not be told."""

    name: str
    is_later: bool
    questions: int
    answered: int
    told: measuring.Reliability | None


@dataclass(frozen=True)
class Changed:
    """What changed in an area or a competence, of those who answered both times."""

    name: str
    # Of an area: the mean of its competences.
    is_area: bool
    both: int
    # None where fewer than five answered both times.
    told: changing.Change | None


@dataclass(frozen=True)
class Left:
    """Where those who left out the later mapping began, beside those who stayed."""

    name: str
    # None where fewer than five left or fewer than five stayed.
    told: changing.Attrition | None


def measured(name: str, answers: Numbers, *, is_later: bool) -> Measured:
    """
    :param answers: (n, k) of the competences of one area
    """
    questions = answers.shape[1]
    whole = int((~np.isnan(answers).any(axis=1)).sum()) if questions else 0
    told = None
    if whole >= LEAST:
        try:
            told = measuring.reliability(answers, np.random.default_rng(SEED))
        except measuring.CannotBeTold:
            told = None
    return Measured(name, is_later, questions, whole, told)


def changed(name: str, before: Numbers, after: Numbers, *, is_area: bool) -> Changed:
    """
    :param before: (n,) NaN where not answered
    :param after: (n,) of the same persons
    """
    both = int((~np.isnan(before) & ~np.isnan(after)).sum())
    told = changing.change(before, after, np.random.default_rng(SEED)) if both >= LEAST else None
    return Changed(name, is_area, both, told)


def left(name: str, before: Numbers, after: Numbers) -> Left:
    stayed = int((~np.isnan(before) & ~np.isnan(after)).sum())
    gone = int((~np.isnan(before) & np.isnan(after)).sum())
    told = changing.attrition(before, after) if min(stayed, gone) >= LEAST else None
    return Left(name, told)


def of_area(answers: Numbers) -> Numbers:
    """(n,) each one's mean of the competences answered; NaN where none was."""
    if not answers.shape[1]:
        return np.full(len(answers), math.nan)
    counts = (~np.isnan(answers)).sum(axis=1)
    sums = np.nansum(answers, axis=1)
    means: Numbers = np.divide(sums, counts, out=np.full(len(answers), math.nan), where=counts > 0)
    return means


def table(rows: Sequence[Sequence[float]], columns: int) -> Numbers:
    """(n, columns), also of nobody."""
    return np.array(rows, dtype=float).reshape(len(rows), columns)
