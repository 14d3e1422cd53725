"""A training plan: which modules, for how many, in which order, and why each line is there.

A module (a lecture, a group work) lifts some competences up to a level, for those who lack. What a
line is worth is the need it meets: the levels it lifts, times importance, over all it is for. The
plan takes, again and again, the module that meets most of what is left per hour of a session that
has to be held, and lowers the gaps it meets, so nothing is counted twice. For needs that shrink as
they are met this greedy order is known to come close to the best (Nemhauser, Wolsey and Fisher,
Mathematical Programming 14, 1978); here it is foremost one that can be explained line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samverka.engine.arrays import np

from .gaps import Numbers, Whole

_TINY = 1e-9


@dataclass(frozen=True)
class Module:
    """What can be held.

    :ivar competences: numbers of the competences it lifts
    :ivar up_to: the level it lifts them to
    :ivar least_gap: the levels somebody lacks in one of them at the least, to be asked to it
    :ivar most_gap: and at the most
    :ivar places: in one session
    :ivar minutes: that one session takes
    """

    key: str
    competences: tuple[int, ...]
    up_to: float
    places: int
    minutes: int
    least_gap: float = 0.0
    most_gap: float = 4.0


@dataclass(frozen=True)
class Line:
    """One module in the plan.

    :ivar people: (m,) the rows of those it is for
    :ivar sessions: how many times it has to be held for them
    :ivar met: the need it meets, beyond the lines before it
    :ivar left: the need of its competences that is left afterwards
    :ivar lifted: (number of the competence, persons lifted, levels in all), the most first
    """

    module: Module
    people: Whole
    sessions: int
    met: float
    left: float
    lifted: tuple[tuple[int, int, float], ...]

    @property
    def minutes(self) -> int:
        return self.sessions * self.module.minutes


def plan(
    required: Numbers,
    current: Numbers,
    importance: Numbers,
    modules: Sequence[Module],
    *,
    minutes: int | None = None,
) -> list[Line]:
    """Lines in the order in which they are worth most; those who did not answer are in none.

    :param required: (n, k) levels asked; NaN where the role does not ask
    :param current: (n, k) levels there are; NaN where not answered
    :param importance: (k,) weights
    :param minutes: of sessions in all that the plan may hold; a line that no longer fits is left
        out and the next one tried; all that meets a need when not given
    :raises ValueError: if a module names a competence that is not there, or has no places
    """
    _check(modules, required.shape[1])
    current = current.copy()
    left, lines, room = list(modules), [], minutes
    while left:
        offers = [_line(module, required, current, importance) for module in left]
        fitting = [each for each in offers if each.met > _TINY and _fits(each, room)]
        if not fitting:
            break
        best = max(fitting, key=lambda each: (each.met / each.minutes, each.module.key))
        lines.append(best)
        left.remove(best.module)
        room = None if room is None else room - best.minutes
        _lift(best, current)
    return lines


def unmet(required: Numbers, current: Numbers, importance: Numbers) -> float:
    """The need of all who answered: what a plan can meet at the most."""
    return float(np.nansum(np.maximum(required - current, 0.0) * importance))


def lifts(module: Module, required: Numbers, current: Numbers) -> Numbers:
    """(n, competences of the module): levels that holding it lifts each person it is for.

    :param required: (n, k) levels asked; NaN where the role does not ask
    :param current: (n, k) levels there are; NaN where not answered
    """
    columns = np.array(module.competences)
    lacks = np.nan_to_num(np.maximum(required[:, columns] - current[:, columns], 0.0))
    after = np.minimum(required[:, columns], np.maximum(current[:, columns], module.up_to))
    lift: Numbers = np.nan_to_num(np.maximum(after - current[:, columns], 0.0))
    widest = np.where(lift > 0, lacks, 0.0).max(axis=1)
    asked = (widest > 0) & (widest >= module.least_gap) & (widest <= module.most_gap)
    lift[~asked] = 0.0
    return lift


def _line(module: Module, required: Numbers, current: Numbers, importance: Numbers) -> Line:
    """What holding the module for all whom it is for would do."""
    columns = np.array(module.competences)
    lift = lifts(module, required, current)
    met = float((lift * importance[columns]).sum())
    lacks = np.nan_to_num(np.maximum(required[:, columns] - current[:, columns], 0.0))
    people = np.flatnonzero(lift.any(axis=1))
    return Line(
        module=module,
        people=people,
        sessions=-(-len(people) // module.places),
        met=met,
        left=float((lacks * importance[columns]).sum()) - met,
        lifted=_lifted(module, lift),
    )


def _lifted(module: Module, lift: Numbers) -> tuple[tuple[int, int, float], ...]:
    told = [
        (competence, int((levels > 0).sum()), float(levels.sum()))
        for competence, levels in zip(module.competences, lift.T, strict=True)
        if levels.any()
    ]
    return tuple(sorted(told, key=lambda each: (-each[2], each[0])))


def _fits(line: Line, room: int | None) -> bool:
    return room is None or line.minutes <= room


def _lift(line: Line, current: Numbers) -> None:
    rows = np.ix_(line.people, np.array(line.module.competences))
    current[rows] = np.maximum(current[rows], line.module.up_to)


def _check(modules: Sequence[Module], competences: int) -> None:
    for module in modules:
        if (
            not module.competences
            or not 0 <= min(module.competences) <= max(module.competences) < competences
        ):
            raise ValueError(f"module {module.key} names a competence that is not there")
        if module.places < 1 or module.minutes < 1:
            raise ValueError(f"module {module.key} has no places or takes no time")
