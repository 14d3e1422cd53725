"""What is due, how much of it there is, and what stops it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.db.models import CharField, Count, F, Model, QuerySet, Value

from samverka.delivery.activities import programme_data as activities
from samverka.delivery.certification import programme_data as certification
from samverka.delivery.groups import programme_data as groups
from samverka.delivery.interpreting import programme_data as interpreting
from samverka.delivery.invitations import programme_data as invitations
from samverka.delivery.participants import programme_data as participants
from samverka.delivery.programmes import programme_data as programmes
from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.delivery.questions import programme_data as questions
from samverka.delivery.retention.models import Deletion, Records
from samverka.delivery.retention.permissions import may_read_some
from samverka.delivery.retention.queries import Keeping, held_persons, keeping_of, keepings
from samverka.delivery.working_time import programme_data as working_time
from samverka.development.competence import programme_data as competence
from samverka.development.cycles import programme_data as cycles
from samverka.development.supply import programme_data as supply
from samverka.development.training import programme_data as training
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.work import queries as work
from samverka.foundation.work.models import Progress
from samverka.guidance.matching import programme_data as matching
from samverka.publishing.certificates import programme_data as certificates
from samverka.publishing.claims import programme_data as claims
from samverka.publishing.newsletters import programme_data as newsletters
from samverka.publishing.statements import programme_data as statements
from samverka.register.people.models import Person
from samverka.toolkit.deletion import rows_of

# Who answers for each kind of record.
ANSWERS: dict[str, ModuleType] = {
    Records.CLAIMS: claims,
    Records.STATEMENTS: statements,
    Records.ATTENDANCE: activities,
    Records.PARTICIPANTS: participants,
    Records.CERTIFICATES: certification,
    Records.WORKING_TIME: working_time,
    Records.GROUPS: groups,
    Records.ROLES: programmes,
    Records.QUESTIONS: questions,
    Records.INVITATIONS: invitations,
    Records.NEWSLETTERS: newsletters,
    Records.COMPETENCE: competence,
    Records.CYCLES: cycles,
    Records.TRAINING: training,
    Records.SUPPLY: supply,
    Records.MATCHING: matching,
    Records.INTERPRETING: interpreting,
    Records.ATTENDANCE_CERTIFICATES: certificates,
}
# What is made from records: while it is there, the records it is held against stay too. Without
# them it would look as if it had been wrong, and be sent anew as if nobody had been there.
MADE_FROM: dict[str, tuple[str, ...]] = {
    Records.CERTIFICATES: (Records.CLAIMS, Records.STATEMENTS),
    Records.ATTENDANCE: (Records.CLAIMS, Records.STATEMENTS, Records.CERTIFICATES),
    Records.PARTICIPANTS: (Records.CLAIMS, Records.STATEMENTS),
}
# By table how many rows a programme has of it.
Counts = dict[str, int]


@dataclass(frozen=True)
class Line:
    """Records of a programme: how long they are kept, how many rows there are, and who is held."""

    keeping: Keeping
    counts: Counts
    held: int = 0

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def led_programmes(actor: Actor) -> QuerySet[Programme]:
    """Those whose records the actor decides about, or follows."""
    if not may_read_some(actor):
        return Programme.objects.none()
    return Programme.objects.filter(pk__in=keys_led_by(actor)).order_by("name")


def due_lines(programmes: QuerySet[Programme], *, on: dt.date) -> list[Line]:
    """What has been kept long enough and is there still, what is held too; the oldest first."""
    past = [one for one in keepings(programmes, on=on) if one.has_run_out(on)]
    if not past:
        return []
    counts = _counts([one.programme for one in past])
    lines = [Line(one, counts[one.programme.pk, str(one.records)]) for one in past]
    there = [line for line in lines if line.rows]
    return sorted(there, key=lambda line: (line.keeping.until, line.keeping.programme.name))


def line_of(programme: Programme, records: str, *, on: dt.date) -> Line:
    """One kind of record of a programme, with how many persons of it there is a hold on."""
    keeping = keeping_of(programme, records, on=on)
    counts = _counts([programme])[programme.pk, records]
    return Line(keeping, counts, len(held_among(programme, records)))


def _counts(programmes: Sequence[Programme]) -> dict[tuple[int, str], Counts]:
    """How many rows there are of each table: one question for all tables and programmes."""
    each = [
        model.objects.filter(**{f"{path}__in": programmes})
        .order_by()
        .values_list(
            Value(str(records), output_field=CharField()),
            Value(model._meta.label, output_field=CharField()),
            F(path),
        )
        .annotate(rows=Count("pk"))
        for records, module in ANSWERS.items()
        for model, path in module.PATHS
    ]
    found: dict[tuple[int, str], Counts] = defaultdict(dict)
    for records, table, programme, rows in each[0].union(*each[1:], all=True):
        found[programme, records][table] = rows
    return found


def stands_on_it(programme: Programme, records: str) -> bool:
    """Whether there are records that were made from these."""
    counts = _counts([programme])
    made = MADE_FROM.get(records, ())
    return any(sum(counts[programme.pk, str(each)].values()) for each in made)


def held_among(programme: Programme, records: str) -> set[int]:
    """The persons on hold who stand in these rows."""
    held = held_persons()
    found: set[int] = set()
    for rows in rows_of(ANSWERS[records].PATHS, programme):
        subject = rows.model.personal_data.subject
        if subject in {"", "self"}:
            continue
        path = subject.replace(".", "__")
        end = _end_of(rows.model, subject)
        if end is Person:
            here = rows.filter(**{f"{path}__in": held})
            found |= set(here.values_list(path, flat=True))
        elif end is User:
            users = rows.filter(**{f"{path}__in": held.values("user")}).values(path)
            found |= set(held.filter(user__in=users).values_list("pk", flat=True))
    return found


def _end_of(model: type[Model], subject: str) -> type[Model]:
    end: Any = model
    for name in subject.split("."):
        end = end._meta.get_field(name).related_model
    return end


def all_due(*, on: dt.date) -> list[Keeping]:
    """Everything that is due now, of every programme, for the timetable to note."""
    lines = due_lines(Programme.objects.all(), on=on)
    return [line.keeping for line in lines if line.keeping.is_due(on)]


def proofs_seen(actor: Actor) -> QuerySet[Deletion]:
    """What was deleted, the latest first, with what is being deleted and what was stopped."""
    rows = Deletion.objects.visible_to(actor)
    return rows.select_related("programme", "asked_by", "organisation").order_by("-pk")


def progress(deletion: Deletion) -> Progress | None:
    return work.progress_of(deletion.task_id) if deletion.task_id else None


def begun(programme: Programme, records: str) -> QuerySet[Deletion]:
    """What was asked for and is not done, of a kind of record."""
    return Deletion.objects.filter(
        programme=programme, records=records, state=Deletion.State.BEGUN
    )


def has_failed(deletion: Deletion) -> bool:
    """Whether the task ended by a fault of ours, so that nothing more will come."""
    return work.has_failed(deletion.task_id)
