"""Months that lack a certificate, or one that says what the marks say now; and from whom."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.certification.models import (
    CERTIFIES,
    READS_SUMS,
    Certificate,
    CertifiedLine,
    CountedAs,
    Letter,
)
from samverka.delivery.programmes.models import (
    Fund,
    Programme,
    ProgrammeRole,
    keys_led_by,
    keys_seen_by,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.foundation.accounts.models import User
from samverka.register.partners.models import Appointment, Organisation
from samverka.toolkit.months import MonthOf
from samverka.toolkit.periods import in_force, months_after
from samverka.toolkit.together import Ask, Part, Rows, part_of, together

from .counting import HERE
from .standing import standings
from .weighing import by_month, weights

# Programme, fund, organisation and month.
Key = tuple[int, int, int, dt.date]
# Minutes, and what they weigh by whose they are.
Weighed = dict[Key, list[int]]
MARK = "activity__sessions__attendances"


class Counts(NamedTuple):
    persons: int
    minutes: int


NOBODY = Counts(0, 0)


@dataclass(frozen=True)
class Due:
    """An employer's month to certify: never yet, or once more since the marks are others now."""

    programme: Programme
    fund: Fund
    organisation: Organisation
    month: dt.date
    persons: int
    minutes: int
    certificate: Certificate | None

    @property
    def key(self) -> str:
        parts = (self.programme.public_key, self.fund.code, self.organisation.public_key)
        return "/".join([*parts, f"{self.month:%Y-%m}"])

    @property
    def has_changed(self) -> bool:
        """Certified, and the marks say something else now."""
        return self.certificate is not None


def due(
    programme: Programme, *, on: dt.date, organisation: Organisation | None = None
) -> list[Due]:
    """A programme's months that are over and lack a certificate that says what the marks say."""
    return due_in([programme.pk], on=on, organisation=organisation)


def due_seen(actor: Actor, *, on: dt.date, programme: Programme | None = None) -> list[Due]:
    """What one's own employer lacks, and everybody in the programmes that one leads."""
    found: dict[str, Due] = {}
    if actor.is_one_of(*CERTIFIES):
        seen = keys_seen_by(actor) if programme is None else [programme.pk]
        rows = due_in(seen, on=on, organisation=actor.organisation)
        found |= {row.key: row for row in rows}
    if actor.is_one_of(*READS_SUMS):
        led = Programme.objects.filter(pk__in=keys_led_by(actor))
        led = led if programme is None else led.filter(pk=programme.pk)
        found |= {row.key: row for row in due_in(led, on=on)}
    return sorted(found.values(), key=_order)


def due_in(programmes: Any, *, on: dt.date, organisation: Organisation | None = None) -> list[Due]:
    """The same over programmes, given as `programme__in` takes them; in seven questions."""
    wanted, now, certified, there = _compared(programmes, on, organisation)
    wrong = {key for key in now.keys() | there.keys() if now.get(key) != certified.get(key)}
    return _named(wrong, _come_to(wanted, wrong & now.keys()), there)


def _compared(
    programmes: Any, on: dt.date, organisation: Organisation | None = None
) -> tuple[dict[str, Any], Weighed, Weighed, dict[Key, Certificate]]:
    """Which marks count, what they weigh, what is certified, and the certificates in force."""
    wanted = {
        "counts": True,
        "activity__programme__in": programmes,
        "activity__sessions__held_on__lt": on.replace(day=1),
        f"{MARK}__mark": HERE,
    }
    marks = _marks_before(programmes, on)
    certificates = Certificate.objects.filter(programme__in=programmes).in_force()
    if organisation:
        wanted[f"{MARK}__organisation"] = organisation
        marks = marks.filter(organisation=organisation)
        certificates = certificates.filter(organisation=organisation)
    there = {
        (row.programme_id, row.fund_id, row.organisation_id, row.month): row
        for row in certificates
    }
    weighed = together(Ask(_by_key, by_month(marks)))[0]
    return wanted, weighed, _of_lines(there), there


