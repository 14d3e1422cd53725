"""What the solver that stands ready answers about a round (engine/allocation/standing).

Loads NumPy: only that process imports it, by its name.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samverka import __version__
from samverka.engine.allocation.plan import Plan
from samverka.engine.allocation.problem import UNPLACED, Problem
from samverka.engine.allocation.score import BadScore
from samverka.engine.allocation.solving import Method, Settings, solve
from samverka.engine.allocation.standing.solver import Refused
from samverka.engine.allocation.weighed import NoRoomForDecisions, Wanted, asked, plan_seal
from samverka.engine.allocation.weighed import from_json as from_kept

from .computing import Computed, Rounds
from .facts import CaseFacts, HomeKind, PlaceFacts, RoundFacts, from_json

SECONDS = 0.15  # for a plan and its bound while somebody waits
LONGER = 2.0  # once more, where the first answer leaves too much open
ENOUGH = 0.03  # of the bound
ROUNDS = 3  # of looking whether everybody has a home


class Loaded:
    """A round that is asked about; what binds is learnt on the way."""

    def __init__(self, facts: RoundFacts) -> None:
        self.rounds = Rounds(facts)

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """
        :raises Refused: decisions take more than there is, or nothing counts
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
        try:
            found = self._found(wanted, start, most, question.get("seconds", SECONDS))
            if found.plan.gap > ENOUGH:
                found = self._found(wanted, start, most, LONGER)
        except NoRoomForDecisions as full:
            raise Refused(why="no_room", place=full.place) from full
        except BadScore as bad:
            raise Refused(why="weights") from bad
        return self._told(found)

    def _found(
        self, wanted: Wanted, start: Mapping[str, int], most: int | None, seconds: float
    ) -> Computed:
        settings = Settings(gap=0.001, seconds=seconds)
        return self.rounds.answer(wanted, partial(_solved, settings, start, most), rounds=ROUNDS)

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
    settings: Settings, start: Mapping[str, int], most: int | None, problem: Problem
) -> Plan:
    if not start:
        return solve(problem, settings)
    begun: NDArray[np.int32] = np.array(
        [start.get(case, UNPLACED) for case in problem.cases], np.int32
    )
    return solve(problem, settings, start=begun, most=most)


class Again:
    """A problem that was kept, solved once more as it was: what a reviewer asks."""

    def ask(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """The hashes of the problem and of its plan."""
        kept, text = question["again"], question["settings"]
        asked_then = kept["wanted"]
        weighed = from_kept(kept["weighed"])
        found = asked(weighed, Wanted(**asked_then))
        settings = Settings(
            gap=float(text["gap"]),
            seconds=float(text["seconds"]),
            seed=int(text["seed"]),
            method=Method(text["method"]),
        )
        plan = solve(found.problem, settings)
        whole = found.whole(plan.place)
        return {
            "problem_hash": plan.fingerprint,
            "plan_hash": plan_seal(weighed.cases, weighed.places, whole),
            "version": __version__,
        }


def load(facts: Mapping[str, Any]) -> Loaded | Again:
    return Again() if facts.get("again") else Loaded(from_json(facts))


def warm() -> None:
    """Have Numba and HiGHS loaded by a round that is too small to take time."""
    home = HomeKind(1, 0)
    small = RoundFacts([CaseFacts("a", 1), CaseFacts("b", 1)], [PlaceFacts("x", 1, 1, [home])])
    Loaded(small).ask({"weights": {"home": 1}, "seconds": 5.0})
