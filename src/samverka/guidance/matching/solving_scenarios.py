"""What a scenario comes to: its plan, each household's reasons, groups, room and floors.

Loads the engine with all it needs: only the task imports it, by its name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samverka import __version__
from samverka.engine.allocation.checks import Finding, FindingKind, findings
from samverka.engine.allocation.plan import Plan, Stopped
from samverka.engine.allocation.problem import UNPLACED, Problem
from samverka.engine.allocation.solving import Settings, solve
from samverka.engine.allocation.verify import verify
from samverka.engine.allocation.weighed import Wanted, as_json, asked, plan_seal
from samverka.engine.allocation.why import Alternative, Reasons

from .computing import Computed, Rounds
from .facts import RoundFacts
from .homes import stair_of

SETTINGS = Settings(gap=0.001, seconds=60.0)
BESIDE = Settings(gap=0.005, seconds=5.0)  # of the plans that a plan is compared with
MOST_ALTERNATIVES = 20
GROUP = 5  # of fewer persons nothing is told
HOME = "home"
# Where it was decided before the plan was made; and of another place that would be worth more.
DECIDED = "DECIDED"
OUT = frozenset({"BARRED", "TOO_LARGE"})


@dataclass(frozen=True)
class Asked:
    """What a scenario asks, with the persons of each group by case: they are never in a score."""

    facts: RoundFacts
    wanted: Wanted
    groups: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Placed:
    """Where one household is, and why; scores in thousandths of points.

    `against` says why there is no place, or that the place was decided.
    """

    case: str
    place: str
    score: int
    parts: dict[str, int]
    alternatives: list[dict[str, Any]]
    against: str


@dataclass(frozen=True)
class Result:
    """Everything that is kept of a scenario."""

    fields: dict[str, Any]
    placements: list[Placed]
    problem: dict[str, Any]


# Told how many steps are done, of how many.
Tell = Callable[[int, int], None]


class NotAccepted(Exception):
    """The plan did not pass the engine's own check; nothing of it is kept."""


def computed(asked: Asked, tell: Tell, is_stopped: Callable[[], bool]) -> Result:
    """
    :raises samverka.engine.allocation.weighed.NoRoomForDecisions: decisions do not all fit
    :raises samverka.engine.allocation.score.BadScore: nothing counts
    :raises NotAccepted: a fault of ours
    """
    rounds, wanted = Rounds(asked.facts), asked.wanted
    counted = [name for name, points in wanted.weights.items() if points]
    steps = 2 + len(counted) + bool(wanted.floors)
    tell(0, steps)

    def placing(settings: Settings) -> Callable[[Problem], Plan]:
        return lambda problem: solve(problem, settings, stop=is_stopped)

    def beside(problem: Problem) -> Plan:
        """From the plan that is there: the same room, so nobody more can be placed."""
        before = found.plan
        return solve(problem, BESIDE, stop=is_stopped, start=before.place, most=before.most)

    found = rounds.answer(wanted, placing(SETTINGS))
    if found.plan.stopped is not Stopped.INTERRUPTED:
        verdict = verify(found.question.problem, found.plan)
        if not verdict.is_accepted:
            raise NotAccepted("; ".join(map(str, verdict.flaws)))
    tell(1, steps)
    effects = []
    for number, name in enumerate(counted):
        weights = {**wanted.weights, name: 0}
        if any(weights.values()):
            other = rounds.answer(replace(wanted, weights=weights, floors={}), beside)
            effects.append(_effect(name, asked, found, other))
        tell(2 + number, steps)
    floors = {}
    if wanted.floors:
        without = rounds.answer(replace(wanted, floors={}), placing(SETTINGS))
        floors = _cost(wanted, found, without)
    tell(steps, steps)
    facts = {
        "rooms": _rooms(asked.facts, found),
        "groups": _groups(asked, found, found.place),
        "effects": effects,
        "floors": floors,
        "totals": _totals(found),
        "best": _best(found),
        "stopped": found.plan.stopped.value,
        "worth": round(found.plan.worth),
        "homeless": found.homeless,
        "households": len(found.place),
        "without": int((found.place == UNPLACED).sum()),
        "persons": int(found.weighed.persons.sum()),
    }
    return Result(_fields(found, facts), _placements(found, wanted), _problem(found, wanted))


def _fields(found: Computed, facts: dict[str, Any]) -> dict[str, Any]:
    plan, weighed = found.plan, found.weighed
    return {
        "problem_hash": plan.fingerprint,
        "plan_hash": plan_seal(weighed.cases, weighed.places, found.place),
        "value": found.value,
        "bound": max(plan.bound + found.held_value, found.value),
        "proof": plan.proof,
        "placed": int(weighed.persons[found.place != UNPLACED].sum()),
        "most": plan.most + found.held_persons,
        "seconds": plan.seconds,
        "settings": dict(plan.settings),
        "facts": facts,
    }


