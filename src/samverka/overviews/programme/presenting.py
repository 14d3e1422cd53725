"""Rows for the map and the chart of a programme's page."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.delivery.programmes.models import Participation, Programme
from samverka.publishing.reports.queries import MonthSquare, OrganisationRow
from samverka.toolkit.texts import hours, month


def map_marks(
    participations: Sequence[Participation], sums: Sequence[OrganisationRow]
) -> list[dict]:
    """Each municipality with what its staff has taken part in."""
    rows = {row.organisation.pk: row for row in sums}
    return [
        _mark(participation, rows.get(participation.organisation_id))
        for participation in participations
        if participation.organisation.municipality_id and not participation.organisation.part_of_id
    ]


def _mark(participation: Participation, row: OrganisationRow | None) -> dict:
    organisation = participation.organisation
    mark = {
        "code": organisation.municipality_id,
        "label": organisation.municipality.name if organisation.municipality else "",
        "value": 0,
    }
    if row is None:
        return {**mark, "kind": "neutral", "text": _("nobody yet")}
    if row.part is None:
        return {**mark, "kind": "neutral", "text": _("too few to show")}
    persons = ngettext("%(count)s person", "%(count)s persons", row.part.persons)
    whole_hours = hours(row.part.minutes // 60 * 60)
    text = f"{persons % {'count': row.part.persons}}, {whole_hours}"
    return {**mark, "value": row.part.minutes, "text": text}


def month_rows(programme: Programme, squares: Sequence[MonthSquare], *, opens: bool) -> list[dict]:
    """Hours of each month so far, for the chart; a number opens for those who read months."""
    rows = []
    for square in squares:
        row = {"label": month(square.month), "value": 0, "text": "–"}
        if square.part:
            row["value"] = square.part.minutes / 60
            row["text"] = hours(square.part.minutes)
            if opens:
                arguments = [programme.public_key, square.month]
                row["url"] = reverse("reports:month", args=arguments)
        elif square.is_hidden:
            row["text"] = _("too few to show")
        rows.append(row)
    return rows