def _marks_before(programmes: Any, on: dt.date) -> QuerySet[Attendance]:
    """Of the months that are over."""
    sessions = Session.objects.filter(
        activity__programme__in=programmes, held_on__lt=on.replace(day=1)
    )
    return Attendance.objects.filter(mark=HERE, session__in=sessions)


def _named(wrong: set[Key], now: dict[Key, Counts], there: dict[Key, Certificate]) -> list[Due]:
    programmes = Programme.objects.in_bulk({key[0] for key in wrong})
    funds = Fund.objects.in_bulk({key[1] for key in wrong})
    organisations = Organisation.objects.in_bulk({key[2] for key in wrong})
    found = [
        Due(
            programme=programmes[key[0]],
            fund=funds[key[1]],
            organisation=organisations[key[2]],
            month=key[3],
            persons=now.get(key, NOBODY).persons,
            minutes=now.get(key, NOBODY).minutes,
            certificate=there.get(key),
        )
        for key in wrong
    ]
    return sorted(found, key=_order)


def _order(row: Due) -> tuple:
    return (row.month, row.organisation.name, row.programme.name, row.fund.name)


def _by_key(rows: Iterable[tuple[Any, ...]]) -> Weighed:
    return {(programme, fund, by, month): sums for programme, fund, by, month, *sums in rows}


def _of_lines(there: dict[Key, Certificate]) -> Weighed:
    keys = {certificate.pk: key for key, certificate in there.items()}
    rows = (
        CertifiedLine.objects.filter(certificate__in=list(keys))
        .values_list("certificate")
        .annotate(**weights())
        .order_by()
    )
    return {keys[certificate]: sums for certificate, *sums in rows}


def _come_to(wanted: dict[str, Any], keys: set[Key]) -> dict[Key, Counts]:
    """How many persons and minutes some employers' months are."""
    if not keys:
        return {}
    months = sorted({key[3] for key in keys})
    day = "activity__sessions__held_on"
    whens = [
        When(
            Q(**{f"{day}__gte": month, f"{day}__lt": months_after(month, 1)}),
            then=Value(number),
        )
        for number, month in enumerate(months)
    ]
    narrow = {
        "activity__programme__in": {key[0] for key in keys},
        f"{MARK}__organisation__in": {key[2] for key in keys},
        f"{day}__gte": months[0],
        f"{day}__lt": months_after(months[-1], 1),
    }
    # All at once: asked one after the other, each would be about marks of its own.
    rows = (
        CountedAs.objects.filter(**wanted | narrow)
        .order_by()
        .annotate(number=Case(*whens, output_field=IntegerField()))
        .values_list("activity__programme", "fund", f"{MARK}__organisation", "number")
        .annotate(persons=Count(f"{MARK}__person", distinct=True), sum=Sum(f"{MARK}__minutes"))
    )
    found = {
        (programme, fund, organisation, months[number]): Counts(persons, minutes)
        for programme, fund, organisation, number, persons, minutes in rows
        if number is not None
    }
    return {key: found[key] for key in keys}


class MonthToCertify(NamedTuple):
    """A month of one's own employer with hours that count and no certificate yet."""

    month: dt.date
    programme_key: str
    programme_name: str


def months_to_certify(actor: Actor, *, on: dt.date) -> Ask:
    """In every programme, the oldest first; for the page that greets."""
    return Ask(_oldest_first, part_for(_months_without_certificate, actor, on))


def _months_without_certificate(actor: Actor, on: dt.date) -> Part:
    counts = CountedAs.objects.filter(activity=OuterRef("session__activity"), counts=True)
    certified = Certificate.objects.filter(
        programme=OuterRef("session__activity__programme"),
        organisation=OuterRef("organisation"),
        month=OuterRef("month"),
    )
    rows = (
        Attendance.objects.annotate(month=MonthOf("session__held_on"))
        .filter(
            Exists(counts),
            ~Exists(certified),
            mark=HERE,
            organisation=actor.organisation_id,
            session__held_on__lt=on.replace(day=1),
            session__activity__programme__in=keys_seen_by(actor),
        )
        .values_list(
            "month",
            "session__activity__programme__public_key",
            "session__activity__programme__name",
        )
        .distinct()
    )
    return part_of(rows)


