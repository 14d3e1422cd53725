"""The score of each case at each place, from the officer's criteria and weights: a plain sum.

Nothing is learned and nothing is hidden: a score is the sum of its parts, each part the weight of
a criterion times how well the place meets it for the case; `Score.parts_at` tells them. What
a criterion does to a group of people is told by leaving it out and placing anew (`effects`). That
is the report which evaluations of earlier systems asked for: results depend on what is counted
(Strasser Ceballos & Kern, Location matching on shaky grounds, FAccT 2025,
doi 10.1145/3715275.3732149), and groups were affected without anybody seeing it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from samverka.engine.arrays import np

from .problem import UNPLACED, Counts, Utilities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shares = NDArray[np.int32]
else:
    Shares = Any

# A share of a million means that the place meets the criterion fully for the case.
WHOLE = 1_000_000
# How many units make one point: a part is told to a thousandth of a point.
UNIT = 1000
MOST_POINTS = 1000


class ScoreFault(StrEnum):
    """What can be wrong with criteria and weights."""

    NONE = "no criterion"
    TWICE = "one criterion twice"
    NEGATIVE_WEIGHT = "negative weight"
    TOO_HEAVY = "weights too large"
    ALL_ZERO = "all weights zero"
    SHARE = "share outside 0 to a million"
    SHAPE = "criteria of different shapes"


class BadScore(ValueError):
    """Criteria and weights that make no score."""

    def __init__(self, kind: ScoreFault, criterion: str = "") -> None:
        super().__init__(f"{criterion}: {kind}" if criterion else str(kind))
        self.kind, self.criterion = kind, criterion


@dataclass(frozen=True, eq=False)
class Criterion:
    """One thing that counts.

    share   (n, k) how well each place meets it for each case, 0 … WHOLE (millionths)
    weight  points that a place gets which meets it fully, 0 … MOST_POINTS
    """

    name: str
    share: Shares
    weight: Fraction

    @property
    def weight_in_units(self) -> int:
        """The weight in whole units, a half upwards."""
        return _nearest(self.weight * UNIT)


@dataclass(frozen=True, eq=False)
class Score:
    """Criteria that have been checked; made by `score`."""

    criteria: tuple[Criterion, ...]

    @property
    def utility(self) -> Utilities:
        """(n, k) the sum of all parts, in units (UNIT make a point)."""
        total = np.zeros(self.criteria[0].share.shape, np.int32)
        for criterion in self.criteria:
            total += _part(criterion)
        return total

    def parts_at(self, case: int, place: int) -> tuple[int, ...]:
        """What each criterion gives a case at a place, in units; their sum is its utility."""
        return tuple(
            int(_part_of(criterion.share[case, place], criterion.weight_in_units))
            for criterion in self.criteria
        )

    def without(self, name: str) -> Score:
        """The same with the weight of one criterion at zero; it may leave nothing that counts.

        :raises KeyError: there is no such criterion
        """
        if name not in {criterion.name for criterion in self.criteria}:
            raise KeyError(name)
        return Score(
            tuple(
                Criterion(each.name, each.share, Fraction(0)) if each.name == name else each
                for each in self.criteria
            )
        )


def score(criteria: Sequence[Criterion]) -> Score:
    """Check criteria and put them in the order of their names.

    :param criteria: all over the same cases and places
    :raises BadScore: none at all, one twice, shapes that differ, a share or a weight outside its
        bounds, or weights that are all zero
    """
    if not criteria:
        raise BadScore(ScoreFault.NONE)
    ordered = sorted(criteria, key=lambda criterion: criterion.name)
    for before, after in pairwise(ordered):
        if before.name == after.name:
            raise BadScore(ScoreFault.TWICE, after.name)
    for criterion in ordered:
        _check(criterion, ordered[0].share.shape)
    total = sum((criterion.weight for criterion in ordered), Fraction(0))
    if total == 0:
        raise BadScore(ScoreFault.ALL_ZERO)
    if total > MOST_POINTS:
        raise BadScore(ScoreFault.TOO_HEAVY)
    return Score(tuple(ordered))


def _check(criterion: Criterion, shape: tuple[int, ...]) -> None:
    if criterion.share.shape != shape:
        raise BadScore(ScoreFault.SHAPE, criterion.name)
    if criterion.weight < 0:
        raise BadScore(ScoreFault.NEGATIVE_WEIGHT, criterion.name)
    if criterion.share.size and not 0 <= criterion.share.min() <= criterion.share.max() <= WHOLE:
        raise BadScore(ScoreFault.SHARE, criterion.name)


def _part(criterion: Criterion) -> NDArray[np.int32]:
    whole: NDArray[np.int64] = criterion.share.astype(np.int64)
    return _part_of(whole, criterion.weight_in_units).astype(np.int32)


def _part_of(share: NDArray[np.int64] | np.int32, weight: int) -> NDArray[np.int64]:
    """Weight times share in whole units, a half upwards."""
    return (np.asarray(share, np.int64) * weight * 2 + WHOLE) // (2 * WHOLE)


def _nearest(number: Fraction) -> int:
    return int(number * 2 + 1) // 2


# --- What a placement, and each criterion, does to groups ---------------------------------------


@dataclass(frozen=True, eq=False)
class Group:
    """People who are followed together: they never count in a score.

    persons   (n,) how many persons of each case belong to it, ≥ 0
    """

    name: str
    persons: Counts


@dataclass(frozen=True)
class Outcome:
    """How a group fares under a placement.

    persons   in the group
    placed    of them have a place
    points    mean score of its persons, in units; who has no place counts as zero
    best      persons placed where the score of their case is as high as at any allowed place
    """

    group: str
    persons: int
    placed: int
    points: Fraction
    best: int


@dataclass(frozen=True)
class Effect:
    """The outcomes when one criterion does not count, told in the whole score all the same.

    moved     cases that get another place than with all criteria
    """

    criterion: str
    moved: int
    outcomes: tuple[Outcome, ...]


def outcomes(
    groups: Sequence[Group],
    utility: Utilities,
    place: NDArray[np.int32],
    barred: NDArray[np.uint8],
) -> tuple[Outcome, ...]:
    """How each group fares.

    :param utility: (n, k) in units
    :param place: (n,) the column of each case's place, UNPLACED where it has none
    :param barred: (n, k) not 0 where a pair is not allowed
    """
    is_placed = place != UNPLACED
    reached = np.zeros(len(place), np.int64)
    reached[is_placed] = utility[is_placed, place[is_placed]]
    best = np.where(barred == 0, utility, -1).max(axis=1, initial=-1)
    has_best = is_placed & (reached >= best)
    return tuple(_outcome(group, reached, is_placed, has_best) for group in groups)


def _outcome(
    group: Group,
    reached: NDArray[np.int64],
    is_placed: NDArray[np.bool_],
    has_best: NDArray[np.bool_],
) -> Outcome:
    persons = int(group.persons.sum())
    return Outcome(
        group=group.name,
        persons=persons,
        placed=int(group.persons[is_placed].sum()),
        points=Fraction(int((group.persons * reached).sum()), persons or 1),
        best=int(group.persons[has_best].sum()),
    )


def effects(
    whole: Score,
    groups: Sequence[Group],
    barred: NDArray[np.uint8],
    solve: Callable[[Utilities], NDArray[np.int32]],
    place: NDArray[np.int32],
) -> tuple[Effect, ...]:
    """What each criterion does: outcomes of groups when it is left out and all are placed anew.

    :param solve: places by a utility (n, k), with everything else as before
    :param place: (n,) where the cases are with all criteria
    """
    utility = whole.utility
    found = []
    for criterion in whole.criteria:
        other = solve(whole.without(criterion.name).utility)
        moved = int((other != place).sum())
        found.append(Effect(criterion.name, moved, outcomes(groups, utility, other, barred)))
    return tuple(found)
