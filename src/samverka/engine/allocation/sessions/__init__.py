"""People to sessions: who takes part in which, by need, time, distance, room and mix.

`problem` is the data, `solving` finds a booking with a bound that none exceeds, `why` gives the
reason for each refusal, `in_turn` is what one gets when people book one after the other.
"""

import importlib
from collections.abc import Callable
from typing import cast

from .problem import Booking, Problem


def solve(
    problem: Problem, *, seconds: float = 10.0, told: Callable[[int], None] = lambda closed: None
) -> Booking:
    """As `solving.solve`. HiGHS is loaded where a booking is worked out, and by no page."""
    solving = importlib.import_module(".solving", __package__)
    return cast(Booking, solving.solve(problem, seconds=seconds, told=told))
