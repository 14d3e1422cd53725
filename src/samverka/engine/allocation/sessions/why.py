"""Why somebody has no session of a module they need: a reason for each of its sessions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samverka.engine.arrays import np

from .problem import Booking, Problem


class Kind(StrEnum):
    """What stands in the way of one session."""

    BARRED = "barred"  # `fact` is the number of the caller's reason
    TOO_FAR = "too far"  # the way there costs more than the need is worth
    AT_THAT_TIME = "at that time"  # `fact` is the session the person takes part in then
    ENOUGH = "enough"  # the person can be away for no more; `fact` is for how many
    WORKPLACE = "workplace"  # `fact` of the same workplace take part, as many as it takes
    NOT_HELD = "not held"  # `fact` is how many it takes, and fewer could come
    FULL = "full"  # `fact` is the least worth among those who take part


@dataclass(frozen=True)
class Reason:
    """:ivar session: its number; :ivar fact: what the kind says."""

    session: int
    kind: Kind
    fact: int


def refusals(problem: Problem, booking: Booking, person: int, module: int) -> list[Reason]:
    """One reason for each session of the module; none if the person takes part in one of them.

    The first that holds is given, in the order of `Kind`: what would hinder even if there were
    room comes before what others have taken.
    """
    of_module = np.flatnonzero(problem.sessions.module == module)
    if booking.of[person, of_module].any():
        return []
    return [_reason(problem, booking, person, int(session)) for session in of_module]


def _reason(problem: Problem, booking: Booking, person: int, session: int) -> Reason:
    mine, here = booking.of[person], booking.of[:, session]
    sessions = problem.sessions
    if problem.barred[person, session]:
        return Reason(session, Kind.BARRED, int(problem.barred[person, session]))
    if problem.worth[person, session] <= 0:
        return Reason(session, Kind.TOO_FAR, int(problem.worth[person, session]))
    if (clashes := np.flatnonzero(mine & sessions.clash()[session])).size:
        return Reason(session, Kind.AT_THAT_TIME, int(clashes[0]))
    if mine.sum() >= problem.limit[person]:
        return Reason(session, Kind.ENOUGH, int(mine.sum()))
    colleagues = int(here[problem.workplace == problem.workplace[person]].sum())
    if colleagues >= sessions.of_one_workplace[session]:
        return Reason(session, Kind.WORKPLACE, colleagues)
    if not booking.held[session]:
        return Reason(session, Kind.NOT_HELD, int(sessions.least[session]))
    worths = problem.worth[here, session]
    return Reason(session, Kind.FULL, int(worths.min()) if worths.size else 0)
