"""How long people stay, when not all have been followed equally long.

Some households moved in three years ago, some last month; of some one stopped knowing how it
went. To count those who left among all would make every place look better the shorter one has
looked. The product-limit estimator uses each household for as long as it was followed, and no
longer: at each time somebody leaves, the share that stays is multiplied by the share of those
still followed who do not leave then.

    S(t) = Π over times tᵢ ≤ t at which somebody leaves of (1 − dᵢ / nᵢ)

where dᵢ leave at tᵢ and nᵢ were followed until just before it. Whoever is followed until tᵢ
exactly and has not left counts among the nᵢ (the usual convention). It takes for granted that
whoever one stops following stays or leaves like the others: that is not so where one loses sight
of people because they left, and then the curve is too high.

Source: E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, Journal
of the American Statistical Association 53(282), 1958, 457-481.

How sure it is, by Greenwood's formula for the variance:

    var S(t) = S(t)² · Σ over tᵢ ≤ t of dᵢ / (nᵢ (nᵢ − dᵢ))

Source: M. Greenwood, The natural duration of cancer, Reports on Public Health and Medical
Subjects 33, Ministry of Health, London 1926.

The interval is that of ln(−ln S), turned back: it stays between 0 and 1, and holds its promise far
better than S ± z·s for few households (J. D. Kalbfleisch and R. L. Prentice, The Statistical
Analysis of Failure Time Data, 2nd ed., Wiley 2002, section 1.4.1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .intervals import Z, wilson


@dataclass(frozen=True)
class Followed:
    """One household (or person).

    :ivar time: how long it was followed, in any unit, 0 or more
    :ivar left: whether it left at that time; else one only knows that it was there until then
    """

    time: float
    left: bool


@dataclass(frozen=True)
class Step:
    """A time at which somebody left.

    :ivar time: in the unit that was given
    :ivar at_risk: how many were followed until just before it
    :ivar leave: how many left then, 1 or more
    :ivar share: what share stays after it, 0 to 1
    :ivar spread: the sum of Greenwood so far; infinite when nobody is left
    """

    time: float
    at_risk: int
    leave: int
    share: float
    spread: float


@dataclass(frozen=True)
class Curve:
    """The share that stays as a function of time, with the numbers it rests on."""

    times: tuple[float, ...]
    steps: tuple[Step, ...]

    def at_risk(self, time: float) -> int:
        """How many are followed at least so long."""
        return sum(1 for each in self.times if each >= time)

    def share(self, time: float) -> float:
        """The share that stays longer than `time`, 0 to 1; a guess beyond the longest."""
        step = self._last(time)
        return step.share if step else 1.0

    def interval(self, time: float, z: float = Z) -> tuple[float, float]:
        """Where the share lies, 95 times in a hundred with the usual `z`.

        Before anybody left and after everybody did Greenwood says nothing; there it is Wilson's
        interval for none, or all, of those followed.
        """
        step = self._last(time)
        if step is None:
            return wilson(max(self.at_risk(time), 1), max(self.at_risk(time), 1), z)
        if step.share == 0:
            return wilson(0, step.at_risk, z)
        log = math.log(step.share)
        half = z * math.sqrt(step.spread) / abs(log)
        return step.share ** math.exp(half), step.share ** math.exp(-half)

    def standard_error(self, time: float) -> float:
        """The root of Greenwood's variance; 0 before anybody left and when nobody is left."""
        step = self._last(time)
        return 0.0 if step is None or step.share == 0 else step.share * math.sqrt(step.spread)

    def _last(self, time: float) -> Step | None:
        return next((step for step in reversed(self.steps) if step.time <= time), None)


def kaplan_meier(followed: Sequence[Followed]) -> Curve:
    """The curve of those followed.

    :param followed: one each, in any order; at least one
    :raises ValueError: nobody, or a time below 0 or that is no number
    """
    if not followed:
        raise ValueError("Nobody was followed.")
    if any(not math.isfinite(one.time) or one.time < 0 for one in followed):
        raise ValueError("A time is 0 or more.")
    share, spread, steps = 1.0, 0.0, []
    for time in sorted({one.time for one in followed if one.left}):
        at_risk = sum(1 for one in followed if one.time >= time)
        leave = sum(1 for one in followed if one.left and one.time == time)
        share *= 1 - leave / at_risk
        if leave == at_risk:
            share, spread = 0.0, math.inf
        else:
            spread += leave / (at_risk * (at_risk - leave))
        steps.append(Step(time, at_risk, leave, share, spread))
    return Curve(tuple(sorted(one.time for one in followed)), tuple(steps))
