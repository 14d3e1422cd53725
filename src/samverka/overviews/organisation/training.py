"""What an organisation's own staff took part in, office by office (S59)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from samverka.delivery.activities.models import SEES_OWN_STAFF, Activity, Attendance
from samverka.delivery.programmes.models import Programme
from samverka.engine.disclosure import LEAST
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.partners.queries import units_in_order

READS_TRAINING = (*SEES_OWN_STAFF, Role.RESEARCHER)


@dataclass(frozen=True)
class Line:
    """An office's part in an activity; a person at two of its days counts once."""

    office: Organisation
    activity: Activity
    persons: frozenset[int]
    minutes: int

    @property
    def count(self) -> int:
        return len(self.persons)


@dataclass(frozen=True)
class Rest:
    """What is not told line by line; no numbers where even together they are few."""

    lines: int
    persons: int | None
    minutes: int | None


def may_read_training(actor: Actor | None, organisation: Organisation) -> bool:
    """Each organisation reads its own register, of itself and the units it consists of."""
    if actor is None or not actor.is_one_of(*READS_TRAINING):
        return False
    upwards = [organisation, organisation.part_of, getattr(organisation.part_of, "part_of", None)]
    return actor.organisation_id in {one.pk for one in upwards if one}


def training_of(actor: Actor, organisation: Organisation) -> list[Line]:
    """By office, the latest activity first."""
    offices = {one.pk: one for one in _with_units(organisation)}
    marks = Attendance.objects.filter(
        mark=Attendance.Mark.HERE,
        organisation__in=offices,
        session__activity__is_cancelled=False,
        session__activity__programme__in=Programme.objects.visible_to(actor),
    ).order_by("session__held_on")
    persons: dict[tuple[int, int], set[int]] = defaultdict(set)
    minutes: dict[tuple[int, int], int] = defaultdict(int)
    for office, activity, person, time in marks.values_list(
        "organisation", "session__activity", "person", "minutes"
    ):
        persons[office, activity].add(person)
        minutes[office, activity] += time
    activities = Activity.objects.select_related("programme").in_bulk({key for _, key in persons})
    lines = [
        Line(offices[key[0]], activities[key[1]], frozenset(persons[key]), minutes[key])
        for key in reversed(persons)
    ]
    return sorted(lines, key=lambda line: line.office.name)


def _with_units(organisation: Organisation) -> list[Organisation]:
    return [organisation, *(unit for _depth, unit in units_in_order(organisation))]


def held_back(lines: Iterable[Line], actor: Actor) -> tuple[list[Line], Rest]:
    """The lines that may be shown, and the rest together.

    Those who see the rows of an office's staff lose nothing by its small numbers being shown.
    """
    knows = actor.is_one_of(*SEES_OWN_STAFF)
    shown: list[Line] = []
    small: list[Line] = []
    for line in lines:
        is_own = knows and line.office.pk == actor.organisation_id
        (shown if is_own or line.count >= LEAST else small).append(line)
    together = frozenset().union(*(line.persons for line in small))
    if len(together) < LEAST:
        return shown, Rest(len(small), None, None)
    return shown, Rest(len(small), len(together), sum(line.minutes for line in small))
