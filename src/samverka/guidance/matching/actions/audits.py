"""A plan computed once more to check it: begun from what is kept or from a file, and compared."""

import json
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.guidance.matching.audit_files import NotOurFile, SealBroken, differences, read
from samverka.guidance.matching.models import PROBLEM, AuditRun, MatchingRound, Scenario
from samverka.guidance.matching.permissions import is_officer, is_reviewer
from samverka.guidance.matching.queries.auditing import audit_file
from samverka.toolkit import sealing
from samverka.toolkit.clock import today

State = AuditRun.State
LOOK = 1.0  # seconds between telling how far it is
COMPARED = ("problem_hash", "plan_hash", "value", "placed")
KEPT = 50  # runs of a round; older ones go


class NothingToCompute(Exception):
    """Of the plan nothing is kept that could be computed once more."""


@transaction.atomic
def begin_of_scenario(*, scenario: Scenario, by: Actor) -> AuditRun:
    """Compute what is kept of a plan once more.

    :raises NothingToCompute:
    """
    file = audit_file(scenario)
    if file["problem"] is None:
        raise NothingToCompute(_("Nothing is kept that it was computed from. Compute it again."))
    made = _begin(scenario.round, file, scenario, by, is_of_file=False)
    trail.note(by=by, verb="matching.audit_run", about=scenario.round)
    return made


@transaction.atomic
def begin_of_file(*, matching: MatchingRound, raw: bytes, by: Actor) -> AuditRun:
    """Compute the plan of a file that was fetched here once more.

    :raises NotOurFile: with what differs from what is kept, where that can be told
    """
    try:
        file = read(raw, matching.public_key)
    except SealBroken as broken:
        broken.differs = _differs(broken.file, matching)
        raise
    if not file["problem"]:
        raise NotOurFile(_("The file has no problem in it that could be computed once more."))
    made = _begin(matching, file, _scenario(file, matching), by, is_of_file=True)
    trail.note(by=by, verb="matching.audit_file_checked", about=matching)
    return made


def _scenario(file: Mapping[str, Any], matching: MatchingRound) -> Scenario | None:
    ready = matching.scenarios.filter(state=Scenario.State.READY)
    return ready.filter(public_key=str(file.get("scenario_key", ""))).first()


def _differs(file: Mapping[str, Any], matching: MatchingRound) -> list[str]:
    scenario = _scenario(file, matching)
    return differences(file, audit_file(scenario)) if scenario else []


def _begin(
    matching: MatchingRound,
    file: Mapping[str, Any],
    scenario: Scenario | None,
    by: Actor,
    *,
    is_of_file: bool,
) -> AuditRun:
    made = AuditRun.objects.create(
        round=matching,
        scenario=scenario,
        name=file["scenario"],
        is_of_file=is_of_file,
        asked_by=by.user,
        body_sealed=sealing.seal(json.dumps(file), context=PROBLEM),
    )
    older = list(matching.audit_runs.order_by("-pk").values_list("pk", flat=True)[KEPT:])
    AuditRun.objects.filter(pk__in=older).delete()
    begun = compute_again.enqueue(
        made.pk, user_id=by.user_id, role=str(by.role), organisation_id=by.organisation_id
    )
    AuditRun.objects.filter(pk=made.pk).update(task_id=begun.id)
    return made


@transaction.atomic
def stop_run(*, run: AuditRun, by: Actor) -> None:
    """The task ends the next time it looks."""
    if run.task_id:
        work.cancel_task(task_id=run.task_id)
    unfinished = AuditRun.objects.filter(pk=run.pk, state__in=(State.WAITING, State.COMPUTING))
    unfinished.update(state=State.STOPPED, body_sealed="")
    trail.note(by=by, verb="matching.audit_stopped", about=run.round)


# --- The task ------------------------------------------------------------------------------------


@task()
def compute_again(run_id: int, user_id: int, role: str, organisation_id: int) -> None:
    """Begun anew if the worker ends: what it computes is kept until it is done."""
    rows = AuditRun.objects.select_related("round__programme", "scenario")
    run = rows.filter(pk=run_id, state__in=(State.WAITING, State.COMPUTING)).first()
    if run is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    may = is_officer(by, run.round) or is_reviewer(by, run.round)
    if not (may and acts_still(by, run.round.programme, on=today())):
        _end(run, State.STOPPED, {})
        return
    AuditRun.objects.filter(pk=run.pk).update(state=State.COMPUTING)
    file = json.loads(sealing.unseal(run.body_sealed, context=PROBLEM))
    # The engine takes seconds to load, and only here is it needed.
    again = import_module("samverka.guidance.matching.solving_again")
    watch = _watch(run.task_id, float(file["settings"]["seconds"]))
    now = again.computed_again(file["problem"], file["settings"], watch)
    if now.pop("is_interrupted"):
        _end(run, State.STOPPED, {})
    else:
        _keep(run, file, now)


def _watch(task_id: UUID | None, seconds: float) -> Callable[[], bool]:
    """Tells now and then how much of the time has gone, and whether somebody stopped it."""
    began, told, stopped = time.monotonic(), [time.monotonic()], [False]

    def is_stopped() -> bool:
        moment = time.monotonic()
        if task_id and not stopped[0] and moment - told[0] > LOOK:
            told[0] = moment
            gone, whole = round(moment - began), round(seconds) + 1
            try:
                work.report_progress(task_id=task_id, done=min(gone, whole - 1), total=whole)
            except work.Cancelled:
                stopped[0] = True
        return stopped[0]

    return is_stopped


def _keep(run: AuditRun, file: Mapping[str, Any], now: dict[str, Any]) -> None:
    """Hashes and figures then and now; of households only how many are elsewhere."""
    then = {key: file[key] for key in COMPARED} | {"version": file["problem"]["version"]}
    place = now.pop("place")
    found = {
        "then": then,
        "now": now,
        # Whoever has left the round since is not in the file's plan.
        "moved": sum(place[case] != where for case, where in file["plan"].items()),
        "is_kept": _is_kept(run, then),
    }
    is_same = all(then[key] == now[key] for key in ("problem_hash", "plan_hash"))
    _end(run, State.SAME if is_same else State.DIFFERS, found)


def _is_kept(run: AuditRun, then: Mapping[str, Any]) -> bool:
    """Whether the plan that is kept here still is the one of the file."""
    kept = run.scenario
    return bool(kept) and all(
        getattr(kept, key) == then[key] for key in ("problem_hash", "plan_hash")
    )


def _end(run: AuditRun, state: str, found: dict[str, Any]) -> None:
    unfinished = AuditRun.objects.filter(pk=run.pk, state__in=(State.WAITING, State.COMPUTING))
    unfinished.update(state=state, found=found, body_sealed="")
