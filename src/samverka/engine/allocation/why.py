"""Why a case is where it is: every other place, and what stands against it.

In the best plan, prices of what is scarce make every case content: where it is, score less price
is as high as anywhere it may be. What is missing at another place is its *regret*, in units of the
score: that much more the place would have to be worth for the case, or that much less its prices,
before the plan could change. It is also the least that moving the case there costs all others
together (linear programming duality; Bertsekas, Network Optimization, 1998, chapter 2, calls the
condition complementary slackness). Where a plan is proven to within a gap only, a regret is told
to within that gap, and may even be a little below zero.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .plan import Plan
from .problem import UNPLACED, Counts, Problem


class Against(StrEnum):
    """What stands against a place, the strongest first."""

    BARRED = "not allowed"
    TOO_LARGE = "the case needs more than there is in all"
    AREA = "those whom the case must be near are in another area"
    LESS = "worth less to the case"
    FULL = "worth as much or more to the case, but others take what it needs"
    SAME = "worth the same, and there is room"
    HELD = "worth more, and there is room: a minimum, a floor or an open gap holds the case"


@dataclass(frozen=True)
class Lack:
    """How much of a resource a place would need more, before the case could be there."""

    resource: int
    amount: int


@dataclass(frozen=True)
class Alternative:
    """Another place for a case.

    place       its column
    score       what it is worth to the case, in units
    difference  its score less that of the chosen place; of those who go together, of all of them
    regret      what is missing for it to be chosen, in units, prices paid; None where it may never
                be, or where the case has no place
    price       what the case would pay there, in units: what others lose by its room
    reason      number in the problem's reasons, 0 if it is allowed
    lacks       what is missing there, one for each resource that is short: of what is left over,
                or of what there is in all where the case is too large
    """

    place: int
    against: Against
    score: int
    difference: int
    regret: float | None
    price: float
    reason: int
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class Explanation:
    """Why a case is where it is.

    place         its column, UNPLACED where it has none (checks.findings says why)
    score         what its place is worth to it, in units; 0 without one
    price         what it pays there, in units
    alternatives  every other place: those that are allowed first, nearest to being chosen first
    together      the other cases that must have the same place
    """

    case: int
    place: int
    score: int
    price: float
    alternatives: tuple[Alternative, ...]
    together: tuple[int, ...]


@dataclass(frozen=True)
class Room:
    """A resource at a place: how much there is, what is taken, and what one more would add.

    price   in units of utility: at most so much the value grows by one more of it. Zero where
            something is left over; below zero where a minimum holds the place filled.
    waiting how many cases without a place could be there, if there were one more of it
    """

    place: int
    resource: int
    capacity: int
    minimum: int
    taken: int
    price: float
    waiting: int


class Reasons:
    """Explains cases of one plan; what all cases share is computed once."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        """Keep a plan; its arrays are read, never changed."""
        self.problem, self.plan = problem, plan
        self.taken = _taken(problem, plan.place)
        self._with = {row: group for group in problem.together for row in group}
        self._near = {row: group for group in problem.near for row in group}

    def of(self, case: int) -> Explanation:
        """Why one case, by its row number, is where it is. Time grows as k · r."""
        group = self._with.get(case, (case,))
        worth, prices = self._worth(group), self._prices(group)
        place = int(self.plan.place[case])
        others = [
            self._alternative(case, group, column, worth, prices)
            for column in range(len(self.problem.places))
            if column != place
        ]
        others.sort(key=_nearness)
        is_placed = place != UNPLACED
        return Explanation(
            case=case,
            place=place,
            score=int(self.problem.utility[case, place]) if is_placed else 0,
            price=float(prices[place]) if is_placed else 0.0,
            alternatives=tuple(others),
            together=tuple(row for row in group if row != case),
        )

    def rooms(self) -> tuple[Room, ...]:
        """Every resource at every place, with its shadow price."""
        waiting = self._waiting()
        return tuple(
            Room(
                place=column,
                resource=resource,
                capacity=int(self.problem.capacity[column, resource]),
                minimum=int(self.problem.minimum[column, resource]),
                taken=int(self.taken[column, resource]),
                price=float(self.plan.prices[column, resource]),
                waiting=int(waiting[column, resource]),
            )
            for column in range(self.taken.shape[0])
            for resource in range(self.taken.shape[1])
        )

    def _waiting(self) -> Counts:
        """(k, r) cases without a place that one more of this, and nothing else, would let in."""
        found = np.zeros_like(self.taken)
        free = self.problem.capacity - self.taken
        for row in np.flatnonzero(self.plan.place == UNPLACED).tolist():
            group = self._with.get(row, (row,))
            short = np.maximum(self._needs(group) - free, 0)
            is_open = (self.problem.barred[list(group)] == 0).all(axis=0)
            found += (short == 1) & (short.sum(axis=1) == 1)[:, None] & is_open[:, None]
        return found

    def _worth(self, group: tuple[int, ...]) -> NDArray[np.int64]:
        """(k,) what each place is worth to those who go together."""
        worth: NDArray[np.int64] = self.problem.utility[list(group)].sum(axis=0, dtype=np.int64)
        return worth

    def _prices(self, group: tuple[int, ...]) -> NDArray[np.float64]:
        """(k,) what they would pay at each place."""
        needs = self._needs(group)
        paid: NDArray[np.float64] = np.asarray(self.plan.prices, np.float64) @ needs
        return paid

    def _needs(self, group: tuple[int, ...]) -> NDArray[np.int64]:
        needs: NDArray[np.int64] = self.problem.needs[list(group)].sum(axis=0)
        return needs

    def _alternative(
        self,
        case: int,
        group: tuple[int, ...],
        column: int,
        worth: NDArray[np.int64],
        prices: NDArray[np.float64],
    ) -> Alternative:
        here = int(self.plan.place[case])
        difference = int(worth[column]) - (int(worth[here]) if here != UNPLACED else 0)
        needs, room = self._needs(group), self.problem.capacity[column]
        lacks = _lacks(needs, room) or _lacks(needs, room - self.taken[column])
        reason = int(self.problem.barred[list(group), column].max())
        against = self._against(case, group, column, difference, lacks, reason)
        regret = None
        if here != UNPLACED and against not in {Against.BARRED, Against.TOO_LARGE}:
            regret = float(prices[column] - prices[here] - difference)
        return Alternative(
            place=column,
            against=against,
            score=int(self.problem.utility[case, column]),
            difference=difference,
            regret=regret,
            price=float(prices[column]),
            reason=reason,
            lacks=lacks,
        )

    def _against(
        self,
        case: int,
        group: tuple[int, ...],
        column: int,
        difference: int,
        lacks: tuple[Lack, ...],
        reason: int,
    ) -> Against:
        if reason:
            return Against.BARRED
        if (self._needs(group) > self.problem.capacity[column]).any():
            return Against.TOO_LARGE
        if self._is_elsewhere(case, column):
            return Against.AREA
        if self.plan.place[case] != UNPLACED and difference < 0:
            return Against.LESS
        if lacks:
            return Against.FULL
        return Against.HELD if difference > 0 else Against.SAME

    def _is_elsewhere(self, case: int, column: int) -> bool:
        """Whether those whom the case must be near are in another area than this place."""
        area = self.problem.area
        others = [int(self.plan.place[row]) for row in self._near.get(case, ()) if row != case]
        return any(area[place] != area[column] for place in others if place != UNPLACED)


def _lacks(needs: NDArray[np.int64], room: NDArray[np.int64]) -> tuple[Lack, ...]:
    short = (needs - room).tolist()
    return tuple(Lack(resource, amount) for resource, amount in enumerate(short) if amount > 0)


def _nearness(alternative: Alternative) -> tuple[bool, float, int, int]:
    """Those that can be, before those that cannot; then by regret, score and order of keys."""
    is_out = alternative.against in {Against.BARRED, Against.TOO_LARGE}
    regret = 0.0 if alternative.regret is None else alternative.regret
    return is_out, regret, -alternative.score, alternative.place


def _taken(problem: Problem, place: NDArray[np.int32]) -> Counts:
    taken = np.zeros_like(problem.capacity)
    at = np.flatnonzero(place != UNPLACED)
    np.add.at(taken, place[at], problem.needs[at])
    return taken
