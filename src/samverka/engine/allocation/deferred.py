"""Two-sided choices: cases wish for places, places rank cases, and nobody has reason to swap.

Deferred acceptance (Gale and Shapley, College Admissions and the Stability of Marriage, American
Mathematical Monthly 69, 1962, doi 10.1080/00029890.1962.11989827), with the cases proposing: each
gets the best place that it can have in any stable matching, and none gains by wishing for anything
but what it wants (Dubins and Freedman, the same journal 88, 1981). For single cases only: where
cases take different amounts of room there may be no stable matching at all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .deferred_loops import blocking_pairs, propose
from .problem import UNPLACED, Counts

Ranks = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Sides:
    """What both sides want; k places, n cases.

    wishes    (n, w) places that each case would have, best first, then UNPLACED to the end of its
              row; a place that is not there is one it would rather do without
    ranks     (n, k) each place's rank of each case, 1 for the one it would have first; 0 for one
              that it can not take. Ranks that are alike are told apart by the cases' order
    capacity  (k,) how many each place takes, ≥ 0

    Raises ValueError where these do not fit each other.
    """

    wishes: Ranks
    ranks: Ranks
    capacity: Counts

    def __post_init__(self) -> None:
        n, k = self.ranks.shape
        if self.wishes.ndim != 2 or len(self.wishes) != n or self.capacity.shape != (k,):
            raise ValueError("Wishes are one row per case, capacities one number per place.")
        if self.wishes.size and not UNPLACED <= self.wishes.min() <= self.wishes.max() < k:
            raise ValueError(f"Wishes are numbers of places, 0 to {k - 1}.")
        if (self.ranks < 0).any() or (self.capacity < 0).any():
            raise ValueError("Ranks and capacities cannot be negative.")


def match(sides: Sides) -> NDArray[np.int32]:
    """(n,) the stable place of each case, UNPLACED where it has none."""
    wishes = np.ascontiguousarray(sides.wishes, np.int32)
    ranks = np.ascontiguousarray(sides.ranks, np.int32)
    capacity = np.ascontiguousarray(sides.capacity, np.int64)
    return np.asarray(propose(wishes, ranks, capacity), np.int32)


def objections(sides: Sides, place: NDArray[np.int32]) -> NDArray[np.int32]:
    """(m, 2) pairs of case and place that would both rather have each other; none if stable."""
    wishes = np.ascontiguousarray(sides.wishes, np.int32)
    ranks = np.ascontiguousarray(sides.ranks, np.int32)
    capacity = np.ascontiguousarray(sides.capacity, np.int64)
    found = blocking_pairs(wishes, ranks, capacity, np.ascontiguousarray(place, np.int32))
    return np.asarray(found, np.int32)