def _problem(found: Computed, wanted: Wanted) -> dict[str, Any]:
    """What is asked and of what, so that anybody can compute it once more."""
    return {
        "version": __version__,
        "weighed": as_json(found.weighed),
        "wanted": {
            "weights": dict(wanted.weights),
            "more": {place: dict(more) for place, more in wanted.more.items()},
            "held": dict(wanted.held),
            "floors": {name: [list(who), mean] for name, (who, mean) in wanted.floors.items()},
        },
    }


# --- Each household ------------------------------------------------------------------------------


def _placements(found: Computed, wanted: Wanted) -> list[Placed]:
    question, plan = found.question, found.plan
    reasons = Reasons(question.problem, plan)
    of_held = _reasons_of_held(found, wanted)
    left = {
        finding.key: _left(finding)
        for finding in findings(question.problem, plan.place)
        if finding.kind is not FindingKind.ALL_ALIKE
    }
    row_in_problem = {int(old): new for new, old in enumerate(question.rows)}
    made = []
    for row, case in enumerate(found.weighed.cases):
        column = int(found.place[row])
        is_held = row not in row_in_problem
        told = of_held.of(row) if is_held else reasons.of(row_in_problem[row])
        others = [_told(found, row, each, is_held) for each in told.alternatives]
        if is_held:
            others.sort(key=lambda other: (other["kind"] in OUT, -other["score"]))
        others = others[:MOST_ALTERNATIVES]
        made.append(_placed(found, row, case, column, others, left, is_held))
    return made


def _reasons_of_held(found: Computed, wanted: Wanted) -> Reasons:
    """What stands against other places for those who are decided on, as if they were free.

    Not what another place would cost: prices are of the room that decisions leave, and who might
    come where somebody leaves they do not know. That is what trying it out is for.
    """
    free = asked(found.weighed, replace(wanted, held={})).problem
    # Somebody may have been put where the engine would not: it is worth what it is all the same.
    worth = replace(free, utility=found.question.score.utility.astype(np.int32))
    return Reasons(worth, replace(found.plan, place=found.place))


def _placed(
    found: Computed,
    row: int,
    case: str,
    column: int,
    others: list[dict[str, Any]],
    left: Mapping[str, str],
    is_held: bool,
) -> Placed:
    score = found.question.score
    if column == UNPLACED:
        return Placed(case, "", 0, {}, others, left.get(case, FindingKind.FULL.name))
    names = [criterion.name for criterion in score.criteria]
    parts = dict(zip(names, score.parts_at(row, column), strict=True))
    place = found.weighed.places[column]
    return Placed(case, place, sum(parts.values()), parts, others, DECIDED if is_held else "")


def _left(finding: Finding) -> str:
    """As "TOO_LARGE|school|3|2": the kind, of what, how much is needed and is there at most."""
    facts = (finding.kind.name, finding.resource, int(finding.number), int(finding.limit))
    return "|".join(map(str, facts))


def _told(found: Computed, row: int, other: Alternative, is_held: bool) -> dict[str, Any]:
    problem, score = found.question.problem, found.question.score
    lacks: dict[str, int] = {}
    for lack in other.lacks:
        name = problem.resources[lack.resource]
        thing = HOME if stair_of(name) else name
        lacks[thing] = max(lacks.get(thing, 0), lack.amount)
    names = [criterion.name for criterion in score.criteria]
    parts = zip(names, score.parts_at(row, other.place), strict=True)
    is_open = is_held and other.regret is not None
    return {
        "place": problem.places[other.place],
        "kind": DECIDED if is_open and other.difference > 0 else other.against.name,
        "is_held": is_held,
        "parts": {name: units for name, units in parts if units},
        "score": other.score,
        "difference": other.difference,
        "regret": None if is_held or other.regret is None else max(0, round(other.regret)),
        "reason": problem.reasons[other.reason],
        "lacks": sorted(lacks.items()),
    }


# --- Room ----------------------------------------------------------------------------------------


