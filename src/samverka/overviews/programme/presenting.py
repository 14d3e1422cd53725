"""Rows for the map and the chart of a programme's page."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.programmes.models import Participation, Programme
from samverka.publishing.reports.queries import ProgrammeSums
from samverka.toolkit.texts import hours, month


def map_marks(participations: Sequence[Participation], sums: ProgrammeSums) -> list[dict]:
    """Each municipality with what its staff has taken part in."""
    return [
        _mark(participation, sums)
        for participation in participations
        if participation.organisation.municipality_id and not participation.organisation.part_of_id
    ]


def _mark(participation: Participation, sums: ProgrammeSums) -> dict:
    organisation = participation.organisation
    mark = {
        "code": organisation.municipality_id,
        "label": organisation.municipality.name,
        "value": 0,
    }
    if organisation.pk not in sums.parts:
        return {**mark, "kind": "neutral", "text": _("nobody yet")}
    part = sums.parts[organisation.pk]
    if part is None:
        return {**mark, "kind": "neutral", "text": _("too few to show")}
    persons = ngettext("%(count)s person", "%(count)s persons", part.persons)
    text = f"{persons % {'count': part.persons}}, {hours(part.minutes // 60 * 60)}"
    return {**mark, "value": part.minutes, "text": text}


def month_rows(programme: Programme, months: Mapping[dt.date, int]) -> list[dict]:
    """Hours of each month that has any, for the chart; each opens its month."""
    return [
        {
            "label": month(first),
            "value": minutes / 60,
            "text": hours(minutes),
            "url": reverse("reports:month", args=[programme.public_key, first]),
        }
        for first, minutes in months.items()
    ]
