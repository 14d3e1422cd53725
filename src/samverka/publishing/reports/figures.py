"""Persons and their time, added up, and which of the sums an actor may be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samverka.engine.disclosure import suppress
from samverka.engine.hours import Group, Rule, Stretch, count, counted
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

ANSWERS_FOR_TOTALS = (Role.PROGRAMME_LEADER, Role.ECONOMIST)


def sees_every_total(actor: Actor, *, leads_programme: bool) -> bool:
    """Those who answer for a programme's sums see small ones too; others see none under five."""
    return leads_programme and actor.is_one_of(*ANSWERS_FOR_TOTALS)


@dataclass(frozen=True)
class Part:
    """Some persons and their time in minutes; `counted` is None where no rule is known."""

    persons: int
    minutes: int
    counted: int | None


class Time(NamedTuple):
    """What one person took part in for one organisation in the month, in minutes."""

    organisation_id: int
    person_id: int
    minutes: int
    counted: int


@dataclass(frozen=True)
class Seen:
    """How many persons of a column somebody sees, and how many they do not."""

    seen: int
    unseen: int


def times_of(marks: Iterable[tuple[int, int, int]], rule: Rule | None) -> list[Time]:
    """The time of each person at each organisation; a mark is organisation, person and minutes.

    Every employer certifies the hours of its own staff, so each is a rate class of its own.
    """
    groups, stretches = {}, []
    for organisation, person, minutes in marks:
        group = Group(person, month="", rate_class=organisation)
        groups[group] = organisation, person
        stretches.append(Stretch(group, minutes))
    counts = count(stretches, rule or Rule.EXACT)
    return [Time(*groups[group], each.exact, each.counted) for group, each in counts.items()]


def times_of_sums(sums: Iterable[tuple[int, int, int]], rule: Rule | None) -> list[Time]:
    """As `times_of`, of what is added up already: each person once at each organisation."""
    if rule is None or rule is Rule.EXACT:
        return [Time(pk, person, minutes, minutes) for pk, person, minutes in sums]
    return [Time(pk, person, minutes, counted(minutes, rule)) for pk, person, minutes in sums]


def part_of(times: Sequence[Time], rule: Rule | None) -> Part:
    # Column by column, and not `zip(*times)`: some thousand iterators wake the collector.
    return Part(
        persons=len({time.person_id for time in times}),
        minutes=sum([time.minutes for time in times]),
        counted=None if rule is None else sum([time.counted for time in times]),
    )


def rest_of(whole: Part, shown: Part) -> Part:
    """What is left when the shown is taken from the whole, so that the two always add up."""
    return Part(
        persons=whole.persons - shown.persons,
        minutes=whole.minutes - shown.minutes,
        counted=None if whole.counted is None else whole.counted - (shown.counted or 0),
    )


@dataclass(frozen=True)
class Hidden:
    """The sums that would show a group under five to somebody who does not see its rows."""

    columns: frozenset[int] = frozenset()
    others: bool = False
    total: bool = False


def hidden_from_outsiders(columns: Mapping[int, Seen]) -> Hidden:
    """A table of two rows, those one sees and those one does not, with its margins."""
    names = list(columns)
    seen = [columns[name].seen for name in names]
    unseen = [columns[name].unseen for name in names]
    known = {(0, column) for column in range(len(names) + 1)}
    known |= {(2, column) for column, persons in enumerate([*unseen, sum(unseen)]) if not persons}
    table = suppress([seen, unseen], known=known)
    return Hidden(
        columns=frozenset(
            name for name, shown in zip(names, table.column_totals, strict=True) if shown is None
        ),
        others=table.row_totals[1] is None,
        total=table.total is None,
    )


def seen_of(persons: int, minutes: int, seen_persons: int, seen_minutes: int) -> Seen:
    """Time that one does not see of somebody one does is as telling as a person."""
    return Seen(seen=seen_persons, unseen=(persons - seen_persons) or int(minutes > seen_minutes))
