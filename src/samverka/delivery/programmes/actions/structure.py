import datetime as dt
from typing import Any

from django.db import transaction

from samverka.delivery.programmes.models import (
    AreaPart,
    Field,
    Finding,
    Gate,
    Phase,
    PhaseCriterion,
    Precision,
    PreStudy,
    Programme,
    StageStart,
    SubRegion,
    WorkArea,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation

from .rows import Outcome, note_change, set_row


@transaction.atomic
def set_phase(
    *,
    programme: Programme,
    number: str,
    name: str,
    purpose: str = "",
    starts_on: dt.date | None,
    ends_on: dt.date | None,
    starts_precision: str = Precision.DAY,
    ends_precision: str = Precision.DAY,
    parent: Phase | None = None,
    state: str | None = None,
    by: Actor,
) -> Outcome[Phase]:
    """A phase or a stage of one, found by its number; its state stays if it is not given."""
    facts: dict[str, Any] = {
        "name": name,
        "purpose": purpose,
        "starts_on": starts_on,
        "starts_precision": starts_precision,
        "ends_on": ends_on,
        "ends_precision": ends_precision,
        "parent": parent,
    }
    if state is not None:
        facts["state"] = state
    return set_row(Phase, {"programme": programme, "number": number}, facts, by=by)


@transaction.atomic
def set_phase_state(*, phase: Phase, state: str, by: Actor) -> None:
    """Let a phase begin, end or go on again; whether it may is asked before."""
    was_closed = phase.state == Phase.State.CLOSED
    phase.state = state
    phase.save(update_fields=["state"])
    trail.note(
        by=by,
        verb=(
            "programmes.phase_closed"
            if state == Phase.State.CLOSED
            else "programmes.phase_reopened"
            if was_closed
            else "programmes.phase_opened"
        ),
        about=phase,
        fields=["state"],
    )
    note_change(phase)


@transaction.atomic
def set_gate(
    *,
    phase: Phase,
    decided_by: str,
    outcome: str | None = None,
    decided_on: dt.date | None = None,
    ground: str = "",
    by: Actor,
) -> Outcome[Gate]:
    """The decision a phase waits for; what was decided stays if no outcome is given."""
    facts: dict[str, Any] = {"decided_by": decided_by}
    if outcome is not None:
        facts |= {"outcome": outcome, "decided_on": decided_on, "ground": ground}
    return set_row(Gate, {"phase": phase}, facts, by=by)


@transaction.atomic
def set_criterion(
    *,
    phase: Phase,
    kind: str,
    number: int,
    text: str,
    seen_by: str = PhaseCriterion.SeenBy.BY_HAND,
    met_on: dt.date | None = None,
    evidence: str = "",
    by: Actor,
) -> Outcome[PhaseCriterion]:
    """What must hold for a phase to begin or end; that it is met stays if no day is given."""
    facts: dict[str, Any] = {"text": text, "seen_by": seen_by}
    if met_on is not None:
        facts |= {"met_on": met_on, "evidence": evidence}
    return set_row(PhaseCriterion, {"phase": phase, "kind": kind, "number": number}, facts, by=by)


@transaction.atomic
def meet_criterion(
    *, criterion: PhaseCriterion, met_on: dt.date | None, evidence: str, by: Actor
) -> Outcome[PhaseCriterion]:
    """Tick a criterion with its evidence; without a day the tick is taken away."""
    facts = {"met_on": met_on, "evidence": evidence}
    return set_row(PhaseCriterion, {"pk": criterion.pk}, facts, by=by)


@transaction.atomic
def set_stage_start(
    *, phase: Phase, organisation: Organisation, begins_on: dt.date, by: Actor
) -> Outcome[StageStart]:
    """From which month an organisation works as a stage says: all of the month, from its first."""
    where = {"phase": phase, "organisation": organisation}
    return set_row(StageStart, where, {"begins_on": begins_on.replace(day=1)}, by=by)


@transaction.atomic
def set_area(
    *, programme: Programme, number: str, title: str, is_common: bool, by: Actor
) -> Outcome[WorkArea]:
    """An area of work, found by its number in the programme."""
    where = {"programme": programme, "number": number}
    return set_row(WorkArea, where, {"title": title, "is_common": is_common}, by=by)


@transaction.atomic
def set_area_part(
    *,
    area: WorkArea,
    sub_region: SubRegion | None,
    responsible: Organisation | None,
    text: str,
    by: Actor,
) -> Outcome[AreaPart]:
    """Who does what of an area in a sub-region; without one, in all of the programme."""
    facts = {"responsible": responsible, "text": text}
    return set_row(AreaPart, {"area": area, "sub_region": sub_region}, facts, by=by)


@transaction.atomic
def set_field(
    *,
    programme: Programme,
    name: str,
    number: int,
    coordinator: Organisation | None,
    description: str = "",
    by: Actor,
) -> Outcome[Field]:
    """A field the programme works in, found by its name in the programme."""
    facts = {"number": number, "coordinator": coordinator, "description": description}
    return set_row(Field, {"programme": programme, "name": name}, facts, by=by)


@transaction.atomic
def set_finding(
    *,
    programme: Programme,
    number: int,
    kind: str,
    text: str,
    taken_from: Finding | None = None,
    by: Actor,
) -> Outcome[Finding]:
    """A result or a lesson, found by its number in the programme."""
    facts = {"kind": kind, "text": text, "taken_from": taken_from}
    return set_row(Finding, {"programme": programme, "number": number}, facts, by=by)


@transaction.atomic
def set_pre_study(
    *,
    programme: Programme,
    question: str,
    recommendation: str,
    decision: str = PreStudy.Decision.WAITING,
    decided_on: dt.date | None = None,
    decided_by: str = "",
    ground: str = "",
    by: Actor,
) -> Outcome[PreStudy]:
    """What the programme asks as a pre-study, recommends, and what was decided."""
    facts = {
        "question": question,
        "recommendation": recommendation,
        "decision": decision,
        "decided_on": decided_on,
        "decided_by": decided_by,
        "ground": ground,
    }
    return set_row(PreStudy, {"programme": programme}, facts, by=by)
