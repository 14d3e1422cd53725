import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from samverka.delivery.activities.queries import attendance_rows
from samverka.delivery.programmes.models import Participation, Programme, keys_led_by
from samverka.engine.disclosure import suppress
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Position
from samverka.toolkit.periods import in_force

Contact = Position.Contact
CONTACTS = (Contact.DIRECT, Contact.INDIRECT, Contact.UNKNOWN)
SEES_SMALL = (Role.PROGRAMME_LEADER, Role.ECONOMIST)


@dataclass(frozen=True)
class Member:
    """One of the staff, counted once."""

    person_id: int
    organisation_id: int
    title: str
    contact: str
    is_reached: bool


@dataclass(frozen=True)
class Line:
    """A row of a table; a number is None where it could point out somebody."""

    key: str
    label: str
    numbers: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True)
class Table:
    """Lines and their sums: each line's numbers add up to its total, the lines to the sums."""

    lines: list[Line]
    sums: Line

    @property
    def hides_something(self) -> bool:
        return any(None in (*line.numbers, line.total) for line in (*self.lines, self.sums))


def sees_small_numbers(actor: Actor, programme: Programme) -> bool:
    """Those who answer for the programme's sums."""
    led = Programme.objects.filter(pk=programme.pk, pk__in=keys_led_by(actor))
    return actor.is_one_of(*SEES_SMALL) and led.exists()


def organisations_of(programme: Programme, *, on: dt.date) -> list[Organisation]:
    """Those that take part on a day, by name."""
    takes_part = Participation.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_to=None) | Q(valid_to__gt=on),
        programme=programme,
    )
    return list(
        Organisation.objects.filter(pk__in=takes_part.values("organisation")).order_by("name")
    )


def staff_of(
    programme: Programme, organisations: Collection[Organisation], *, on: dt.date
) -> list[Member]:
    """Everybody who works at one of the organisations or their units on the day, once each."""
    places = {organisation.pk for organisation in organisations}
    reached = set(attendance_rows(programme).order_by().values_list("person_id", flat=True))
    members: dict[int, Member] = {}
    for person, title, contact, *chain in _positions(on):
        home = next((place for place in chain if place in places), None)
        if home is not None and person not in members:
            members[person] = Member(person, home, title, contact, person in reached)
    return list(members.values())


def _positions(on: dt.date) -> list[tuple]:
    """Functions on the day, direct contact first, then indirect, the oldest first among equals."""
    rows = Position.objects.filter(in_force(on), person__forgotten_on=None).values_list(
        "person_id",
        "title",
        "contact",
        "organisation_id",
        "organisation__part_of_id",
        "organisation__part_of__part_of_id",
        "valid_from",
        "pk",
    )
    ordered = sorted(rows, key=lambda row: (CONTACTS.index(row[2]), row[6], row[7]))
    return [row[:6] for row in ordered]


def by_organisation(
    staff: Iterable[Member], organisations: Sequence[Organisation], *, sees_small: bool
) -> Table:
    """Each organisation's staff, reached and not."""
    counts = Counter((member.organisation_id, member.is_reached) for member in staff)
    rows = [
        (each.public_key, each.name, [counts[each.pk, True], counts[each.pk, False]])
        for each in organisations
    ]
    return _table(rows, 2, sees_small=sees_small)


def contact_by_organisation(
    staff: Iterable[Member], organisations: Sequence[Organisation], *, sees_small: bool
) -> Table:
    """Each organisation's staff by their contact with newly arrived people."""
    counts = Counter((member.organisation_id, member.contact) for member in staff)
    rows = [
        (each.public_key, each.name, [counts[each.pk, contact] for contact in CONTACTS])
        for each in organisations
    ]
    return _table(rows, len(CONTACTS), sees_small=sees_small)


def by_function(staff: Iterable[Member], *, sees_small: bool) -> Table:
    """Each function's staff, reached and not; the most common first."""
    counts = Counter((member.title, member.is_reached) for member in staff)
    sums = Counter(title for title, _reached in counts.elements())
    rows = [
        (title, title, [counts[title, True], counts[title, False]])
        for title, _sum in sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    ]
    return _table(rows, 2, sees_small=sees_small)


def _table(rows: list[tuple[str, str, list[int]]], width: int, *, sees_small: bool) -> Table:
    counts = [numbers for _key, _label, numbers in rows] or [[0] * width]
    held = suppress(counts, least=1 if sees_small else 5)
    lines = [
        Line(key, label, numbers, total)
        for (key, label, _counts), numbers, total in zip(
            rows, held.rows, held.row_totals, strict=False
        )
    ]
    return Table(lines, Line("", "", held.column_totals, held.total))
