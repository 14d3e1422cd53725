"""What would be if: asked of the solver that stands ready, and nothing of it is kept."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from samverka.engine.allocation.standing import asking
from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching import facts as plain
from samverka.guidance.matching import saying
from samverka.guidance.matching.models import Case, Scenario
from samverka.toolkit.texts import amount

from .problem_facts import facts_of, held_in, placed_in, pseudonym

SECONDS = 4.0  # that a page waits at the most
CLOSER_SECONDS = 8.0  # the same, for the answer that it fetches on its own
MOST_TOLD = 25  # per cent; a bound that loose tells nothing


@dataclass(frozen=True)
class Moved:
    """A household that would be elsewhere."""

    case: Case
    before: str
    after: str


@dataclass(frozen=True)
class Tried:
    """What would come of it; `problem` says why nothing could be told."""

    problem: str = ""
    placed: int = 0
    placed_before: int = 0
    is_proven: bool = False
    is_open: bool = False
    is_of_as_many: bool = False  # the bound tells of plans that place as many persons
    is_closer: bool = False
    gap: str = ""
    moved: tuple[Moved, ...] = ()
    unseen: int = 0
    milliseconds: int = 0


def warm() -> None:
    """Have the solver load what it needs while the reader looks at the page."""
    try:
        asking.warm(settings.SOLVER)
    except asking.NoAnswer:
        return


def tried(
    actor: Actor,
    scenario: Scenario,
    *,
    weights: Mapping[str, int],
    more: Mapping[str, Mapping[str, int]],
    number: int | None,
    place: str,
    names: Mapping[str, str],
    closer: bool = False,
) -> Tried:
    """The plan that these counts would give, beside the one that is kept."""
    facts = plain.as_json(facts_of(scenario.round))
    held, before = held_in(scenario), placed_in(scenario)
    one = scenario.round.cases.to_place().filter(number=number).first() if number else None
    if number and one is None:
        return Tried(problem=_("No household in the round has the number %s.") % number)
    if one and place:
        held = held | {pseudonym(one.pk): place}
    question: dict[str, Any] = {"weights": weights, "more": more, "held": held}
    question |= {"start": before, "closer": closer}
    if more == scenario.capacities and not place:
        question["most"] = scenario.most
    try:
        seconds = CLOSER_SECONDS if closer else SECONDS
        answer = asking.ask(settings.SOLVER, _key(facts), question, lambda: facts, seconds=seconds)
    except asking.Refused as refused:
        return Tried(problem=saying.refused(refused.facts, names))
    except asking.NoAnswer:
        return Tried(
            problem=_(
                "There is no quick answer just now. Try again in a moment, or compute it as a "
                "scenario: that takes a little longer and is kept."
            )
        )
    return replace(_told(actor, scenario, answer, before, names), is_closer=closer)


def _key(facts: Mapping[str, Any]) -> str:
    """The same while nothing of the round changes."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _told(
    actor: Actor,
    scenario: Scenario,
    answer: Mapping[str, Any],
    before: Mapping[str, str],
    names: Mapping[str, str],
) -> Tried:
    after: Mapping[str, str] = answer["place"]
    changed = {key for key in after if after[key] != before.get(key, "")}
    seen = Case.objects.visible_to(actor).filter(round=scenario.round_id).order_by("number")
    nowhere = _("no place")
    moved = []
    for case in seen:
        key = pseudonym(case.pk)
        if key in changed:
            here, there = before.get(key, ""), after[key]
            moved.append(Moved(case, names.get(here, nowhere), names.get(there, nowhere)))
    gap = 100 * (answer["bound"] - answer["value"]) / max(answer["bound"], 1)
    return Tried(
        placed=answer["placed"],
        placed_before=scenario.placed or 0,
        is_proven=_is_proven(answer),
        is_of_as_many=answer["is_of_as_many"],
        is_open=gap > MOST_TOLD or answer["is_open"],
        gap=amount(Decimal(f"{gap:.1f}")),
        moved=tuple(moved),
        unseen=len(changed) - len(moved),
        milliseconds=answer["milliseconds"],
    )


def _is_proven(answer: Mapping[str, Any]) -> bool:
    is_of_all = not answer["is_of_as_many"] and answer["most"] <= answer["placed"]
    return is_of_all and bool(answer["bound"] <= answer["value"])
