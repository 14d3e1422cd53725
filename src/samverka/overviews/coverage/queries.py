import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from samverka.delivery.activities.queries import attendance_rows
from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.queries import leads
from samverka.engine.disclosure import LEAST
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
    return actor.is_one_of(*SEES_SMALL) and leads(actor, programme)


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


Row = tuple[str, str, list[int]]


@dataclass(frozen=True)
class Tables:
    """Reached, contact, and functions, which are None where they could tell of somebody."""

    reach: Table
    contact: Table
    functions: Table | None


def tables(
    staff: Collection[Member],
    organisations: Sequence[Organisation],
    *,
    of: Organisation | None,
    sees_small: bool,
) -> Tables:
    """The staff by organisation and by function; with `of`, the functions of one organisation.

    The three tell of the same people, so a number that one of them holds back must not come out of
    another: an organisation is closed in both tables or in none, and there are functions only
    where no number is small. Whoever sees every number has all of them.
    """
    reach = _by_organisation(staff, organisations, lambda one: one.is_reached, (True, False))
    contact = _by_organisation(staff, organisations, lambda one: one.contact, CONTACTS)
    functions = _by_function([one for one in staff if of is None or one.organisation_id == of.pk])
    if sees_small:
        return Tables(_whole(reach, 2), _whole(contact, len(CONTACTS)), _whole(functions, 2))
    closed = {key for key, _label, numbers in (*reach, *contact) if _is_too_few(numbers)}
    is_small = any(map(_has_few, (row[2] for row in (*reach, *contact, *functions))))
    return Tables(
        _held(reach, closed), _held(contact, closed), None if is_small else _whole(functions, 2)
    )


def _by_organisation(
    staff: Iterable[Member],
    organisations: Sequence[Organisation],
    fact: Callable[[Member], Hashable],
    values: Sequence[Hashable],
) -> list[Row]:
    counts = Counter((member.organisation_id, fact(member)) for member in staff)
    return [
        (each.public_key, each.name, [counts[each.pk, value] for value in values])
        for each in organisations
    ]


def _by_function(staff: Iterable[Member]) -> list[Row]:
    """Each function's staff, reached and not; the most common first."""
    counts = Counter((member.title, member.is_reached) for member in staff)
    sums = Counter(title for title, _reached in counts.elements())
    ordered = sorted(sums.items(), key=lambda each: (-each[1], each[0]))
    return [(title, title, [counts[title, True], counts[title, False]]) for title, _sum in ordered]


def _whole(rows: Sequence[Row], width: int) -> Table:
    lines = [Line(key, label, tuple(numbers), sum(numbers)) for key, label, numbers in rows]
    sums = tuple(sum(line.numbers[place] or 0 for line in lines) for place in range(width))
    return Table(lines, Line("", "", sums, sum(sums)))


def _held(rows: Sequence[Row], closed: Collection[str]) -> Table:
    """Nothing but zeros of what is closed; of others with a small number the total alone."""
    whole = _whole(rows, len(rows[0][2]) if rows else 0)
    held = {key for key, _label, numbers in rows if key in closed or _has_few(numbers)}
    lines = [
        replace(
            line,
            numbers=_zeros_of(line.numbers) if line.key in held else line.numbers,
            total=None if line.key in closed else line.total,
        )
        for line in whole.lines
    ]
    sums = replace(
        whole.sums,
        numbers=_zeros_of(whole.sums.numbers) if held else whole.sums.numbers,
        total=None if closed else whole.sums.total,
    )
    return Table(lines, sums)


def _zeros_of(numbers: Iterable[int | None]) -> tuple[int | None, ...]:
    """What is nobody is told; who is somebody is not."""
    return tuple(None if number else 0 for number in numbers)


def _has_few(numbers: Iterable[int]) -> bool:
    return any(0 < number < LEAST for number in numbers)


def _is_too_few(numbers: Sequence[int]) -> bool:
    """Whether a number under five could not be five, for all that the total says."""
    some = [number for number in numbers if number]
    return _has_few(some) and sum(some) < LEAST + len(some) - 1
