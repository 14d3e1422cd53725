import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Measure
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .models import MeasureValue


class HasAnotherValue(Exception):
    """Somebody has written down a value of the day meanwhile."""

    def __str__(self):
        return _("The day has another value by now, which stays. Write over it if it is wrong.")


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
def put_back_value(*, measure: Measure, day: dt.date, by: Actor, **facts: Any) -> MeasureValue:
    """Write down again what was removed.

    :raises HasAnotherValue: the day has one
    """
    Measure.objects.select_for_update().get(pk=measure.pk)
    if MeasureValue.objects.filter(measure=measure, day=day).exists():
        raise HasAnotherValue
    return write_value(measure=measure, day=day, by=by, **facts)


@transaction.atomic
def remove_value(*, value: MeasureValue, by: Actor) -> None:
    """Take away a value that was written by mistake."""
    trail.note(by=by, verb="measures.value_removed", about=value)
    value.delete()
