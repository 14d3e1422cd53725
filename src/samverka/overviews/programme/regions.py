"""What is reached in each part of a programme: as organisations take part, and where they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Participation
from samverka.register.partners.queries import regions_of

Mark = tuple[int, int, int, int]


@dataclass
class RegionLine:
    """A region with those of it that take part; each person and minute once."""

    name: str
    organisations: list[str] = field(default_factory=list)
    people: set[int] = field(default_factory=set)
    minutes: int = 0

    @property
    def persons(self) -> int:
        return len(self.people)

    def add(self, name: str, marks: Iterable[Mark]) -> None:
        self.organisations.append(name)
        for _session, _organisation, person, minutes in marks:
            self.people.add(person)
            self.minutes += minutes


def _of_organisation(marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    found = defaultdict(list)
    for mark in marks:
        found[mark[1]].append(mark)
    return found


def _once_each(participations: Sequence[Participation]) -> list[Participation]:
    """An owner that also takes part is one organisation (S127)."""
    found: dict[int, Participation] = {}
    for row in participations:
        known = found.setdefault(row.organisation_id, row)
        if known.via is None and row.via is not None:
            found[row.organisation_id] = row
    return list(found.values())


def as_they_take_part(
    participations: Sequence[Participation], marks: Iterable[Mark]
) -> list[RegionLine]:
    """A line for each sub-region, and one for those that take part directly."""
    of = _of_organisation(marks)
    lines: dict[str, RegionLine] = {}
    for row in _once_each(participations):
        name = row.via.name if row.via else _("Directly")
        line = lines.setdefault(name, RegionLine(name))
        line.add(str(row.organisation), of.pop(row.organisation_id, []))
    if of:
        others = lines["others"] = RegionLine(_("Others"))
        for rest in of.values():
            others.add("", rest)
    return list(lines.values())


def as_they_belong(
    participations: Sequence[Participation], marks: Iterable[Mark], *, on: dt.date
) -> list[RegionLine]:
    """A line for each region that some of them belong to on the day."""
    of = _of_organisation(marks)
    rows = [
        (row, code)
        for row in _once_each(participations)
        if (code := row.organisation.municipality_id)
    ]
    regions = regions_of({code for _row, code in rows}, on=on)
    lines: dict[str, RegionLine] = {}
    for row, code in rows:
        for region in regions.get(code, []):
            line = lines.setdefault(region.public_key, RegionLine(region.name))
            line.add(str(row.organisation), of.get(row.organisation_id, []))
    return sorted(lines.values(), key=lambda line: line.name)
