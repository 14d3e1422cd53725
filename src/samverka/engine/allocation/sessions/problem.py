"""Who may take part in which session, what it is worth, and what there is room for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from samverka.engine.arrays import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
else:
    Whole = Flags = Any


# Worth above this could be lost when whole numbers become floating ones inside a solver.
MOST_WORTH = 1_000_000_000


@dataclass(frozen=True, eq=False)
class Sessions:
    """s sessions, each of one module; a module that is held several times has several sessions.

    :ivar module: (s,) the number of the module
    :ivar begins: (s,) minutes from any common beginning
    :ivar ends: (s,) minutes, after `begins`; one may begin as another ends
    :ivar places: (s,) people it has room for
    :ivar least: (s,) people without whom it is not held; 0 where it is held for anybody
    :ivar of_one_workplace: (s,) people of one workplace it takes, so that groups are mixed; a
        number as great as `places` asks for no mix
    """

    module: Whole
    begins: Whole
    ends: Whole
    places: Whole
    least: Whole
    of_one_workplace: Whole

    def clash(self) -> Flags:
        """(s, s): that two sessions share some minute; none clashes with itself."""
        both = (self.begins[:, None] < self.ends[None, :]) & (
            self.begins[None, :] < self.ends[:, None]
        )
        np.fill_diagonal(both, val=False)
        return both


@dataclass(frozen=True, eq=False)
class Problem:
    """n people and s sessions. Nobody takes part in two of one module, or in two at a time.

    :ivar worth: (n, s) whole numbers: the need that is met, less what the way there costs; where
        it is not above zero the session is not for that person
    :ivar barred: (n, s) 0 where the person may come, else the number of a reason of the caller's
    :ivar workplace: (n,) the number of the workplace
    :ivar most: (n,) sessions a person can be away for; as many as there are when not given
    """

    sessions: Sessions
    worth: Whole
    barred: NDArray[np.uint8]
    workplace: Whole
    most: Whole = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        people, sessions = self.worth.shape
        if self.barred.shape != self.worth.shape or self.workplace.shape != (people,):
            raise ValueError("the tables of worth, of bars and of workplaces do not fit")
        if any(len(each) != sessions for each in vars(self.sessions).values()):
            raise ValueError("the lists of sessions are not of one length")
        if (self.sessions.ends <= self.sessions.begins).any():
            raise ValueError("a session ends before it begins")
        if np.abs(self.worth).max(initial=0) > MOST_WORTH:
            raise ValueError("a worth is too great to be counted exactly")
        if len(self.most) not in (0, people):
            raise ValueError("how many sessions each can come to does not fit")

    @property
    def wanted(self) -> Flags:
        """(n, s): that the session is for the person, and may be."""
        wanted: Flags = (self.worth > 0) & (self.barred == 0)
        return wanted

    @property
    def limit(self) -> Whole:
        """(n,) sessions each can come to."""
        people, sessions = self.worth.shape
        return self.most if len(self.most) else np.full(people, sessions)


@dataclass(frozen=True, eq=False)
class Booking:
    """:ivar of: (n, s) who takes part in what; :ivar held: (s,) the sessions that are held.

    :ivar worth: the sum of what is met
    :ivar bound: no booking is worth more; `gap` is how far that is from `worth`
    """

    of: Flags
    held: Flags
    worth: int
    bound: int

    @property
    def gap(self) -> float:
        """The share of the bound that may be lost at the most; 0 is proven best."""
        return (self.bound - self.worth) / self.bound if self.bound else 0.0


def faults(problem: Problem, of: Flags, held: Flags) -> list[str]:
    """Which rules a booking breaks, by name; none for one that can be carried out."""
    sessions = problem.sessions
    counts, clash = of.sum(axis=0), sessions.clash().astype(np.int64)
    together = of.astype(np.int64)
    same = np.equal.outer(sessions.module, sessions.module) & ~np.eye(len(held), dtype=bool)
    of_work = np.array(
        [of[problem.workplace == each].sum(axis=0) for each in np.unique(problem.workplace)]
    ).reshape(-1, len(held))
    broken = {
        "not wanted": (of & ~problem.wanted).any(),
        "not held": of[:, ~held].any(),
        "places": (counts > sessions.places).any(),
        "least": (counts[held] < sessions.least[held]).any(),
        "workplace": (of_work > sessions.of_one_workplace).any(),
        "two at a time": ((together @ clash > 0) & of).any(),
        "module twice": ((together @ same > 0) & of).any(),
        "too many": (together.sum(axis=1) > problem.limit).any(),
    }
    return [name for name, is_broken in broken.items() if is_broken]
