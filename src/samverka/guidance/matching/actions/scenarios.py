"""Scenarios: begun, computed by a task, stopped, chosen; and what officers hold fast."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.engine.allocation.score import BadScore
from samverka.engine.allocation.weighed import NoRoomForDecisions, Wanted
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.foundation.work.queries import progress_of
from samverka.guidance.matching.models import (
    PROBLEM,
    Case,
    Lock,
    MatchingRound,
    Place,
    Placement,
    Scenario,
    ScenarioProblem,
)
from samverka.guidance.matching.permissions import is_officer
from samverka.guidance.matching.queries.groups import groups_of
from samverka.guidance.matching.queries.problem_facts import (
    cases_by_pseudonym,
    facts_of,
    floors_of,
    held_in,
)
from samverka.toolkit import sealing
from samverka.toolkit.clock import now, today

from .rounds import check_open

State = Scenario.State
LOOK = 1.0  # seconds between a task's looks whether somebody stopped it
MOST = 30  # scenarios of a round


class ScenarioRefused(Exception):
    """It is not computed; the text says why, and what one can do."""


@dataclass(frozen=True)
class Counts:
    """What a scenario counts: points by criterion, other room, least means of kinds."""

    weights: Mapping[str, int]
    capacities: Mapping[str, Mapping[str, int]]
    floors: list[dict[str, Any]]


@transaction.atomic
def begin_scenario(
    *, matching: MatchingRound, name: str, counts: Counts, parent: Scenario | None, by: Actor
) -> Scenario:
    """Begin a task that computes it; what is held fast in the parent is held here too.

    :raises ScenarioRefused: the name is taken, or nothing would count
    """
    locked = check_open(matching)
    if locked.scenarios.filter(name=name).exists():
        raise ScenarioRefused(_("There is a scenario of this name. Choose another name."))
    if locked.scenarios.count() >= MOST:
        raise ScenarioRefused(_("There are thirty scenarios. Delete one that is not needed."))
    if not any(counts.weights.values()):
        raise ScenarioRefused(_("Nothing counts. Give at least one criterion points."))
    made = Scenario.objects.create(
        round=locked,
        name=name,
        parent=parent,
        weights=dict(counts.weights),
        capacities={place: dict(more) for place, more in counts.capacities.items()},
        floors=counts.floors,
    )
    if parent is not None:
        Lock.objects.bulk_create(
            Lock(scenario=made, case_id=lock.case_id, place_id=lock.place_id)
            for lock in parent.locks.all()
        )
    _begin(made, by)
    trail.note(by=by, verb="matching.scenario_begun", about=locked)
    return made


@transaction.atomic
def compute_again(*, scenario: Scenario, by: Actor) -> None:
    """As the round is now, with what is held fast now."""
    check_open(scenario.round)
    _begin(scenario, by)
    trail.note(by=by, verb="matching.scenario_begun", about=scenario.round)


def _begin(scenario: Scenario, by: Actor) -> None:
    begun = compute.enqueue(
        scenario.pk, user_id=by.user_id, role=str(by.role), organisation_id=by.organisation_id
    )
    Scenario.objects.filter(pk=scenario.pk).update(task_id=begun.id, state=State.WAITING)


@transaction.atomic
def hold(*, scenario: Scenario, case: Case, place: Place | None, by: Actor) -> None:
    """Put a household somewhere, or let it go; the scenario is computed with it next time."""
    check_open(scenario.round)
    scenario.locks.filter(case=case).delete()
    if place is not None:
        Lock.objects.create(scenario=scenario, case=case, place=place)
    trail.note(by=by, verb="matching.household_held", about=case)


@transaction.atomic
def stop(*, scenario: Scenario, by: Actor) -> None:
    """The task ends the next time it looks; nothing of it is kept."""
    if scenario.task_id:
        work.cancel_task(task_id=scenario.task_id)
    unfinished = Scenario.objects.filter(
        pk=scenario.pk, state__in=(State.WAITING, State.COMPUTING)
    )
    unfinished.update(state=State.STOPPED)
    trail.note(by=by, verb="matching.scenario_stopped", about=scenario.round)


@transaction.atomic
def choose(*, scenario: Scenario, by: Actor) -> None:
    """Make it the one that the round's proposals come from.

    :raises ScenarioRefused: it is not computed
    """
    check_open(scenario.round)
    if scenario.state != State.READY:
        raise ScenarioRefused(_("This scenario is not ready. Compute it first."))
    Scenario.objects.filter(round=scenario.round_id, is_current=True).update(is_current=False)
    Scenario.objects.filter(pk=scenario.pk).update(is_current=True)
    trail.note(by=by, verb="matching.scenario_chosen", about=scenario.round)


@transaction.atomic
def delete_scenario(*, scenario: Scenario, by: Actor) -> None:
    """
    :raises ScenarioRefused: the round's proposals come from it
    """
    matching = check_open(scenario.round)
    if scenario.is_current:
        raise ScenarioRefused(_("The proposals come from this scenario. Choose another first."))
    if scenario.task_id:
        work.cancel_task(task_id=scenario.task_id)
    Scenario.objects.get(pk=scenario.pk).delete()
    trail.note(by=by, verb="matching.scenario_deleted", about=matching)


# --- The task ------------------------------------------------------------------------------------


@task()
def compute(scenario_id: int, user_id: int, role: str, organisation_id: int) -> None:
    """Begun anew if the worker ends; the same data give the same plan."""
    rows = Scenario.objects.select_related("round__programme")
    scenario = rows.filter(pk=scenario_id).exclude(state=State.STOPPED).first()
    if scenario is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    may = acts_still(by, scenario.round.programme, on=today()) and is_officer(by, scenario.round)
    if not may:
        Scenario.objects.filter(pk=scenario.pk).update(state=State.STOPPED)
        return
    Scenario.objects.filter(pk=scenario.pk).update(state=State.COMPUTING)
    task_id = scenario.task_id

    def tell(done: int, total: int) -> None:
        if task_id:
            work.report_progress(task_id=task_id, done=done, total=total)

    # The engine takes seconds to load, and only here is it needed.
    solving = import_module("samverka.guidance.matching.solving_scenarios")
    try:
        result = solving.computed(_asked(solving, scenario), tell, _stopper(task_id))
        tell(1, 1)
    except work.Cancelled:
        # It may have been begun anew meanwhile.
        stopped = Scenario.objects.filter(pk=scenario.pk, task_id=task_id)
        stopped.update(state=State.STOPPED)
    except (NoRoomForDecisions, BadScore) as problem:
        facts = {"refused": _why(problem)}
        Scenario.objects.filter(pk=scenario.pk).update(state=State.FAILED, facts=facts)
    else:
        keep_result(scenario=scenario, result=result, by=by)


def _asked(solving: Any, scenario: Scenario) -> Any:
    wanted = Wanted(
        weights=scenario.weights,
        more=scenario.capacities,
        held=held_in(scenario),
        floors=floors_of(scenario),
    )
    return solving.Asked(facts_of(scenario.round), wanted, groups_of(scenario.round))


def _why(problem: Exception) -> dict[str, str]:
    if isinstance(problem, NoRoomForDecisions):
        return {"why": "no_room", "place": problem.place}
    return {"why": "weights"}


def _stopper(task_id: UUID | None) -> Callable[[], bool]:
    """Looks now and then whether somebody stopped the task."""
    looked = [time.monotonic(), False]

    def is_stopped() -> bool:
        if task_id and not looked[1] and time.monotonic() - looked[0] > LOOK:
            progress = progress_of(task_id)
            looked[:] = [time.monotonic(), bool(progress and progress.is_cancelled)]
        return bool(looked[1])

    return is_stopped


@transaction.atomic
def keep_result(*, scenario: Scenario, result: Any, by: Actor) -> None:
    """The plan with its reasons, all at once; what was there before goes."""
    locked = Scenario.objects.select_for_update().filter(pk=scenario.pk).first()
    if locked is None or locked.state == State.STOPPED:
        return
    cases = cases_by_pseudonym(scenario.round)
    places = dict(scenario.round.places.values_list("public_key", "pk"))
    Placement.objects.filter(scenario=locked).delete()
    Placement.objects.bulk_create(
        [
            Placement(
                scenario=locked,
                case_id=cases[one.case],
                place_id=places.get(one.place),
                score=one.score,
                parts=one.parts,
                alternatives=one.alternatives,
                against=one.against,
            )
            for one in result.placements
            if one.case in cases
        ],
        batch_size=500,
    )
    ScenarioProblem.objects.update_or_create(
        scenario=locked,
        defaults={"body_sealed": sealing.seal(json.dumps(result.problem), context=PROBLEM)},
    )
    Scenario.objects.filter(pk=locked.pk).update(
        **result.fields, state=State.READY, computed_at=now()
    )
    trail.note(by=by, verb="matching.scenario_computed", about=scenario.round)