def _rooms(facts: RoundFacts, found: Computed) -> list[dict[str, Any]]:
    """What there is at each place, what is taken, and what one more would add at the most.

    A home more counts in each of its stairs, so its price is the sum of theirs.
    """
    problem, weighed = found.question.problem, found.weighed
    taken = np.zeros_like(weighed.capacity)
    at = np.flatnonzero(found.place != UNPLACED)
    np.add.at(taken, found.place[at], weighed.needs[at])
    prices = np.asarray(found.plan.prices, np.float64)
    homes = {place.key: [home.key for home in place.homes] for place in facts.places}
    rows = []
    for column, place in enumerate(problem.places):
        for thing, adds in weighed.adds.items():
            counted = np.flatnonzero(adds)
            row = {
                "place": place,
                "thing": thing,
                "price": round(float(prices[column] @ adds)),
                "is_full": bool((taken >= weighed.capacity)[column, counted].any()),
            }
            if thing.startswith(HOME):
                there = homes[place].count(thing)
                if there:
                    rows.append(row | {"there": there, "taken": None})
                continue
            r = int(counted[0])
            there, full = int(weighed.capacity[column, r]), int(taken[column, r])
            rows.append(row | {"there": there, "taken": full})
    return rows


# --- Groups and criteria -------------------------------------------------------------------------


def _groups(asked: Asked, found: Computed, place: NDArray[np.int32]) -> list[dict[str, Any]]:
    """How each group fares, in the whole score of this scenario. Small ones are held back."""
    utility, weighed = found.question.score.utility, found.weighed
    at = np.flatnonzero(place != UNPLACED)
    reached = np.zeros(len(place), np.int64)
    reached[at] = utility[at, place[at]]
    wish = np.zeros(len(place), bool)
    wish[at] = weighed.shares["wish"][at, place[at]] > 0
    has_wish = weighed.shares["wish"].any(axis=1)
    rows = []
    for name, persons in asked.groups.items():
        count = np.array([persons.get(case, 0) for case in weighed.cases], np.int64)
        total = int(count.sum())
        row: dict[str, Any] = {"group": name, "persons": total}
        if total < GROUP:
            rows.append({"group": name, "persons": None})
            continue
        wished = int(count[has_wish].sum())
        rows.append(
            row
            | {
                "placed": int(count[at].sum()),
                "points": int((count * reached).sum()) // total,
                "wished": wished if wished >= GROUP else None,
                "fulfilled": int(count[wish].sum()) if wished >= GROUP else None,
            }
        )
    return _held_back(rows)


def _held_back(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where one group of a sort is hidden, the smallest other goes too: no sum tells it."""
    for sort in {row["group"].partition(":")[0] for row in rows}:
        of_sort = [row for row in rows if row["group"].partition(":")[0] == sort]
        hidden = [row for row in of_sort if row["persons"] is None]
        shown = [row for row in of_sort if row["persons"] is not None]
        if len(hidden) == 1 and shown:
            least = min(shown, key=lambda row: row["persons"])
            rows[rows.index(least)] = {"group": least["group"], "persons": None}
    return rows


def _effect(name: str, asked: Asked, found: Computed, other: Computed) -> dict[str, Any]:
    """How groups fare when one criterion does not count, told in the whole score all the same."""
    return {
        "criterion": name,
        "moved": int((found.place != other.place).sum()),
        "groups": _groups(asked, found, other.place),
    }


def _totals(found: Computed) -> dict[str, int]:
    """How far each criterion is met in all, in millionths: the same whatever it weighs."""
    at = np.flatnonzero(found.place != UNPLACED)
    return {
        name: int(share[at, found.place[at]].sum(dtype=np.int64))
        for name, share in found.weighed.shares.items()
    }


def _best(found: Computed) -> dict[str, int]:
    """How far each could be met at the most, if it alone counted and room did not."""
    allowed = found.weighed.barred == 0
    return {
        name: int(np.where(allowed, share, 0).max(axis=1).sum(dtype=np.int64))
        for name, share in found.weighed.shares.items()
    }


def _cost(wanted: Wanted, found: Computed, without: Computed) -> dict[str, Any]:
    """What floors cost all together, and what each group gains."""
    rows = []
    row_of = {case: row for row, case in enumerate(found.weighed.cases)}
    for name, (cases, mean) in wanted.floors.items():
        rows_of = [row_of[case] for case in cases if case in row_of]
        if len(rows_of) < GROUP:
            rows.append({"group": name, "aim": mean})
            continue
        rows.append(
            {
                "group": name,
                "aim": mean,
                "within": _mean(found, rows_of),
                "without": _mean(without, rows_of),
            }
        )
    return {"cost": without.value - found.value, "groups": rows}


def _mean(found: Computed, rows: Sequence[int]) -> int:
    utility = found.question.score.utility
    reached = (int(utility[row, found.place[row]]) for row in rows if found.place[row] != UNPLACED)
    return sum(reached) // len(rows)
