"""What one gets when people book one after the other: what a plan is held against."""

from __future__ import annotations

from collections.abc import Iterable

from samverka.engine.arrays import np

from .problem import Flags, Problem


def in_turn(problem: Problem, order: Iterable[int]) -> Flags:
    """(n, s): each in turn takes the worthiest session left, and again, while there is room.

    Sessions that too few come to are closed at the end, and nobody is moved.
    """
    sessions, clash = problem.sessions, problem.sessions.clash()
    same = np.equal.outer(sessions.module, sessions.module)
    of, room = np.zeros(problem.worth.shape, dtype=bool), sessions.places.copy()
    of_work = np.zeros((problem.workplace.max(initial=0) + 1, len(room)), dtype=np.int64)
    for person in order:
        work = problem.workplace[person]
        free = problem.wanted[person] & (room > 0) & (of_work[work] < sessions.of_one_workplace)
        for _time in range(int(problem.limit[person])):
            if not free.any():
                break
            best = int(np.where(free, problem.worth[person], 0).argmax())
            of[person, best] = True
            room[best] -= 1
            of_work[work, best] += 1
            free &= ~clash[best] & ~same[best]
    of[:, of.sum(axis=0) < sessions.least] = False
    return of


def worth(problem: Problem, of: Flags) -> int:
    """The sum of what a booking meets."""
    return int(problem.worth[of].sum())
