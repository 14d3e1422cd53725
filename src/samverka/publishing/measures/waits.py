"""How long people wait for their first day, those who wait still counted in (S52).

The mean of those who have come says too little: whoever has waited longest is not in it yet. The
median by `engine/survival.py` uses each for as long as one knows (Kaplan and Meier 1958).
"""

import datetime as dt
from dataclasses import dataclass

from samverka.delivery.activities.models import Registration
from samverka.delivery.programmes.models import Measure
from samverka.engine.survival import Followed, kaplan_meier

from .carried import Carried
from .quotients import first_days, first_registrations

HALF = 0.5
GONE = Registration.State.CANCELLED


@dataclass(frozen=True)
class Waits:
    """How many have come and wait; within how many days half have come, None where not yet."""

    came: int
    waiting: int
    median: int | None


def waits_of(measure: Measure, carried: Carried, on: dt.date) -> Waits | None:
    """None where the measure is of something else, or nobody is registered."""
    if measure.counts != Measure.Counts.DAYS_TO_FIRST:
        return None
    came = first_days(measure, carried)
    registered = first_registrations(measure, carried)
    left = {person for person in came if person in registered}
    standing = first_registrations(measure, carried, besides=GONE)
    followed = [Followed(max(came[one] - registered[one], 0), left=True) for one in left]
    waiting = [
        Followed(on.toordinal() - day, left=False)
        for person, day in standing.items()
        if person not in came and day <= on.toordinal()
    ]
    if not followed and not waiting:
        return None
    steps = kaplan_meier([*followed, *waiting]).steps
    median = next((int(step.time) for step in steps if step.share <= HALF), None)
    return Waits(len(followed), len(waiting), median)
