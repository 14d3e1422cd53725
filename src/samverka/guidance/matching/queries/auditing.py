"""The audit file of a scenario: what was asked, of what, and what was decided; pseudonymous."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.work.models import Progress
from samverka.foundation.work.queries import has_failed, progress_of
from samverka.guidance.matching import saying
from samverka.guidance.matching.audit_files import WHAT, sealed
from samverka.guidance.matching.models import (
    PROBLEM,
    AuditRun,
    MatchingDecision,
    MatchingRound,
    Scenario,
    ScenarioProblem,
)
from samverka.toolkit import sealing

from .problem_facts import placed_in, pseudonym
from .scenarios import names_of

WORKED_ON = (AuditRun.State.WAITING, AuditRun.State.COMPUTING)
MOST_SHOWN = 10


def problem_of(scenario: Scenario) -> dict[str, Any] | None:
    """The problem as it was when the plan was computed."""
    kept = ScenarioProblem.objects.filter(scenario=scenario).first()
    if kept is None:
        return None
    body: dict[str, Any] = json.loads(sealing.unseal(kept.body_sealed, context=PROBLEM))
    return body


def audit_file(scenario: Scenario) -> dict[str, Any]:
    """Households have pseudonyms: no name, no number in the round, no sex, age or language.

    Sealed, so that it is known again when it is sent back.
    """
    file = {
        "what": WHAT,
        "round": scenario.round.name,
        "round_key": scenario.round.public_key,
        "scenario": scenario.name,
        "scenario_key": scenario.public_key,
        "computed_at": scenario.computed_at.isoformat() if scenario.computed_at else None,
        "settings": scenario.settings,
        "problem_hash": scenario.problem_hash,
        "plan_hash": scenario.plan_hash,
        "value": scenario.value,
        "bound": scenario.bound,
        "proof": scenario.proof,
        "placed": scenario.placed,
        "most": scenario.most,
        "ended": scenario.facts.get("stopped"),
        "municipalities": names_of(scenario.round),
        "problem": problem_of(scenario),
        "plan": placed_in(scenario),
        "groups": scenario.facts.get("groups"),
        "decisions": [_decision(one) for one in _decisions(scenario)],
    }
    return sealed(file)


def _decisions(scenario: Scenario):
    rows = MatchingDecision.objects.filter(proposal__scenario=scenario)
    return rows.select_related("proposal", "place").order_by("decided_at", "pk")


def _decision(one: MatchingDecision) -> dict[str, Any]:
    """Without the officer's own words: they may tell whom it is about."""
    return {
        "case": pseudonym(one.proposal.case_id),
        "kind": one.kind,
        "place": one.place.public_key if one.place else None,
        "reason": one.reason,
        "cost": one.cost,
        "seconds": round((one.decided_at - one.opened_at).total_seconds()),
        "on": one.decided_at.date().isoformat(),
    }


def runs_of(actor: Actor | None, matching: MatchingRound) -> QuerySet[AuditRun]:
    return AuditRun.objects.reviewed_by(actor).filter(round=matching)


def is_under_way(run: AuditRun) -> bool:
    return run.state in WORKED_ON and not has_failed(run.task_id)


def progress(run: AuditRun) -> Progress | None:
    return progress_of(run.task_id) if run.task_id else None


def lines_of(run: AuditRun) -> list[tuple[str, str, str, bool]]:
    """What was and what came now, told and compared: label, then, now, whether the same."""
    then, now = run.found.get("then", {}), run.found.get("now", {})
    rows: list[tuple[str, str, Callable[[Any], str]]] = [
        (_("Hash of the problem"), "problem_hash", str),
        (_("Hash of the plan"), "plan_hash", str),
        (_("What the plan is worth"), "value", saying.points),
        (_("Persons with a place"), "placed", str),
        (_("Version of Samverka"), "version", str),
    ]
    return [
        (label, told(then[key]), told(now[key]), then[key] == now[key])
        for label, key, told in rows
        if key in then and key in now
    ]
