from collections.abc import Iterable

from django.db import transaction

from samverka.delivery.programmes.models import (
    Goal,
    GoalCommitment,
    Measure,
    MeasurePart,
    Programme,
    SubRegion,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.classifications.models import Municipality
from samverka.register.agreements.models import Commitment
from samverka.register.partners.models import Organisation

from .rows import Outcome, set_row


@transaction.atomic
def set_goal(
    *,
    programme: Programme,
    number: str,
    title: str,
    owner: Organisation,
    parent: Goal | None,
    by: Actor,
) -> Outcome[Goal]:
    """A goal, found by its number in the programme."""
    where = {"programme": programme, "number": number}
    return set_row(Goal, where, {"title": title, "owner": owner, "parent": parent}, by=by)


@transaction.atomic
def set_goal_commitment(
    *, goal: Goal, commitment: Commitment, by: Actor
) -> Outcome[GoalCommitment]:
    """That a goal works on a commitment of an agreement."""
    return set_row(GoalCommitment, {"goal": goal, "commitment": commitment}, {}, by=by)


@transaction.atomic
def set_measure(
    *,
    programme: Programme,
    goal: Goal,
    code: str,
    title: str,
    definition: str,
    unit: str,
    counts: str,
    target: int | None,
    target_is_limit: bool = False,
    numerator: str = "",
    denominator: str = "",
    by: Actor,
) -> Outcome[Measure]:
    """What a goal is measured by, found by its code in the programme."""
    facts = {
        "goal": goal,
        "title": title,
        "definition": definition,
        "unit": unit,
        "counts": counts,
        "target": target,
        "target_is_limit": target_is_limit,
        "numerator": numerator,
        "denominator": denominator,
    }
    return set_row(Measure, {"programme": programme, "code": code}, facts, by=by)


@transaction.atomic
def set_measure_part(
    *,
    measure: Measure,
    number: int,
    title: str,
    target: int | None,
    sub_region: SubRegion | None = None,
    municipalities: Iterable[Municipality] = (),
    by: Actor,
) -> Outcome[MeasurePart]:
    """A part of a measure's target, found by its number in the measure."""
    facts = {"title": title, "target": target, "sub_region": sub_region}
    where = {"measure": measure, "number": number}
    return set_row(MeasurePart, where, facts, many={"municipalities": municipalities}, by=by)
