"""Themes of a meeting with their notes, and what the municipalities need (S43)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from samverka.delivery.groups.models import AgendaItem, AgreedNeed, Meeting, NoPerson
from samverka.delivery.programmes.models import Theme
from samverka.register.partners.models import Organisation

from .seats import participating_municipalities


@dataclass
class ThemeRow:
    """A theme of a meeting, and how many of its items have a note."""

    theme: Theme
    items: int = 0
    notes: int = 0


@dataclass
class NeedsRow:
    """A municipality that takes part and what it needs: nothing yet is an answer too."""

    organisation: Organisation
    needs: list[AgreedNeed] = field(default_factory=list)


def themes_of(items: Sequence[AgendaItem]) -> list[ThemeRow]:
    """The themes of a meeting's items, in the order of the agenda."""
    rows: dict[int, ThemeRow] = {}
    for item in items:
        if item.theme is not None:
            row = rows.setdefault(item.theme.pk, ThemeRow(item.theme))
            row.items += 1
            row.notes += bool(item.said.strip())
    return list(rows.values())


def themes_without_note(meeting: Meeting) -> list[str]:
    """Those that no item of has a note."""
    items = list(meeting.items.select_related("theme").order_by("number"))
    return [str(row.theme) for row in themes_of(items) if not row.notes]


def needs_by_municipality(meeting: Meeting, *, on: dt.date) -> list[NeedsRow]:
    """Every municipality of the programme, also those that need nothing."""
    places = participating_municipalities(meeting.group.programme, on=on)
    rows = {place.pk: NeedsRow(place) for place in places}
    needs = meeting.needs.select_related("organisation", "theme").order_by("pk")
    for need in needs:
        row = rows.setdefault(need.organisation_id, NeedsRow(need.organisation))
        row.needs.append(need)
    return list(rows.values())


def needs_not_planned(meeting: Meeting, organisation: Organisation) -> QuerySet[AgreedNeed]:
    """What a municipality has agreed to there and not taken into its plan."""
    return meeting.needs.filter(organisation=organisation, line_key="").order_by("pk")


def reasons_of(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[str, list[str]]:
    """Why something in an item looked like a person and is none, by the item's key."""
    rows = NoPerson.objects.filter(
        group=meeting.group_id, of__in=[item.public_key for item in items]
    )
    reasons: dict[str, list[str]] = {}
    for of, reason in rows.values_list("of", "reason").distinct():
        reasons.setdefault(of, []).append(reason)
    return reasons
