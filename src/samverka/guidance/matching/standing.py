"""What the solver that stands ready answers about a round (engine/allocation/standing).

Loads NumPy: only that process imports it, by its name.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import UNPLACED, Problem
from samverka.engine.allocation.score import BadScore
from samverka.engine.allocation.solving import Settings, solve
from samverka.engine.allocation.standing.solver import GaveWay, Refused
from samverka.engine.allocation.weighed import NoRoomForDecisions, Wanted

from .computing import Computed, Rounds
from .facts import CaseFacts, HomeKind, PlaceFacts, RoundFacts, from_json

SECONDS = 0.15  # for a plan and its bound
# The same while somebody waits: the second and third time for whom the first left without a home.
AT_ONCE = (0.13, 0.06, 0.04)
LONGER = 1.5  # for a closer one, which the page asks for on its own
ROUNDS = 3  # of looking whether everybody has a home


class Loaded:
    """A round that is asked about; what binds is learnt on the way."""

    def __init__(self, facts: RoundFacts) -> None:
        self.rounds = Rounds(facts)

    def ask(
        self, question: Mapping[str, Any], is_awaited: Callable[[], bool] = lambda: False
    ) -> dict[str, Any]:
        """
        :raises Refused: decisions take more than there is, or nothing counts
        :raises GaveWay: a closer answer takes longer, and somebody waits for a quick one
        """
        wanted = Wanted(
            weights=question["weights"],
            more=question.get("more", {}),
            held=question.get("held", {}),
        )
        start = self._start(question.get("start", {}))
        most = question.get("most")
        if most is not None:
            most -= self._persons(wanted.held)
        is_closer = bool(question.get("closer"))
        try:
            if start and not is_closer:
                found, most_then = self._at_once(wanted, start, most)
            else:
                seconds = LONGER if is_closer else question.get("seconds", SECONDS)
                within = Settings(gap=0.001, seconds=seconds)
                solver = partial(_solved, within, start, most, is_awaited if is_closer else None)
                found, most_then = self.rounds.answer(wanted, solver, rounds=ROUNDS), most
        except NoRoomForDecisions as full:
            raise Refused(why="no_room", place=full.place) from full
        except BadScore as bad:
            raise Refused(why="weights") from bad
        limit = None if most_then == most else most_then
        placed = int(found.question.problem.heads[found.plan.place != UNPLACED].sum())
        of = {"is_of_as_many": limit is not None, "is_open": limit is not None and placed > limit}
        return self._told(found) | of

    def _at_once(
        self, wanted: Wanted, start: Mapping[str, int], most: int | None
    ) -> tuple[Computed, int | None]:
        """A plan that begins with the one at hand, beside all that place as many persons.

        To prove that nobody more can have a place takes HiGHS longer than somebody waits. Also
        says of how many persons the bound tells, where that is not proven to be the most.
        """
        limits: list[int] = []

        def solved(problem: Problem) -> Plan:
            begun = fitting(problem, start)
            limits.append(int(problem.heads[begun != UNPLACED].sum()))
            settings = Settings(gap=0.001, seconds=AT_ONCE[len(limits) - 1])
            return solve(problem, settings, start=begun, most=limits[-1])

        found = self.rounds.answer(wanted, solved, rounds=len(AT_ONCE))
        return found, most if limits[-1] == most else limits[-1]

    def _persons(self, held: Mapping[str, str]) -> int:
        """Of those who are decided on: they are no part of what is solved."""
        weighed = self.rounds.weighed
        return int(sum(weighed.persons[weighed.cases.index(case)] for case in held))

    def _start(self, placed: Mapping[str, str]) -> Mapping[str, int]:
        column = {key: number for number, key in enumerate(self.rounds.weighed.places)}
        return {case: column[place] for case, place in placed.items() if place in column}

    def _told(self, found: Computed) -> dict[str, Any]:
        places, plan = found.weighed.places, found.plan
        return {
            "place": {
                case: places[column] if column != UNPLACED else ""
                for case, column in zip(found.weighed.cases, found.place.tolist(), strict=True)
            },
            "value": found.value,
            "bound": max(plan.bound + found.held_value, found.value),
            "placed": int(found.weighed.persons[found.place != UNPLACED].sum()),
            "most": plan.most + found.held_persons,
            "milliseconds": round(plan.seconds * 1000),
        }


def _solved(
    settings: Settings,
    start: Mapping[str, int],
    most: int | None,
    stop: Callable[[], bool] | None,
    problem: Problem,
) -> Plan:
    """
    :raises GaveWay: it was stopped
    """
    if start:
        plan = solve(problem, settings, start=fitting(problem, start), most=most, stop=stop)
    else:
        plan = solve(problem, settings, stop=stop)
    if plan.stopped is Stopped.INTERRUPTED:
        raise GaveWay
    return plan


def fitting(problem: Problem, start: Mapping[str, int]) -> NDArray[np.int32]:
    """(n,) where cases were, without those who no longer fit and those who are tied to them.

    Of too many at a place whoever is worth least there goes first.
    """
    place: NDArray[np.int32] = np.array(
        [start.get(case, UNPLACED) for case in problem.cases], np.int32
    )
    rows = np.arange(len(place))
    tied = {row: group for group in (*problem.together, *problem.near) for row in group}

    def out(row: int) -> None:
        place[list(tied.get(row, (row,)))] = UNPLACED

    for row in rows[(place != UNPLACED) & (problem.barred[rows, place] != 0)].tolist():
        out(row)
    for column in range(len(problem.places)):
        here = rows[place == column]
        for row in here[np.argsort(problem.utility[here, column], kind="stable")].tolist():
            over = problem.needs[place == column].sum(axis=0) - problem.capacity[column]
            if (over <= 0).all():
                break
            if (problem.needs[row] * (over > 0)).any():
                out(row)
    return place


def load(facts: Mapping[str, Any]) -> Loaded:
    return Loaded(from_json(facts))


def warm() -> None:
    """Have Numba and HiGHS loaded by a round that is too small to take time."""
    home = HomeKind(1, 0)
    small = RoundFacts([CaseFacts("a", 1), CaseFacts("b", 1)], [PlaceFacts("x", 1, 1, [home])])
    Loaded(small).ask({"weights": {"home": 1}, "seconds": 5.0})
