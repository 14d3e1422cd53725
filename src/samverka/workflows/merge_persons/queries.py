import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.delivery.activities.models import Attendance
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import KEPT_FOR, Merge, Person
from samverka.toolkit.clock import now

HERE = Attendance.Mark.HERE


@dataclass(frozen=True)
class ChangedMonth:
    """A month of a programme in which both were there: one person fewer, and maybe less time."""

    programme: Programme
    month: dt.date
    before: int
    after: int


def months_that_change(one: Person, other: Person) -> list[ChangedMonth]:
    """Every month whose sums change when the two are one, whoever ticked; in order."""
    return _changed(_marks(one, other))


def months_seen(actor: Actor, one: Person, other: Person) -> list[ChangedMonth]:
    """Those of them that the actor's own view of the marks tells."""
    return _changed(_marks(one, other).visible_to(actor))


def _marks(one: Person, other: Person) -> QuerySet[Attendance]:
    return Attendance.objects.filter(person__in=[one, other], mark=HERE).select_related(
        "session__activity__programme"
    )


def _changed(marks: Iterable[Attendance]) -> list[ChangedMonth]:
    months: dict[tuple[Programme, dt.date], list[Attendance]] = defaultdict(list)
    for mark in marks:
        session = mark.session
        months[session.activity.programme, session.held_on.replace(day=1)].append(mark)
    return sorted(
        (
            ChangedMonth(programme, month, sum(m.minutes for m in both), _as_one(both))
            for (programme, month), both in months.items()
            if len({mark.person_id for mark in both}) == 2
        ),
        key=lambda changed: (changed.programme.name, changed.month),
    )


def _as_one(marks: Iterable[Attendance]) -> int:
    """Of two marks at one session the longer counts."""
    longest: dict[int, int] = {}
    for mark in marks:
        longest[mark.session_id] = max(mark.minutes, longest.get(mark.session_id, 0))
    return sum(longest.values())


def merge_to_undo(person: Person) -> Merge | None:
    """The latest joining into this person, while it can be taken back."""
    merges = Merge.objects.filter(person=person, made_at__gte=now() - KEPT_FOR)
    return merges.order_by("-made_at", "-pk").first()
