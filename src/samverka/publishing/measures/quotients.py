"""Measures that are one number through another, counted from what is entered (S52)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone

from samverka.delivery.activities.models import Registration
from samverka.delivery.programmes.models import Measure

from .carried import Carried

Counts = Measure.Counts


@dataclass(frozen=True)
class Quotient:
    """Two numbers; without a denominator nothing can be said yet."""

    numerator: int
    denominator: int
    # Those under the goal that the numbers are about.
    persons: int

    @property
    def value(self) -> float | int | None:
        """To two decimals, and without any where it is whole."""
        if not self.denominator:
            return None
        value = round(self.numerator / self.denominator, 2)
        return int(value) if value.is_integer() else value


def quotient_of(measure: Measure, carried: Carried) -> Quotient | None:
    """The two numbers of a measure; None where it is no quotient, or nothing entered makes one."""
    if measure.counts == Counts.DAYS_TO_FIRST:
        return _days_to_first(measure, carried)
    if measure.counts == Counts.SHARE_OF_PERSONS:
        return _share_of_persons(measure, carried)
    return None


def _days_to_first(measure: Measure, carried: Carried) -> Quotient:
    """The days together, and the persons that have come to a first day.

    From the first registration at an activity of the goal, or one under it. Who came before
    being registered has waited no day.
    """
    first = first_days(measure, carried)
    registered = first_registrations(measure, carried)
    waited = [
        max(day - registered[person], 0) for person, day in first.items() if person in registered
    ]
    return Quotient(sum(waited), len(waited), len(waited))


def first_days(measure: Measure, carried: Carried) -> dict[int, int]:
    """Of each person who has come to something of the goal, or of one under it."""
    first: dict[int, int] = {}
    for mark in carried.under(measure.goal_id, carried.attended):
        first[mark.person] = min(mark.day.toordinal(), first.get(mark.person, 10**9))
    return first


def first_registrations(
    measure: Measure, carried: Carried, besides: str = ""
) -> Mapping[int, int]:
    """The day of each person's first; `besides` is a state that does not count."""
    rows = (
        Registration.objects.filter(activity__goal__in=carried.below(measure.goal_id))
        .exclude(state__in=[Registration.State.WAITING, Registration.State.OFFERED, besides])
        .values("person")
        .annotate(at=Min("registered_at"))
    )
    return {row["person"]: timezone.localdate(row["at"]).toordinal() for row in rows}


def _share_of_persons(measure: Measure, carried: Carried) -> Quotient:
    """Those who were at the goal's activities, of all who have taken part in the programme."""
    there = {mark.person for mark in carried.under(measure.goal_id, carried.attended)}
    return Quotient(len(there), carried.everybody, len(there))
