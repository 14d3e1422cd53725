"""Which competences go together: areas found from the answers, not decided beforehand.

Those who know much of one thing in an area tend to know much of the rest of it. So the
correlations between competences show the areas as blocks. How many there are is told by parallel
analysis (Horn, Psychometrika 30, 1965): a block counts only if its eigenvalue is greater than what
the same answers give when each column is shuffled by itself. The components kept are turned by
varimax (Kaiser, Psychometrika 23, 1958) until each competence leans on as few as can be, and it
belongs to the one it leans on most.

Answers may lack: each correlation is of those who answered both (pairwise), and the shuffling
leaves the holes where they are. How often planted areas are found again is stated and tested in
tests/test_areas.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samverka.engine.arrays import np

from .gaps import Numbers, Whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_ANSWERS = 30
_SHUFFLES = 60
_LEVEL = 0.95
_TURNS = 100
_CLOSE = 1e-8


class TooFewAnswers(ValueError):
    """That so few answered that any pattern may be chance."""


@dataclass(frozen=True)
class Areas:
    """Areas of k competences.

    :ivar of: (k,) the area of each competence, from 0; the area of the first competence is 0
    :ivar leans: (k,) how much it leans on its area, from 0 to 1
    :ivar otherwise: (k,) how much it leans on the next one: close to `leans` means doubtful
    :ivar eigenvalues: (k,) of the correlations, greatest first
    :ivar by_chance: (k,) what shuffled answers reach
    """

    of: Whole
    leans: Numbers
    otherwise: Numbers
    eigenvalues: Numbers
    by_chance: Numbers

    @property
    def count(self) -> int:
        return int(self.of.max(initial=-1)) + 1


def areas(answers: Numbers, rng: np.random.Generator) -> Areas:
    """The areas among the competences, as many as the answers can tell apart.

    :param answers: (n, k) levels, NaN where not answered
    :param rng: deals the shuffled answers; one seed gives one result
    :raises TooFewAnswers: if fewer than 30 persons answered anything
    """
    answers = answers[~np.isnan(answers).all(axis=1)]
    if len(answers) < LEAST_ANSWERS:
        raise TooFewAnswers
    correlations = correlated(answers)
    values = _eigenvalues(correlations)
    by_chance = _by_chance(answers, rng)
    stands_out = values > by_chance
    count = len(values) if stands_out.all() else int(np.argmin(stands_out))
    return _sorted_into(correlations, max(count, 1), values, by_chance)


def correlated(answers: Numbers, weights: Numbers | None = None) -> Numbers:
    """(k, k) correlations of those who answered both; zero where that tells nothing.

    :param weights: (n,) how many times each person counts; once when not given
    """
    return weighted(*apart(answers), weights)


def apart(answers: Numbers) -> tuple[Numbers, Numbers]:
    """(n, k) levels around their means, zero where there are none, and (n, k) where there are.

    Which means are taken away does not matter; near the middle the sums lose no digits.
    """
    there = ~np.isnan(answers)
    mean = np.nansum(answers, axis=0) / np.maximum(there.sum(axis=0), 1)
    return np.where(there, answers - mean, 0.0), there.astype(float)


def weighted(level: Numbers, there: Numbers, weights: Numbers | None = None) -> Numbers:
    """The correlations of answers taken `apart`."""
    times = there if weights is None else there * weights[:, None]
    product, sums, squares = level.T @ (level * times), level.T @ times, (level**2).T @ times
    return _from_sums(there.T @ times, product, sums, squares)


def _from_sums(both: Numbers, product: Numbers, sums: Numbers, squares: Numbers) -> Numbers:
    """`sums[i, j]` is of column i among those who answered j as well; `squares` likewise."""
    some = np.maximum(both, 1.0)
    spread = np.maximum(squares - sums**2 / some, 0.0)
    scale = np.sqrt(spread * spread.T)
    shared = product - sums * sums.T / some
    told = np.divide(shared, scale, out=np.zeros_like(shared), where=scale > _CLOSE)
    np.fill_diagonal(told, 1.0)
    clipped: Numbers = np.clip(told, -1.0, 1.0)
    return clipped


def _eigenvalues(correlations: Numbers) -> Numbers:
    return np.asarray(np.linalg.eigvalsh(correlations)[::-1], dtype=np.float64)


def _by_chance(answers: Numbers, rng: np.random.Generator) -> Numbers:
    """(k,) the eigenvalues that 95 of 100 shuffled sets of answers stay under."""
    shuffled = answers.copy()
    reached = np.empty((_SHUFFLES, answers.shape[1]))
    for row in reached:
        for column in shuffled.T:
            there = ~np.isnan(column)
            column[there] = rng.permutation(column[there])
        row[:] = _eigenvalues(correlated(shuffled))
    quantile: Numbers = np.quantile(reached, _LEVEL, axis=0)
    return quantile


def _sorted_into(correlations: Numbers, count: int, values: Numbers, by_chance: Numbers) -> Areas:
    leaning = np.abs(leanings(correlations, count))
    order = np.sort(leaning, axis=1)
    return Areas(
        of=numbered(leaning.argmax(axis=1)),
        leans=np.minimum(order[:, -1], 1.0),
        otherwise=np.minimum(order[:, -2], 1.0) if count > 1 else np.zeros(len(order)),
        eigenvalues=values,
        by_chance=by_chance,
    )


def leanings(correlations: Numbers, count: int) -> Numbers:
    """(k, count): how each competence leans on each component, turned by varimax."""
    values, vectors = np.linalg.eigh(correlations)
    kept = vectors[:, ::-1][:, :count] * np.sqrt(np.maximum(values[::-1][:count], 0.0))
    return _varimax(kept)


def _varimax(loadings: Numbers) -> Numbers:
    """Turned so that squared loadings differ as much as they can within each component.

    Rows are made of one length first (Kaiser's normalisation) and given theirs back.
    """
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    length[length < _CLOSE] = 1.0
    unit = loadings / length
    turn: NDArray[np.float64] = np.eye(loadings.shape[1])
    before = 0.0
    for _turn in range(_TURNS):
        turned = unit @ turn
        slope = turned**3 - turned * (turned**2).mean(axis=0)
        left, singular, right = np.linalg.svd(unit.T @ slope)
        turn = left @ right
        if singular.sum() < before * (1 + _CLOSE):
            break
        before = singular.sum()
    varied: Numbers = (unit @ turn) * length
    return varied


def numbered(of: Whole) -> Whole:
    """The same division, its parts numbered in the order in which they first stand."""
    _parts, first, back = np.unique(of, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[back]
