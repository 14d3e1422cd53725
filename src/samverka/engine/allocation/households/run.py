"""What one solve is asked, and what it knows so far."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import UNPLACED, Problem

from .kernels import Floats
from .pricing import proven
from .units import Units, units_of


@dataclass(frozen=True)
class Limits:
    """When to stop: share of the bound, seconds, and somebody's wish; and the seed of the run."""

    gap: float
    seconds: float
    seed: int
    is_stopped: Callable[[], bool]


@dataclass
class Run:
    """What one solve knows so far; `tell` is called each time it knows more."""

    problem: Problem
    limits: Limits
    tell: Callable[[Plan], None]
    units: Units
    started: float
    place: NDArray[np.int32]
    prices: Floats
    worth: float = 0.0
    lifts: tuple[float, ...] = ()
    most: int = 0
    least: int = 0
    bound: int | None = None
    proof: str = "prices"
    has_been_stopped: bool = False

    @property
    def placed(self) -> int:
        """Persons placed so far."""
        return self.units.placed(self.place)

    @property
    def value(self) -> int:
        """The sum of utility so far."""
        return self.units.value(self.place)

    @property
    def missed(self) -> int:
        """How much minimums and floors are missed so far."""
        return self.units.missed(self.place)

    @property
    def seconds_left(self) -> float:
        """Of the asked time."""
        return self.limits.seconds - (perf_counter() - self.started)

    def is_over(self) -> bool:
        """Whether the time is used up or somebody stopped it."""
        self.has_been_stopped = self.has_been_stopped or self.limits.is_stopped()
        return self.has_been_stopped or self.seconds_left <= 0

    def is_proven(self) -> bool:
        """Whether the asked gap is."""
        return self.bound is not None and self.bound - self.value <= self.limits.gap * self.bound

    def would_do(self, place: NDArray[np.int32]) -> bool:
        """Whether a plan would be proven to the asked gap, as long as only capacities bind."""
        units, bound = self.units, self.bound
        if bound is None or units.placed(place) < self.placed:
            return False
        return bound - units.value(place) <= self.limits.gap * bound

    def lower(self, bound: int, proof: str) -> None:
        """Keep a bound if it proves more."""
        bound = max(bound, self.value)
        if self.bound is None or bound < self.bound:
            self.bound, self.proof = bound, proof

    def keep(self, place: NDArray[np.int32] | None) -> None:
        """Keep a plan if it is better: more persons, less missed, worth more."""
        if place is None:
            return
        new = (self.units.placed(place), -self.units.missed(place), self.units.value(place))
        if new > (self.placed, -self.missed, self.value):
            self.place = place
            self.plan()

    def plan(self) -> None:
        """Tell what is known."""
        if self.bound is not None:
            self.tell(self.answer(Stopped.TIME))

    def answer(self, stopped: Stopped) -> Plan:
        """The plan of the cases as it stands."""
        return Plan(
            place=self.units.cases(self.place),
            value=self.value,
            bound=self.bound if self.bound is not None else self._loose_bound(),
            prices=self.prices,
            method="households",
            stopped=stopped,
            seconds=perf_counter() - self.started,
            placed=self.placed,
            most=max(self.most, self.placed),
            missed=self.missed,
            least=min(self.least, self.missed),
            worth=self.worth,
            lifts=self.lifts,
            proof=self.proof,
        )

    def close_empty(self) -> None:
        """Where nobody can be placed, everything is known."""
        if self.placed == self.most == 0:
            self.least = self.missed
            self.lower(0, "search" if self.units.placeable.any() else "prices")

    def _loose_bound(self) -> int:
        return proven(self.units, self.prices, self.worth, self.placed, self.lifts, self.place)


def begin(problem: Problem, limits: Limits, tell: Callable[[Plan], None]) -> Run:
    """A run that knows nothing yet but how many persons fit anywhere."""
    units = units_of(problem)
    nobody = np.full(len(units.heads), UNPLACED, np.int32)
    run = Run(problem, limits, tell, units, perf_counter(), nobody, np.zeros(units.capacity.shape))
    run.most = int(units.heads[units.placeable].sum())
    return run
