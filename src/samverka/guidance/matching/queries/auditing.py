"""The audit file of a scenario: what was asked, of what, and what was decided; pseudonymous."""

import json
from typing import Any

from django.conf import settings

from samverka.engine.allocation.standing import asking
from samverka.guidance.matching.models import PROBLEM, MatchingDecision, Scenario, ScenarioProblem
from samverka.toolkit import sealing

from .problem_facts import placed_in, pseudonym
from .scenarios import names_of

SECONDS = 90.0  # that a reviewer waits at the most: the settings of a solve are sixty


def problem_of(scenario: Scenario) -> dict[str, Any] | None:
    """The problem as it was when the plan was computed."""
    kept = ScenarioProblem.objects.filter(scenario=scenario).first()
    if kept is None:
        return None
    body: dict[str, Any] = json.loads(sealing.unseal(kept.body_sealed, context=PROBLEM))
    return body


def audit_file(scenario: Scenario) -> dict[str, Any]:
    """Households have pseudonyms: no name, no number in the round, no sex, age or language."""
    return {
        "what": "Audit file of a matching scenario (samverka)",
        "round": scenario.round.name,
        "scenario": scenario.name,
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


def computed_again(scenario: Scenario) -> dict[str, Any] | None:
    """The hashes of the kept problem and of its plan, computed anew; None where nobody answers."""
    body = problem_of(scenario)
    if body is None:
        return None
    question = {"again": body, "settings": scenario.settings}
    try:
        return asking.ask(
            settings.SOLVER, "again", question, lambda: {"again": True}, seconds=SECONDS
        )
    except (asking.NoAnswer, asking.Refused):
        return None
