"""A placement problem as frozen data: cases, places, resources, and what each pair is worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samverka.engine.arrays import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]
    Utilities = NDArray[np.int32]
else:
    Counts = Utilities = Any


UNPLACED = -1


@dataclass(frozen=True)
class Floor:
    """A group's least mean: the utility of its `cases` is at least `mean` times their number.

    `cases` are row numbers of the problem, `mean` is in units of its utility. A case that gets no
    place counts as zero.
    """

    name: str
    cases: tuple[int, ...]
    mean: int


@dataclass(frozen=True, eq=False)
class Problem:
    """Who may go where, what each pair is worth, and what there is room for.

    n cases (a person, or a household that is never divided), k places, r resources (persons, homes
    by size, school seats, hours of an interpreter …). Rows and columns stand in the order of their
    keys (`samverka.engine.allocation.building.build` sorts them), so that the order of a file can
    not change a plan.

    utility   (n, k) whole units of the score, 0 … 1_000_000; `unit` says how many make one of the
              officer's points
    needs     (n, r) how much of each resource a case takes wherever it is placed, ≥ 0
    capacity  (k, r) how much of each resource a place has, ≥ 0
    minimum   (k, r) how much of each resource a place is to be filled with at the least
    barred    (n, k) 0 where the pair is allowed, else the number of its reason in `reasons`
    together  groups of row numbers that must get the same place, or none
    near      groups of row numbers that must get places of the same `area`
    area      (k,) a number for the area of each place; only `near` reads it
    floors    least mean utility of groups
    persons   (n,) how many persons each case is; empty where each is one. Read `heads`
    """

    cases: tuple[str, ...]
    places: tuple[str, ...]
    resources: tuple[str, ...]
    utility: Utilities
    needs: Counts
    capacity: Counts
    minimum: Counts
    barred: NDArray[np.uint8]
    reasons: tuple[str, ...] = ("",)
    together: tuple[tuple[int, ...], ...] = ()
    near: tuple[tuple[int, ...], ...] = ()
    area: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    floors: tuple[Floor, ...] = ()
    unit: int = 1
    persons: Counts = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def heads(self) -> Counts:
        """(n,) how many persons each case is, at least one."""
        if len(self.persons):
            return self.persons
        return np.ones(len(self.cases), np.int64)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(n, k, r)."""
        return len(self.cases), len(self.places), len(self.resources)

    @property
    def is_single(self) -> bool:
        """Every case is one person that takes one of one resource, and nothing binds them."""
        return (
            len(self.resources) == 1
            and bool((self.needs == 1).all() and (self.heads == 1).all())
            and not (self.together or self.near or self.floors)
        )
