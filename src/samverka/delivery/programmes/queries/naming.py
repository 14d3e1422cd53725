"""How a fact of a programme is named in an address: by what tells it apart in the programme."""

from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet

from samverka.delivery.programmes.models import (
    AreaPart,
    Contact,
    Field,
    Finding,
    Fund,
    FundRule,
    Gate,
    Goal,
    Measure,
    MeasurePart,
    OpenPoint,
    Participation,
    Phase,
    PhaseCriterion,
    PreStudy,
    Programme,
    ProgrammeFund,
    ProgrammeLink,
    StageStart,
    SubRegion,
    WorkArea,
)

Fact = TypeVar("Fact", bound=Model)
BETWEEN = "~"
NAMED_BY: dict[type[Model], tuple[str, ...]] = {
    AreaPart: ("area__number", "sub_region__public_key"),
    Contact: ("public_key",),
    Field: ("public_key",),
    Finding: ("number",),
    Fund: ("code",),
    FundRule: ("fund__code", "subject", "valid_from"),
    Gate: ("phase__number",),
    Goal: ("number",),
    Measure: ("code",),
    MeasurePart: ("measure__code", "number"),
    OpenPoint: ("number",),
    Participation: ("organisation__public_key", "part"),
    Phase: ("number",),
    PhaseCriterion: ("phase__number", "kind", "number"),
    PreStudy: ("programme__public_key",),
    ProgrammeFund: ("fund__code",),
    ProgrammeLink: ("earlier__public_key",),
    StageStart: ("phase__number", "organisation__public_key"),
    SubRegion: ("public_key",),
    WorkArea: ("number",),
}
# The way to the programme, where it is not the fact's own key.
WAY: dict[type[Model], str] = {
    AreaPart: "area__programme",
    Fund: "programmes",
    FundRule: "fund__programmes",
    Gate: "phase__programme",
    MeasurePart: "measure__programme",
    PhaseCriterion: "phase__programme",
    ProgrammeLink: "later",
    StageStart: "phase__programme",
}


def of_programme(model: type[Fact], programme: Programme) -> QuerySet[Fact]:
    """The facts of one kind that a programme has; a fund's rules are those of its funds."""
    return model._default_manager.filter(**{WAY.get(model, "programme"): programme})


def key_of(fact: Model) -> str:
    return BETWEEN.join(str(_value(fact, path)) for path in NAMED_BY[type(fact)])


def _value(fact: Any, path: str) -> object:
    for name in path.split("__"):
        fact = getattr(fact, name) if fact is not None else None
    return "" if fact is None else fact


def find(model: type[Fact], programme: Programme, key: str) -> Fact:
    """The fact that an address names.

    :raises ObjectDoesNotExist: the programme has none of that name
    """
    values = [value or None for value in key.split(BETWEEN)]
    try:
        where = dict(zip(NAMED_BY[model], values, strict=True))
        return of_programme(model, programme).get(**where)
    except (ValueError, TypeError, ValidationError) as not_a_key:
        raise ObjectDoesNotExist from not_a_key
