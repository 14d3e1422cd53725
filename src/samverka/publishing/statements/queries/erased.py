"""Whoever was erased before a period was sent: in no row of it, and it is said."""

import datetime as dt
from dataclasses import dataclass

from samverka.delivery.participants.models import Participant
from samverka.publishing.statements.models import Layout, Series
from samverka.publishing.statements.periods import Period
from samverka.register.people.models import Person

from .standing import standing

OF_PERSONS = (Layout.Rows.PARTICIPANTS, Layout.Rows.HOURS)


def erased_in(series: Series, period: Period) -> int:
    """How many took part when it began, and were erased since; what they were noted by is gone."""
    if series.layout.rows not in OF_PERSONS:
        return 0
    return Participant.objects.filter(
        programme=series.programme_id,
        started_on__lt=period.after,
        emptied_on__gte=period.first_month,
    ).count()


@dataclass(frozen=True)
class UnsentMonth:
    """A period that is not sent, of which nothing is told of somebody who is erased now."""

    series: Series
    first_month: dt.date


def unsent_months(person: Person, *, on: dt.date) -> list[UnsentMonth]:
    """Those that have begun and that somebody takes part in, the oldest first."""
    noted = {
        row.programme_id: row
        for row in Participant.objects.filter(person=person, started_on__isnull=False)
    }
    found = [
        UnsentMonth(series, stand.period.first_month)
        for series in Series.objects.filter(
            programme__in=noted, layout__rows__in=OF_PERSONS
        ).select_related("programme", "fund", "layout")
        for stand in standing(series, on=on)
        if stand.sent is None and _takes_part(noted[series.programme_id], stand.period)
    ]
    return sorted(found, key=lambda one: (one.first_month, one.series.programme.name))


def _takes_part(row: Participant, period: Period) -> bool:
    started, ended = row.started_on, row.ended_on
    return bool(started and started < period.after and (not ended or ended >= period.first_month))
