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

    Two plans are compared first by how many persons are placed, then by the sum of utility.

    place     (n,) column number of each case's place, UNPLACED where it has none
    value     sum of utility of those placed
    bound     no plan that places as many has a greater sum than this
    prices    (k, r) what one more of a resource at a place would add at most, ≥ 0; whole numbers
              where the method is exact for single cases
    method    which method found it ("single", "households", "highs")
    seconds   how long the solve took; not part of the fingerprint
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

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the bound; 0 where proven best."""
        return 0.0 if self.bound <= self.value else (self.bound - self.value) / self.bound
