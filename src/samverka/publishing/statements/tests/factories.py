"""What the tests of statements stand on."""

import datetime as dt
from uuid import UUID

from django_tasks_db.models import DBTaskResult

from samverka.delivery.certification.actions import Word
from samverka.delivery.certification.actions import certify as certify_month
from samverka.delivery.certification.queries import worked_in
from samverka.delivery.certification.tests.factories import counts, course
from samverka.delivery.participants.models import Participant
from samverka.delivery.rates.tests.factories import esf
from samverka.engine.hours import Rule
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.statements import actions
from samverka.publishing.statements.contents import Line
from samverka.publishing.statements.models import Layout, Row, Series, Statement, Version
from samverka.publishing.statements.sealed import closed_line
from samverka.register.people import identity
from samverka.register.people.models import Person
from samverka.toolkit.clock import now
from tests.people import TODAY, Cast, person

JANUARY, FEBRUARY, MARCH = (dt.date(2026, month, 1) for month in (1, 2, 3))
# Made up: the last digit is a check digit, and nothing is known of the rest.
NUMBERS = ("19800101-2387", "19900101-2385", "19850101-2382", "20000101-2384")
COLUMNS = ("number", "started_on", "ended_on", "end_reason", "whole_hours")


def layout(rows: str = "participants", fields=COLUMNS, code: str = "", **facts) -> Layout:
    """A layout whose headings are its fields."""
    columns = [{"heading": name.upper(), "field": name} for name in fields]
    usual = {"name": f"Fil om {rows}", "source": "Testet", "note": "Inte jämförd", "version": 1}
    return Layout.objects.create(
        **(usual | facts), code=code or f"fil-{rows}", rows=rows, columns=columns
    )


def series(cast: Cast, rows: str = "participants", fields=COLUMNS, **facts) -> Series:
    """What Erik sends to the social fund, from January on."""
    made = facts.pop("layout", None) or layout(rows, fields)
    return actions.begin_series(
        programme=cast.programme,
        fund=esf(cast),
        layout=made,
        first_month=facts.pop("first_month", JANUARY),
        by=cast.erik,
    )


def give_number(somebody: Person, written: str) -> None:
    number = identity.read(written, on=TODAY)
    somebody.identity_kind, somebody.identity_sealed = number.kind, number.sealed
    somebody.identity_hash = number.hash
    somebody.save()


def participant(cast: Cast, name: str, number: str = "", **facts) -> Participant:
    """Somebody from Kungälv who takes part from New Year on."""
    somebody = person(name, cast.kungalv, cast.gr)
    if number:
        give_number(somebody, number)
    usual = {
        "organisation": cast.kungalv,
        "started_on": JANUARY,
        "noted_on": JANUARY,
        "sex": "woman",
    }
    return Participant.objects.create(person=somebody, programme=cast.programme, **(usual | facts))


def certified(cast: Cast, month: dt.date, minutes: dict[Person, list[int]], by: Actor) -> None:
    """A course in a month, and the employer's word for what all courses of it come to."""
    counts(cast, course(cast, minutes, month=month, employer=by.organisation))
    certify(cast, month, by)


def certify(cast: Cast, month: dt.date, by: Actor) -> None:
    fund = esf(cast)
    rows = worked_in(cast.programme, fund, by.organisation, month, Rule.WHOLE_DOWN)
    certify_month(
        programme=cast.programme,
        fund=fund,
        organisation=by.organisation,
        month=month,
        words={row.person: Word(row.minutes, None, True) for row in rows},
        function="Delprojektledare",
        on=TODAY,
        by=by,
    )


def ready(cast: Cast, of: Series, month: dt.date) -> Version:
    return actions.make_ready(series=of, first_month=month, on=TODAY, by=cast.erik)


def sent(cast: Cast, of: Series, *months: dt.date) -> Version:
    """Months made ready and sent one after the other; the last of them."""
    for month in months:
        version = send(cast, ready(cast, of, month))
    return version


def send(cast: Cast, version: Version) -> Version:
    """Asked for by Erik, and done by a worker."""
    actions.send(version=version, by=cast.erik)
    work(version)
    version.refresh_from_db()
    return version


def work(version: Version) -> None:
    """What a worker does with the task that the version waits for."""
    version.refresh_from_db()
    run_task(version.task_id)


def run_task(task_id: UUID) -> None:
    waiting = DBTaskResult.objects.get(pk=task_id)
    given = waiting.args_kwargs
    actions.send_version.func(*given["args"], **given["kwargs"])


def full_sent(cast: Cast, somebody: Person, *, said: str) -> None:
    """A month that somebody sent and stands in themselves, with something said of them."""
    of = series(cast, fields=("number", "end_reason"))
    statement = Statement.objects.create(series=of, first_month=JANUARY, last_month=JANUARY)
    version = Version.objects.create(
        series=of,
        statement=statement,
        number=1,
        layout=of.layout,
        state=Version.State.SENT,
        content_digest="x",
        persons=1,
        minutes=0,
        made_ready_by=somebody.user,
        sent_by=somebody.user,
        sent_at=now(),
        place=1,
        digest="x",
    )
    key = somebody.public_key
    line = Line(key, somebody.pk, key, somebody.is_protected, (NUMBERS[0], said))
    Row.objects.create(
        version=version,
        number=1,
        person=somebody,
        person_key=key,
        is_protected=somebody.is_protected,
        cells=closed_line(line),
    )