def _oldest_first(rows: Rows) -> list[MonthToCertify]:
    months = [MonthToCertify(*row) for row in rows]
    return sorted(months, key=lambda each: (each.month, each.programme_name))


def changed_by_programme(
    actor: Actor, *, on: dt.date, counted: Mapping[int, int] | None = None
) -> Ask:
    """How many certified months say something else now, in each programme that one leads.

    Comes to rows of the programme's key, its name and the number. Whoever has weighed marks beside
    certificates already says how many in each programme.
    """
    if counted is not None:
        return Ask(lambda rows: _by_name(rows, counted), part_for(_certified_of, actor))
    standing = standings(actor, is_led=True)

    def read(programmes: Rows, *rows: Rows) -> list[tuple[str, str, int]]:
        before = f"{on:%Y-%m}"
        changed = Counter(
            programme
            for (programme, month), employers in standing.read(*rows).items()
            for one in (employers or {}).values()
            if month < before and one.is_changed
        )
        return _by_name(programmes, changed)

    return Ask(read, part_for(_certified_of, actor), *standing.parts)


def _led_and_certified(actor: Actor) -> QuerySet[Programme]:
    certified_once = Certificate.objects.filter(programme=OuterRef("pk"))
    return Programme.objects.filter(Exists(certified_once), pk__in=keys_led_by(actor))


def _certified_of(actor: Actor) -> Part:
    return part_of(_led_and_certified(actor).values_list("pk", "public_key", "name"))


def _by_name(programmes: Rows, changed: Mapping[int, int]) -> list[tuple[str, str, int]]:
    named = sorted(programmes, key=lambda row: row[2])
    return [(key, name, changed[pk]) for pk, key, name in named if changed.get(pk)]


# --- From whom --------------------------------------------------------------------------------


# Organisation and programme.
Place = tuple[int, int]


def who_certifies(dues: Sequence[Due], *, on: dt.date) -> dict[Place, list[User]]:
    """Whoever may certify, by name, for each employer and programme of the rows; two questions.

    A role at the employer holds in every programme, one given in a programme in that alone.
    """
    employers = {row.organisation.pk for row in dues}
    held = Q(in_force(on), organisation__in=employers, role__in=CERTIFIES, user__is_active=True)
    everywhere: dict[int, set[User]] = defaultdict(set)
    for appointment in Appointment.objects.filter(held).select_related("user"):
        everywhere[appointment.organisation_id].add(appointment.user)
    here: dict[Place, set[User]] = defaultdict(set)
    for role in ProgrammeRole.objects.filter(held).select_related("user"):
        here[role.organisation_id, role.programme_id].add(role.user)
    places = {place_of(row) for row in dues}
    return {
        place: sorted(everywhere[place[0]] | here[place], key=lambda user: (user.name, user.pk))
        for place in places
    }


def reminded_on(users: Iterable[User]) -> dict[int, dt.date]:
    """The latest day that each was written to about what lacks, of those who were."""
    letters = Letter.objects.filter(user__in={user.pk for user in users})
    return dict(letters.values_list("user_id", "sent_on"))


def place_of(row: Due) -> Place:
    return row.organisation.pk, row.programme.pk


def due_to(user: User, *, on: dt.date) -> list[Due]:
    """What lacks from somebody, in every role they hold that certifies."""
    found: dict[str, Due] = {}
    for actor in _acting(user, on):
        rows = due_in(keys_seen_by(actor), on=on, organisation=actor.organisation)
        found |= {row.key: row for row in rows}
    return sorted(found.values(), key=_order)


def _acting(user: User, on: dt.date) -> list[Actor]:
    mine = Q(in_force(on), user=user, role__in=CERTIFIES)
    everywhere = Appointment.objects.filter(mine).select_related("organisation")
    here = ProgrammeRole.objects.filter(mine).select_related("organisation", "programme")
    return [
        *(Actor(user, row.role, row.organisation) for row in everywhere),
        *(Actor(user, row.role, row.organisation, row.programme) for row in here),
    ]
