"""A programme's time: how long it is, its phases, and which days wait for a decision."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from samverka.delivery.programmes.models import (
    Gate,
    Phase,
    PhaseCriterion,
    Precision,
    Programme,
    StageStart,
)

from .contents import in_order

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Length:
    """From a first day to a last day, both in it: whole months, and the days if they are known."""

    months: int
    days: int | None


def length(
    starts: dt.date | None,
    ends: dt.date | None,
    precisions: Collection[str] = (Precision.DAY,),
) -> Length | None:
    """How long a period is, as exactly as its ends are told; None where it cannot be said."""
    if starts is None or ends is None or Precision.YEAR in precisions:
        return None
    after = ends + dt.timedelta(days=1)
    months = (after.year - starts.year) * MONTHS_OF_A_YEAR + after.month - starts.month
    days = None if Precision.MONTH in precisions else (after - starts).days
    return Length(months - (after.day < starts.day), days)


def phases_of(programme: Programme) -> list[Phase]:
    """The phases in order, each with its stages; all with gate, criteria and who begins when."""
    criteria = PhaseCriterion.objects.order_by("kind", "number")
    phases = (
        Phase.objects.filter(programme=programme)
        .select_related("gate", "parent", "programme")
        .prefetch_related(
            Prefetch("criteria", queryset=criteria),
            Prefetch("starts", queryset=_in_order_of_start()),
            "stages",
        )
    )
    found = sorted(phases, key=lambda phase: in_order(phase.number))
    wholes = [phase for phase in found if phase.parent_id is None]
    for whole in wholes:
        whole.in_stages = [phase for phase in found if phase.parent_id == whole.pk]
    return wholes


def stage_starts_of(programme: Programme) -> QuerySet[StageStart]:
    """Who begins which stage from which month, the earliest first."""
    return _in_order_of_start().filter(phase__programme=programme)


def _in_order_of_start() -> QuerySet[StageStart]:
    starts = StageStart.objects.select_related("organisation", "phase")
    return starts.order_by("begins_on", "organisation__name", "phase__number")


def closed_phase(programme: Programme, day: dt.date) -> Phase | None:
    """The phase a day falls in that nobody has let begin yet on that day (S1)."""
    holds_day = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
    is_let = Q(gate__outcome=Gate.Outcome.APPROVED, gate__decided_on__lte=day)
    return (
        Phase.objects.filter(holds_day, programme=programme, gate__isnull=False)
        .exclude(is_let)
        .select_related("gate")
        .first()
    )
