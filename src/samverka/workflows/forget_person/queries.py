"""What erasing somebody leaves, until when and why, and what stops it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Model

from samverka.delivery.activities.models import ActivityReader, Attendance, Registration
from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.groups.models import Term
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import counted
from samverka.delivery.programmes.models import Contact, Programme, ProgrammeRole
from samverka.delivery.questions.models import Answer, Question
from samverka.delivery.retention.models import Hold, Records
from samverka.delivery.retention.queries import Keeping, keepings, keys_to_keep
from samverka.delivery.working_time.models import Allocation, HourlyRate, TimeReport
from samverka.publishing.statements.models import Row, Version
from samverka.register.people.models import Person

# What stays of somebody erased as rows without a name, and its path to the programme.
STAYS: tuple[tuple[Records, type[Model], str], ...] = (
    (Records.STATEMENTS, Row, "version__statement__series__programme"),
    (Records.ATTENDANCE, Attendance, "session__activity__programme"),
    (Records.PARTICIPANTS, Participant, "programme"),
    (Records.CERTIFICATES, CertifiedLine, "certificate__programme"),
    (Records.WORKING_TIME, TimeReport, "programme"),
    (Records.GROUPS, Term, "seat__group__programme"),
)
# These go where no fund and no rule asks for them any more.
GOES_IN_TIME = {Records.ATTENDANCE, Records.PARTICIPANTS, Records.WORKING_TIME}
GOES: tuple[tuple[type[Model], str], ...] = (
    (Registration, "activity__programme"),
    (Participant, "programme"),
    (Allocation, "programme"),
    (HourlyRate, "programme"),
)
# What somebody does in a programme by their account: table, path to it, and to the programme.
BY_ACCOUNT: tuple[tuple[type[Model], str, str], ...] = (
    (ProgrammeRole, "user", "programme"),
    (ActivityReader, "user", "activity__programme"),
    (Contact, "holder", "programme"),
    (Contact, "stand_in", "programme"),
    (Certificate, "certified_by", "programme"),
    (Version, "sent_by", "series__programme"),
    (Question, "asked_by", "programme"),
    (Answer, "answered_by", "question__programme"),
)


@dataclass(frozen=True)
class Stays:
    """Rows that are kept without a name, and the rule that says until when."""

    keeping: Keeping
    rows: int


def what_stays(person: Person, *, on: dt.date) -> list[Stays]:
    """By programme and kind of record how many rows are kept when somebody is erased."""
    counts: dict[tuple[int, str], int] = {}
    for records, model, path in STAYS:
        rows = model.objects.filter(person=person)
        if records in GOES_IN_TIME:
            rows = rows.filter(**{f"{path}__in": keys_to_keep(records, on=on)})
        for programme, count in rows.order_by().values_list(path).annotate(Count("pk")):
            counts[programme, str(records)] = count
    return _lines(person, counts, on)


def _lines(person: Person, counts: dict[tuple[int, str], int], on: dt.date) -> list[Stays]:
    programmes = Programme.objects.filter(pk__in={programme for programme, _records in counts})
    lines = []
    for one in keepings(programmes.order_by("name"), on=on):
        rows = counts.get((one.programme.pk, str(one.records)), 0)
        if one.records == Records.PARTICIPANTS and rows:
            # Only who counts goes on counting.
            rows = counted(one.programme, on=on).filter(person=person).count()
        if rows:
            lines.append(Stays(one, rows))
    return lines


def holds_about(person: Person) -> list[Hold]:
    """Holds on somebody, and on programmes that they stand in."""
    tables = [(model, path) for _records, model, path in STAYS] + list(GOES)
    stands_in = {
        programme
        for model, path in tables
        for programme in model.objects.filter(person=person).values_list(path, flat=True)
    }
    if person.user_id is not None:
        for table, account, path in BY_ACCOUNT:
            rows = table.objects.filter(**{account: person.user_id})
            stands_in |= set(rows.values_list(path, flat=True))
    on_programmes = Hold.objects.in_force().filter(programme__in=stands_in)
    on_person = Hold.objects.in_force().filter(person=person)
    related = ("programme", "organisation")
    return [*on_person.select_related(*related), *on_programmes.select_related(*related)]
