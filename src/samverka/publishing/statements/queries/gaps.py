"""What lacks in a programme, whichever file tells it: asked for once for all of its files."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.activities.queries import unmarked_sessions
from samverka.delivery.certification.models import CountedAs
from samverka.delivery.certification.queries import Due, due
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import is_staff, leaves_staff_out
from samverka.delivery.programmes.models import FundRule, Programme
from samverka.delivery.programmes.queries import asked_of_participants
from samverka.publishing.statements.periods import Period
from samverka.register.people.models import Person

HERE = Attendance.Mark.HERE
UNTICKED, UNDECIDED, NEWCOMERS = "unticked", "undecided", "newcomers"
UNVERIFIED, CERTIFICATES = "unverified", "certificates"


@dataclass(frozen=True)
class Stay:
    """What lacks for somebody, or at something, from a day until another."""

    of: int
    first: dt.date
    last: dt.date | None

    def touches(self, period: Period) -> bool:
        return self.first < period.after and (self.last is None or self.last >= period.first_month)


class Gaps:
    """What lacks in some periods of a programme, for each of its funds."""

    def __init__(self, programme: Programme, periods: Sequence[Period], on: dt.date):
        self._programme, self._on = programme, on
        self._first = min((period.first_month for period in periods), default=on)
        self._after = max((period.after for period in periods), default=on)
        self._found: dict[tuple[str, int], list[Stay]] = {}

    def of(self, kind: str, fund_id: int) -> list[Stay]:
        """Stays of one of the kinds; of some kinds they are the same for every fund."""
        key = (kind, fund_id if kind in (UNDECIDED, CERTIFICATES) else 0)
        if key not in self._found:
            self._found[key] = ASKED[kind](self, fund_id)
        return self._found[key]

    @cached_property
    def due(self) -> list[Due]:
        """Employers' months without a certificate that says what the marks say."""
        return due(self._programme, on=self._on)

    @cached_property
    def _leaves_staff_out(self) -> bool:
        return leaves_staff_out(self._programme.pk, on=self._on)

    def _unticked(self, fund_id: int) -> list[Stay]:
        rows = unmarked_sessions(on=self._on).filter(
            activity__programme=self._programme,
            held_on__gte=self._first,
            held_on__lt=self._after,
        )
        return _on_days(rows.order_by().values_list("pk", "held_on"))

    def _undecided(self, fund_id: int) -> list[Stay]:
        """Activities that somebody attended."""
        said = CountedAs.objects.filter(fund=fund_id, activity=OuterRef("activity"))
        marks = Attendance.objects.filter(session=OuterRef("pk"), mark=HERE)
        rows = Session.objects.filter(
            ~Exists(said),
            Exists(marks),
            activity__programme=self._programme,
            held_on__gte=self._first,
            held_on__lt=self._after,
        )
        return _on_days(rows.order_by().values_list("activity_id", "held_on"))

    def _newcomers(self, fund_id: int) -> list[Stay]:
        """Persons; whoever only came to information meetings is no participant."""
        begun = Participant.objects.filter(
            person=OuterRef("pk"), programme=self._programme, started_on__isnull=False
        )
        # Those are few; asked of each mark instead, it would be asked of everybody's.
        persons = Person.objects.filter(~Exists(begun), forgotten_on=None).order_by()
        marks = Attendance.objects.filter(
            mark=HERE,
            person__in=persons.values("pk"),
            session__activity__programme=self._programme,
            session__activity__is_information=False,
            session__held_on__gte=self._first,
            session__held_on__lt=self._after,
        )
        if self._leaves_staff_out:
            marks = marks.exclude(is_staff(self._programme.pk))
        return _on_days(marks.order_by().values_list("person_id", "session__held_on").distinct())

    def _unverified(self, fund_id: int) -> list[Stay]:
        asked = asked_of_participants(self._programme.pk, on=self._on)
        if FundRule.Asked.VERIFICATION not in asked:
            return []
        rows = Participant.objects.filter(
            programme=self._programme,
            started_on__isnull=False,
            verified_on=None,
            person__forgotten_on=None,
        )
        if self._leaves_staff_out:
            rows = rows.exclude(is_staff(self._programme.pk))
        stays = rows.order_by().values_list("pk", "started_on", "ended_on")
        return [Stay(key, first, last) for key, first, last in stays if first]

    def _certificates(self, fund_id: int) -> list[Stay]:
        return [
            Stay(number, row.month, row.month)
            for number, row in enumerate(self.due)
            if row.fund.pk == fund_id
        ]


ASKED: dict[str, Callable[[Gaps, int], list[Stay]]] = {
    UNTICKED: Gaps._unticked,
    UNDECIDED: Gaps._undecided,
    NEWCOMERS: Gaps._newcomers,
    UNVERIFIED: Gaps._unverified,
    CERTIFICATES: Gaps._certificates,
}


def _on_days(rows: Iterable[tuple[int, dt.date]]) -> list[Stay]:
    return [Stay(key, day, day) for key, day in rows]
