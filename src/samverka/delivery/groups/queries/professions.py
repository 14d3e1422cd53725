"""In what profession those came who were at a group's meetings (S63)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.delivery.activities.models import Attendance, Registration
from samverka.delivery.groups.models import Group, Meeting, PresentSeat, Term
from samverka.register.people.models import Position

HERE = Attendance.Mark.HERE


@dataclass(frozen=True)
class ProfessionRow:
    """A profession: how many persons of it came to the meetings of a year, and how often in all.

    Without a name where it is not known.
    """

    profession: str
    persons: int
    times: int


def attendance_by_profession(group: Group, year: int, *, on: dt.date) -> list[ProfessionRow]:
    """Members by the function of their seat, others by what they applied as or work as; once each.

    Numbers only: who it was is not told.
    """
    meetings = group.meetings.filter(held_on__year=year, held_on__lte=on, is_cancelled=False)
    came = {*_ticked(meetings), *_marked(meetings)}
    nameless = {person for person, _meeting, said in came if not said}
    works_as = _work(nameless, on=on) | _seats(group, nameless)
    persons: dict[str, set[int]] = {}
    names: dict[str, str] = {}
    times: Counter[str] = Counter()
    for person, _meeting, said in came:
        name = said or works_as.get(person, "")
        key = name.casefold()
        names[key] = min(names.get(key, name), name)
        persons.setdefault(key, set()).add(person)
        times[key] += 1
    rows = [ProfessionRow(names[key], len(who), times[key]) for key, who in persons.items()]
    return sorted(rows, key=lambda row: (not row.profession, -row.times, row.profession))


def _ticked(meetings: QuerySet[Meeting]) -> Iterable[tuple[int, int, str]]:
    """Person, meeting and function of each seat that was there, where no sheet is kept."""
    rows = PresentSeat.objects.filter(
        meeting__in=meetings.filter(session=None), term__person__isnull=False
    )
    return rows.values_list("term__person", "meeting", "term__seat__function")


def _marked(meetings: QuerySet[Meeting]) -> Iterable[tuple[int, int, str]]:
    """Person, meeting and what they applied as, of those marked on a sheet."""
    sheets = meetings.exclude(session=None)
    marks = Attendance.objects.filter(session__in=sheets.values("session"), mark=HERE)
    of_session = dict(sheets.values_list("session", "pk"))
    applied = Registration.objects.filter(
        activity__sessions__in=sheets.values("session"), person__in=marks.values("person")
    ).exclude(function="")
    said = {
        (session, person): function
        for session, person, function in applied.values_list(
            "activity__sessions", "person", "function"
        )
    }
    for session, person in marks.values_list("session", "person"):
        yield person, of_session[session], said.get((session, person), "")


def _seats(group: Group, persons: set[int]) -> dict[int, str]:
    """The function of their seat in the group, of those who have one."""
    terms = Term.objects.filter(seat__group=group, person__in=persons).exclude(seat__function="")
    return dict(terms.order_by("valid_from").values_list("person", "seat__function"))


def _work(persons: set[int], *, on: dt.date) -> dict[int, str]:
    """What each works as, the newest position first."""
    rows = Position.objects.filter(person__in=persons, valid_from__lte=on).order_by("valid_from")
    return dict(rows.values_list("person", "title"))
