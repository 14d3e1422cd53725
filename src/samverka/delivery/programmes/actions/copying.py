"""A new programme that begins as an earlier one was set up (S127)."""

from django.db import transaction
from django.db.models import F

from samverka.delivery.programmes.models import (
    Field,
    Gate,
    Goal,
    Measure,
    MeasurePart,
    Phase,
    PhaseCriterion,
    Programme,
    WorkArea,
)
from samverka.foundation.accounts.actor import Actor

from .goals import set_goal, set_measure
from .rows import set_row
from .structure import set_area, set_criterion, set_field, set_gate, set_phase


@transaction.atomic
def copy_structure(*, source: Programme, programme: Programme, by: Actor) -> None:
    """Goals with measures, phases with their conditions, areas of work and fields.

    Not copied: who takes part, people, days, money, and anything that has happened. The new
    programme's owner answers for every goal until somebody else is named.
    """
    goals = _copy_goals(source, programme, by)
    _copy_measures(source, programme, goals, by)
    _copy_phases(source, programme, by)
    for area in WorkArea.objects.filter(programme=source).order_by("number"):
        set_area(
            programme=programme,
            number=area.number,
            title=area.title,
            is_common=area.is_common,
            by=by,
        )
    for field in Field.objects.filter(programme=source).order_by("number"):
        set_field(
            programme=programme,
            name=field.name,
            number=field.number,
            coordinator=None,
            description=field.description,
            by=by,
        )


def _copy_goals(source: Programme, programme: Programme, by: Actor) -> dict[int, Goal]:
    """The new goals by the old ones' keys; a goal comes after the one it is under."""
    rows = list(Goal.objects.filter(programme=source))
    made: dict[int, Goal] = {}
    while rows:
        ready = [row for row in rows if row.parent_id is None or row.parent_id in made]
        for row in ready:
            parent = made[row.parent_id] if row.parent_id else None
            made[row.pk] = set_goal(
                programme=programme,
                number=row.number,
                title=row.title,
                owner=programme.owner,
                parent=parent,
                by=by,
            ).thing
        rows = [row for row in rows if row.pk not in made]
    return made


def _copy_measures(
    source: Programme, programme: Programme, goals: dict[int, Goal], by: Actor
) -> None:
    """Definitions and units; a target belongs to the programme it was set for."""
    for row in Measure.objects.filter(programme=source).order_by("pk"):
        measure = set_measure(
            programme=programme,
            goal=goals[row.goal_id],
            code=row.code,
            title=row.title,
            definition=row.definition,
            unit=row.unit,
            counts=row.counts,
            target=None,
            numerator=row.numerator,
            denominator=row.denominator,
            by=by,
        ).thing
        for part in MeasurePart.objects.filter(measure=row, sub_region=None).order_by("number"):
            where = {"measure": measure, "number": part.number}
            copied = set_row(MeasurePart, where, {"title": part.title, "target": None}, by=by)
            copied.thing.municipalities.set(part.municipalities.all())


def _copy_phases(source: Programme, programme: Programme, by: Actor) -> None:
    made: dict[int, Phase] = {}
    for row in Phase.objects.filter(programme=source).order_by(
        F("parent").asc(nulls_first=True), "number"
    ):
        made[row.pk] = set_phase(
            programme=programme,
            number=row.number,
            name=row.name,
            purpose=row.purpose,
            starts_on=None,
            ends_on=None,
            parent=made.get(row.parent_id) if row.parent_id else None,
            by=by,
        ).thing
    for gate in Gate.objects.filter(phase__programme=source):
        set_gate(phase=made[gate.phase_id], decided_by=gate.decided_by, by=by)
    for rule in PhaseCriterion.objects.filter(phase__programme=source):
        set_criterion(
            phase=made[rule.phase_id],
            kind=rule.kind,
            number=rule.number,
            text=rule.text,
            seen_by=rule.seen_by,
            by=by,
        )
