"""Fields of a programme: who works in them, and which have nothing in common."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from itertools import combinations

from samverka.delivery.groups.models import ActivityField, Group, GroupTask, Meeting, Term
from samverka.delivery.programmes.models import Field, Programme
from samverka.toolkit.periods import in_force


@dataclass
class FieldRow:
    """A field with its groups and those who sit for it."""

    field: Field
    groups: list[Group] = dataclasses.field(default_factory=list)
    terms: list[Term] = dataclasses.field(default_factory=list)


def fields_with_people(programme: Programme, *, on: dt.date) -> list[FieldRow]:
    """The fields by number, however many there are (S56)."""
    fields = Field.objects.filter(programme=programme).select_related("coordinator")
    rows = {each.pk: FieldRow(each) for each in fields.order_by("number", "pk")}
    for group in Group.objects.filter(field__in=rows).select_related("field").order_by("name"):
        if group.field:
            rows[group.field.pk].groups.append(group)
    sitting = Term.objects.filter(in_force(on), person__isnull=False, seat__field__in=rows)
    sitting = sitting.select_related("organisation", "person", "seat__field")
    for term in sitting.order_by("seat__number"):
        if term.seat.field:
            rows[term.seat.field.pk].terms.append(term)
    return list(rows.values())


@dataclass(frozen=True)
class FieldPair:
    """Two fields, and how many activities, meetings and tasks join them."""

    one: Field
    other: Field
    activities: int
    meetings: int
    tasks: int

    @property
    def together(self) -> int:
        return self.activities + self.meetings + self.tasks


def field_pairs(programme: Programme) -> list[FieldPair]:
    """Every pair of fields once (S54)."""
    fields = list(Field.objects.filter(programme=programme).order_by("number", "pk"))
    links = ActivityField.objects.filter(
        field__programme=programme, activity__is_cancelled=False
    ).values_list("activity", "field")
    met = Meeting.objects.filter(group__programme=programme, is_cancelled=False)
    tasks = GroupTask.objects.filter(group__programme=programme)
    activities = _pairs(links)
    meetings = _pairs(met.exclude(fields=None).values_list("pk", "fields"))
    jobs = _pairs(tasks.exclude(fields=None).values_list("pk", "fields"))
    return [
        FieldPair(
            one,
            other,
            *(
                found.get(frozenset((one.pk, other.pk)), 0)
                for found in (activities, meetings, jobs)
            ),
        )
        for one, other in combinations(fields, 2)
    ]


def _pairs(links) -> dict[frozenset[int], int]:
    """How many things join each pair; `links` are thing and field."""
    things: dict[int, set[int]] = {}
    for thing, of in links:
        things.setdefault(thing, set()).add(of)
    counts: dict[frozenset[int], int] = {}
    for joined in things.values():
        for pair in combinations(sorted(joined), 2):
            counts[frozenset(pair)] = counts.get(frozenset(pair), 0) + 1
    return counts
