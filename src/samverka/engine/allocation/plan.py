"""What a solve answers: a plan, what is proven about it, and what it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .problem import Counts


class Stopped(StrEnum):
    """Why a solve ended."""

    OPTIMAL = "optimal"  # nothing better exists; bound equals value
    GAP = "gap"  # the asked gap was proven
    TIME = "time"  # the asked time was used up
    INTERRUPTED = "interrupted"  # somebody stopped it; the best so far


@dataclass(frozen=True, eq=False)
class Plan:
    """A placement with its proof.

    Plans are compared first by how many persons are placed, then by how little the minimums and
    floors are missed in all (so they are met where they can be), then by the sum of utility.

    place     (n,) column number of each case's place, UNPLACED where it has none
    value     sum of utility of those placed
    bound     no plan that places as many, and misses no more in all, has a greater sum
    prices    (k, r) what one more of a resource at a place would add at most; below zero where a
              minimum holds the place filled. Whole numbers where the method is exact for single
              cases
    method    which method found it ("single", "households", "highs")
    seconds   how long the solve took; not part of the fingerprint
    placed    how many persons are placed
    most      no plan places more persons than this; equal to `placed` where that is proven
    missed    how much minimums and floors are missed in all, in units of resource and of utility
    least     no plan that places as many misses less than this
    worth     what one person placed is worth in the proof, in units of utility (μ below)
    lifts     one number per floor, ≥ 0: what each unit of its utility is worth beyond itself
    proof     "prices" where `bound` is no less than what the prices alone prove, rounded down;
              "search" where a search through branches proved more than prices can

    What the prices p, μ and lifts λ prove is, whatever they are,

        Σ_jr (p_jr · capacity_jr where p_jr > 0, p_jr · minimum_jr where p_jr < 0)
        + Σ_i max(0, max over allowed j of (1 + λ_i) · u_ij + μ · persons_i − Σ_r needs_ir · p_jr)
        − μ · placed − Σ_f λ_f · mean_f · (number of cases of f) + ν · missed,

    where λ_i is the sum of the lifts of the floors that i is in, and ν the greatest of all λ_f and
    all −p_jr: wherever a plan misses that much, it gains no more by it. Cases that go together
    count as one case, with their sums; and those that go near as one whose places are the areas.
    """

    place: NDArray[np.int32]
    value: int
    bound: int
    prices: Counts | NDArray[np.float64]
    method: str
    stopped: Stopped
    seconds: float = 0.0
    settings: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    placed: int = 0
    most: int = 0
    missed: int = 0
    least: int = 0
    worth: float = 0.0
    lifts: tuple[float, ...] = ()
    proof: str = "prices"

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the bound; 0 where proven best."""
        return 0.0 if self.bound <= self.value else (self.bound - self.value) / self.bound
