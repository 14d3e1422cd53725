import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Measure
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .models import MeasureValue


@transaction.atomic
def write_value(
    *,
    measure: Measure,
    day: dt.date,
    numerator: int,
    denominator: int | None,
    source: str,
    by: Actor,
) -> MeasureValue:
    """Write down what a measure was on a day; a day that has a value gets the new one."""
    value, _is_new = MeasureValue.objects.update_or_create(
        measure=measure,
        day=day,
        defaults={"numerator": numerator, "denominator": denominator, "source": source},
    )
    trail.note(by=by, verb="measures.value_written", about=value)
    return value


@transaction.atomic
def remove_value(*, value: MeasureValue, by: Actor) -> None:
    """Take away a value that was written by mistake."""
    trail.note(by=by, verb="measures.value_removed", about=value)
    value.delete()
