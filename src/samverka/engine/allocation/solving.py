"""Solve a placement problem: choose the method, keep the time, seal the answer."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from .plan import Plan, Stopped
from .problem import Problem
from .seal import fingerprint


class Method(StrEnum):
    """How a plan is found."""

    CHOOSE = "choose"  # by what the problem is: the two below
    SINGLE = "single"  # exact, for single persons who each take one of one resource
    HOUSEHOLDS = "households"  # all others; HiGHS is used where a core needs a proof
    HIGHS = "highs"  # one whole programme for HiGHS, to compare with


class NotSingle(ValueError):
    """The exact method for single cases was asked for a problem of another sort."""


@dataclass(frozen=True)
class Settings:
    """How a problem is solved; part of the plan's fingerprint.

    gap      share of the bound at which the search may stop, 0 … 1
    seconds  time at which it must stop; what the first solve of a process takes to load or compile
             is not counted
    seed     of the pseudo-random moves: the same seed gives the same run
    method   see `Method`
    """

    gap: float = 0.001
    seconds: float = 60.0
    seed: int = 1
    method: Method = Method.CHOOSE

    def __post_init__(self) -> None:
        """Refuse what can not be meant."""
        if not 0 <= self.gap < 1:
            raise ValueError(f"The gap must be from 0 to under 1, not {self.gap}.")
        if not self.seconds > 0:
            raise ValueError(f"The time must be more than 0 seconds, not {self.seconds}.")
        if not 0 <= self.seed < 2**32:
            raise ValueError(f"The seed must be from 0 to 4,294,967,295, not {self.seed}.")

    def as_text(self) -> dict[str, str]:
        """The settings by name, as they go into the fingerprint."""
        return {
            "gap": repr(float(self.gap)),
            "seconds": repr(float(self.seconds)),
            "seed": str(int(self.seed)),
            "method": self.method.value,
        }


class _Single(Protocol):
    """What is used of `samverka.engine.allocation.single.solver`."""

    def solve_single(self, problem: Problem) -> Plan: ...


class _Limits(Protocol):
    """When the method for households stops."""


class _Households(Protocol):
    """What is used of `samverka.engine.allocation.households`."""

    def Limits(
        self, gap: float, seconds: float, seed: int, is_stopped: Callable[[], bool]
    ) -> _Limits: ...

    def solve_households(
        self,
        problem: Problem,
        limits: _Limits,
        tell: Callable[[Plan], None],
        start: NDArray[np.int32] | None,
        most: int | None,
    ) -> Plan: ...

    def solve_whole(
        self, problem: Problem, limits: _Limits, tell: Callable[[Plan], None]
    ) -> Plan: ...


def solve(
    problem: Problem,
    settings: Settings | None = None,
    *,
    progress: Callable[[Plan], None] | None = None,
    stop: Callable[[], bool] | None = None,
    start: NDArray[np.int32] | None = None,
    most: int | None = None,
) -> Plan:
    """The best plan of a problem within the settings, with what is proven about it.

    progress  is called with each better plan and each tighter bound while the search goes on
    stop      is asked now and then; when it answers true, the best plan so far is answered
    start     (n,) a plan of households to begin with: a quick answer to a small change. It is
              used where it keeps to the problem and places as many as can be
    most      no plan places more persons: what an earlier plan of the same room has proven

    The plan says why the search ended. Unless it was the time or `stop`, the same problem,
    settings and version give the same plan. Raises `NotSingle`, and `OverflowError` where needs
    and utilities are too large for a proof in 64 bits.
    """
    settings = settings or Settings()
    is_stopped, tell = stop or _never, progress or _nobody
    method = settings.method
    plan = None
    if method is Method.SINGLE or (method is Method.CHOOSE and problem.is_single):
        plan = _single(problem, must=method is Method.SINGLE)
    if plan is None:
        plan = _households(problem, settings, method, tell, is_stopped, start, most)
    text = settings.as_text()
    return replace(plan, settings=text, fingerprint=fingerprint(problem, text))


def _single(problem: Problem, *, must: bool) -> Plan | None:
    """None where prices would leave the range that is reckoned in, and another method may do."""
    if not problem.is_single:
        raise NotSingle("This method is for single persons who each take one of one resource.")
    try:
        return cast(_Single, _load("single.solver")).solve_single(problem)
    except OverflowError:
        if must:
            raise
        return None


def _households(
    problem: Problem,
    settings: Settings,
    method: Method,
    tell: Callable[[Plan], None],
    is_stopped: Callable[[], bool],
    start: NDArray[np.int32] | None,
    most: int | None,
) -> Plan:
    households = cast(_Households, _load("households"))
    limits = households.Limits(settings.gap, settings.seconds, settings.seed, is_stopped)
    if method is Method.HIGHS:
        return households.solve_whole(problem, limits, tell)
    return households.solve_households(problem, limits, tell, start, most)


def _load(name: str) -> object:
    """Numba and HiGHS take seconds to load, so they are loaded where a solve runs and nowhere
    else."""
    return importlib.import_module(f".{name}", __package__)


def _never() -> bool:
    return False


def _nobody(plan: Plan) -> None:
    """Nobody listens."""


__all__ = ["Method", "NotSingle", "Settings", "Stopped", "solve"]
