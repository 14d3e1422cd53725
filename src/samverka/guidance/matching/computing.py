"""A plan for a round in which everybody who is placed has a home of their own that fits.

Loads NumPy: only tasks and the solver process import it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.plan import Plan
from samverka.engine.allocation.problem import UNPLACED, Problem
from samverka.engine.allocation.weighed import Question, Wanted, Weighed, asked

from .facts import HomeKind, RoundFacts
from .homes import Sort, Stair, belongs, given, holds
from .problem import all_stairs, weighed, with_stairs

MOST_ROUNDS = 12
Solve = Callable[[Problem], Plan]


@dataclass(frozen=True, eq=False)
class Computed:
    """A plan with the question it answers; `place` (n,) is where all cases of the round are.

    `homeless` are those whom the plan had placed, and for whom the homes at last did not suffice:
    none, unless the time was too short.
    """

    weighed: Weighed
    question: Question
    plan: Plan
    place: NDArray[np.int32]
    homeless: int

    @property
    def value(self) -> int:
        return self.question.value(self.place)

    @property
    def held_value(self) -> int:
        """What those are worth who are decided on: a part of the value, and of the bound."""
        return self.question.value(self.question.held)

    @property
    def held_persons(self) -> int:
        return int(self.weighed.persons[self.question.held != UNPLACED].sum())


class Rounds:
    """A round that many questions are asked about; what binds is learnt from each."""

    def __init__(self, facts: RoundFacts) -> None:
        self.facts = facts
        self.weighed = weighed(facts)
        self._stairs = all_stairs(facts)
        self._sorts = {case.key: (case.persons, case.home_level) for case in facts.cases}
        self._homes = {place.key: tuple(place.homes) for place in facts.places}
        self._belonging = self._told_by_sort()
        self._holding: dict[HomeKind, NDArray[np.int64]] = {}

    def answer(self, wanted: Wanted, solve: Solve, *, rounds: int = MOST_ROUNDS) -> Computed:
        """
        :raises samverka.engine.allocation.weighed.NoRoomForDecisions: decisions do not all fit
        """
        for _round in range(rounds):
            question = asked(self.weighed, wanted)
            plan = solve(question.problem)
            place = question.whole(plan.place)
            more = self._broken(wanted, place)
            if not more:
                return Computed(self.weighed, question, plan, place, 0)
            self.weighed = with_stairs(self.weighed, self.facts, more)
        question = asked(self.weighed, wanted)
        left = self._without_a_home(wanted, place, question)
        for row in left:
            place[row] = UNPLACED
        return Computed(self.weighed, question, plan, place, len(left))

    def _homes_of(self, key: str, wanted: Wanted) -> list[HomeKind]:
        """The homes of a place, with those that a question adds and without those it takes."""
        homes = list(self._homes[key])
        for thing, number in wanted.more.get(key, {}).items():
            word, *sizes = thing.split(":")
            if word != "home":
                continue
            kind = HomeKind(*map(int, sizes))
            homes += [kind] * number
            for _one in range(min(-number, homes.count(kind))):
                homes.remove(kind)
        return homes

    def _told_by_sort(self) -> NDArray[np.int64]:
        """(cases, stairs) 1 where a case belongs to a stair: asked of in each answer."""
        told: dict[Sort, list[bool]] = {
            sort: [belongs(stair, sort) for stair in self._stairs]
            for sort in set(self._sorts.values())
        }
        rows = [told[self._sorts[case]] for case in self.weighed.cases]
        return np.array(rows, np.int64).reshape(len(rows), len(self._stairs))

    def _held_by(self, homes: Sequence[HomeKind]) -> NDArray[np.int64]:
        """(stairs,) how many of the homes each stair has."""
        counted = np.zeros(len(self._stairs), np.int64)
        for kind in homes:
            if kind not in self._holding:
                held = [holds(stair, kind) for stair in self._stairs]
                self._holding[kind] = np.array(held, np.int64)
            counted += self._holding[kind]
        return counted

    def _broken(self, wanted: Wanted, place: NDArray[np.int32]) -> Sequence[Stair]:
        """As few stairs as tell of each place where somebody would lack a home."""
        at: dict[Stair, set[int]] = defaultdict(set)
        for column, key in enumerate(self.weighed.places):
            asking = self._belonging[place == column].sum(axis=0)
            room = self._held_by(self._homes_of(key, wanted))
            for number in np.flatnonzero(asking > room):
                at[self._stairs[number]].add(column)
        chosen: list[Stair] = []
        left: set[int] = set().union(*at.values())
        while left:
            best = min(at, key=lambda stair: (-len(at[stair] & left), stair))
            chosen.append(best)
            left -= at[best]
        return chosen

    def _without_a_home(
        self, wanted: Wanted, place: NDArray[np.int32], question: Question
    ) -> list[int]:
        """Rows for whom no home is left, and those who are bound to them."""
        rows: set[int] = set()
        for column, key in enumerate(self.weighed.places):
            here = np.flatnonzero(place == column).tolist()
            # Who is decided on chooses first.
            here.sort(key=lambda row: (question.held[row] == UNPLACED, row))
            sorts = [self._sorts[self.weighed.cases[row]] for row in here]
            homes = given(sorts, self._homes_of(key, wanted))
            rows.update(row for row, home in zip(here, homes, strict=True) if home is None)
        bound = (*self.weighed.together, *self.weighed.near)
        for group in bound:
            if rows & set(group):
                rows.update(group)
        return sorted(row for row in rows if question.held[row] == UNPLACED)
