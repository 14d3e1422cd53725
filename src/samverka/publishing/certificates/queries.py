"""Who came and has a certificate, and what a code leads to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from samverka.delivery.activities.models import Attendance
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.work.models import Progress
from samverka.foundation.work.queries import has_failed, progress_of
from samverka.register.people.models import Person
from samverka.toolkit.sealing import search_hash

from .attended import Attended, attended
from .models import CODE, AttendanceCertificate, Giving
from .said import Said, decimal_hours, reader
from .subject import Subject


def hash_of(code: str) -> str:
    return search_hash(code, context=CODE)


@dataclass(frozen=True)
class Line:
    """Somebody who came, with the certificate that holds, or the one that was revoked."""

    person: Person
    came: Attended
    certificate: AttendanceCertificate | None

    @property
    def hours(self) -> str:
        return decimal_hours(self.came.minutes)

    @property
    def is_given(self) -> bool:
        return self.certificate is not None and self.certificate.is_in_force


@dataclass(frozen=True)
class WhoCame:
    """As far as one may see the persons; `others` are those who came besides."""

    lines: list[Line]
    others: int


def persons_seen(actor: Actor, subject: Subject) -> QuerySet[Person]:
    """Those who came, and whom the actor may see there."""
    marks = Attendance.objects.visible_to(actor).filter(
        session__activity__in=subject.activities(), mark=Attendance.Mark.HERE
    )
    return Person.objects.filter(pk__in=marks.values("person"), forgotten_on=None)


def who_came(actor: Actor, subject: Subject, *, on: dt.date) -> WhoCame:
    came = attended(subject, on=on)
    seen = persons_seen(actor, subject).order_by("given_name", "family_name", "pk")
    rows = AttendanceCertificate.objects.filter(**subject.columns).defer("body")
    # The one that holds comes last, and so stays.
    latest = {row.person_id: row for row in rows.order_by("is_in_force", "given_on", "pk")}
    lines = [
        Line(person, came[person.pk], latest.get(person.pk))
        for person in seen
        if person.pk in came
    ]
    return WhoCame(lines, len(came) - len(lines))


@dataclass(frozen=True)
class Shown:
    """A certificate, opened."""

    row: AttendanceCertificate
    said: Said


def opened(rows: Iterable[AttendanceCertificate]) -> list[Shown]:
    read = reader()
    return [Shown(row, read(row)) for row in rows]


def of_person(actor: Actor, person: Person) -> list[Shown]:
    """Those that hold, latest first, as far as the actor may see them."""
    rows = AttendanceCertificate.objects.visible_to(actor).in_force().filter(person=person)
    return opened(rows.order_by("-given_on", "-pk"))


def own(actor: Actor | None) -> list[Shown]:
    """The actor's own, with those that were replaced or revoked."""
    if actor is None or actor.user_id is None:
        return []
    rows = AttendanceCertificate.objects.visible_to(actor).filter(person__user_id=actor.user_id)
    return opened(rows.select_related("replaced_by").order_by("-given_on", "-pk"))


def found_by(code: str) -> AttendanceCertificate | None:
    """The certificate that a code stands on; nobody is signed in.

    None for what is made up, and for somebody who has protected identity now.
    """
    found = AttendanceCertificate.objects.select_related("giver").defer("body")
    return found.filter(
        code_hash=hash_of(code), person__is_protected=False, person__forgotten_on=None
    ).first()


def is_under_way(giving: Giving) -> bool:
    return not giving.is_done and not has_stopped(giving)


def has_stopped(giving: Giving) -> bool:
    return not giving.is_done and has_failed(giving.task_id)


def progress(giving: Giving) -> Progress | None:
    return progress_of(giving.task_id) if giving.task_id else None


def latest_giving(actor: Actor, subject: Subject) -> Giving | None:
    found = Giving.objects.visible_to(actor).filter(**subject.columns)
    return found.order_by("-pk").first()


def given_of(actor: Actor, subject: Subject) -> QuerySet[AttendanceCertificate]:
    """What holds, to be fetched together; not those who have protected identity."""
    return (
        AttendanceCertificate.objects.visible_to(actor)
        .in_force()
        .filter(person__is_protected=False, **subject.columns)
        .order_by("pk")
    )
