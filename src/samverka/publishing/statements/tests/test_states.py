"""Open, ready, sent, to send again, corrected: in order, and never half."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.rates.tests.factories import esf
from samverka.foundation.audit.models import Event
from samverka.foundation.work.models import Progress
from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.models import Row, SentFile, Version
from samverka.publishing.statements.queries import State
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    MARCH,
    NUMBERS,
    participant,
    ready,
    run_task,
    send,
    sent,
    series,
    work,
)
from samverka.register.partners.models import Appointment
from tests.people import LONG_AGO, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def months(cast):
    """Amina and Bo take part from New Year on; Erik sends them to the social fund."""
    participant(cast, "Amina", NUMBERS[0])
    participant(cast, "Bo", NUMBERS[1], sex="man")
    return series(cast, fields=("number", "sex", "started_on", "ended_on"))


def states(months, on=TODAY):
    return [month.state for month in queries.months_of(months, on=on)]


def found(name: str) -> Participant:
    return Participant.objects.get(person__given_name=name)


def end(name: str, day: dt.date) -> None:
    """Somebody turns out to have left."""
    row = found(name)
    row.ended_on, row.end_reason = day, "Arbete"
    row.save()


def test_a_month_goes_from_open_over_ready_to_sent(cast, months):
    assert states(months) == [State.OPEN, State.OPEN, State.OPEN]
    version = ready(cast, months, JANUARY)
    assert states(months) == [State.READY, State.OPEN, State.OPEN]
    send(cast, version)
    assert states(months) == [State.SENT, State.OPEN, State.OPEN]
    assert (version.persons, version.number, version.made_ready_by) == (2, 1, cast.erik.user)
    assert [row.cells for row in queries.content_of(version).rows] == [
        row.cells for row in queries.build(months, JANUARY).rows
    ]


def test_what_is_sent_is_kept_sealed_with_its_files(cast, months):
    version = sent(cast, months, JANUARY)
    assert not Row.objects.filter(cells__contains=NUMBERS[0][:8]).exists()
    kinds = {file.kind: file.opened() for file in version.files.all()}
    assert kinds[SentFile.Kind.XLSX][:2] == b"PK"
    assert SentFile.Kind.PROTECTED_XLSX not in kinds
    assert all(b"PK" not in bytes(file.body[:4]) for file in version.files.all())


def test_months_are_sent_in_order(cast, months):
    first = ready(cast, months, JANUARY)
    with pytest.raises(actions.Hindered, match="1 earlier month is not sent"):
        ready(cast, months, FEBRUARY)
    send(cast, first)
    sent(cast, months, FEBRUARY)
    assert states(months) == [State.SENT, State.SENT, State.OPEN]


def test_a_month_that_is_not_over_is_not_made_ready(cast, months):
    sent(cast, months, JANUARY, FEBRUARY)
    with pytest.raises(actions.Hindered, match="not over"):
        ready(cast, months, MARCH)


def test_a_month_that_is_ready_or_sent_is_not_made_ready_once_more(cast, months):
    version = ready(cast, months, JANUARY)
    with pytest.raises(actions.NotOpen):
        ready(cast, months, JANUARY)
    send(cast, version)
    with pytest.raises(actions.NotOpen):
        ready(cast, months, JANUARY)


def test_what_was_looked_at_is_what_is_made_ready(cast, months):
    seen = queries.build(months, JANUARY).digest
    end("Amina", dt.date(2026, 1, 20))
    with pytest.raises(actions.ChangedMeanwhile):
        actions.make_ready(series=months, first_month=JANUARY, on=TODAY, seen=seen, by=cast.erik)


def test_what_is_ready_is_sent_as_it_was_looked_at_or_not_at_all(cast, months):
    version = ready(cast, months, JANUARY)
    end("Amina", dt.date(2026, 1, 20))
    send(cast, version)
    assert version.state == Version.State.READY
    assert "something has changed" in version.problem
    assert not Row.objects.exists()
    assert not SentFile.objects.exists()
    actions.take_back(version=version, by=cast.erik)
    assert states(months)[0] == State.OPEN


def test_what_is_sent_or_being_sent_is_not_taken_back(cast, months):
    version = ready(cast, months, JANUARY)
    actions.send(version=version, by=cast.erik)
    with pytest.raises(actions.BeingSent):
        actions.take_back(version=version, by=cast.erik)
    with pytest.raises(actions.NotReady):
        actions.send(version=version, by=cast.erik)
    work(version)
    with pytest.raises(actions.NotOpen):
        actions.take_back(version=version, by=cast.erik)


def test_a_task_taken_up_again_after_it_was_done_sends_nothing_twice(cast, months):
    version = ready(cast, months, JANUARY)
    actions.send(version=version, by=cast.erik)
    version.refresh_from_db()
    task_id = version.task_id
    run_task(task_id)
    version.refresh_from_db()
    digest = version.digest
    run_task(task_id)
    version.refresh_from_db()
    assert version.digest == digest
    assert Event.objects.filter(verb="statements.sent").count() == 1
    assert Progress.objects.get(task_id=task_id).done == 4


def test_a_worker_that_dies_while_it_freezes_leaves_the_month_ready(cast, months, monkeypatch):
    """The task begins anew from nothing, and sends it once."""
    version = ready(cast, months, JANUARY)
    actions.send(version=version, by=cast.erik)

    def die(self, *arguments, **named):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(SentFile, "save", die)
        with pytest.raises(SystemExit):
            work(version)
    version.refresh_from_db()
    assert (version.state, Row.objects.count()) == (Version.State.READY, 0)
    work(version)
    version.refresh_from_db()
    assert version.state == Version.State.SENT
    assert queries.broken_link(months) is None


def test_whoever_has_lost_the_role_since_sends_nothing(cast, months):
    version = ready(cast, months, JANUARY)
    actions.send(version=version, by=cast.erik)
    Appointment.objects.filter(user=cast.erik.user).update(valid_to=TODAY)
    work(version)
    version.refresh_from_db()
    assert version.state == Version.State.READY
    assert "no longer has the role" in version.problem


def test_a_correction_prepares_every_later_month_to_be_sent_again_in_order(cast, months):
    """The funder's own rule: April's to September's, where March was wrong."""
    sent(cast, months, JANUARY, FEBRUARY)
    end("Amina", dt.date(2026, 1, 20))
    before = queries.months_of(months, on=TODAY)
    assert [month.differs for month in before] == [True, True, False]
    january, february = actions.correct(
        series=months, first_month=JANUARY, reason="Slutade tidigare", on=TODAY, by=cast.erik
    )
    assert states(months) == [State.RE_SEND, State.RE_SEND, State.OPEN]
    with pytest.raises(actions.EarlierFirst, match="2026-01"):
        actions.send(version=february, by=cast.erik)
    send(cast, january)
    assert states(months) == [State.CORRECTED, State.RE_SEND, State.OPEN]
    send(cast, february)
    assert states(months) == [State.CORRECTED, State.CORRECTED, State.OPEN]
    assert (january.number, february.reason, february.persons) == (2, "Slutade tidigare", 1)
    assert not any(month.differs for month in queries.months_of(months, on=TODAY))


def test_a_later_month_is_sent_again_though_nothing_in_it_is_another(cast, months):
    sent(cast, months, JANUARY, FEBRUARY)
    participant(cast, "Cala", NUMBERS[2], ended_on=dt.date(2026, 1, 9), end_reason="Flyttade")
    prepared = actions.correct(
        series=months, first_month=JANUARY, reason="En till", on=TODAY, by=cast.erik
    )
    assert [version.statement.first_month for version in prepared] == [JANUARY, FEBRUARY]


def test_nothing_is_corrected_where_nothing_differs_or_nothing_is_sent(cast, months):
    sent(cast, months, JANUARY)
    for month, problem in ((JANUARY, actions.NothingDiffers), (FEBRUARY, actions.NotSent)):
        with pytest.raises(problem):
            actions.correct(
                series=months, first_month=month, reason="Prov", on=TODAY, by=cast.erik
            )


def test_a_correction_taken_back_takes_back_what_it_alone_asked_for(cast, months):
    sent(cast, months, JANUARY, FEBRUARY)
    end("Amina", dt.date(2026, 1, 20))
    january, _february = actions.correct(
        series=months, first_month=JANUARY, reason="Slutade", on=TODAY, by=cast.erik
    )
    actions.take_back(version=january, by=cast.erik)
    assert states(months) == [State.SENT, State.SENT, State.OPEN]
    assert [month.differs for month in queries.months_of(months, on=TODAY)][:2] == [True, True]


def test_a_correction_of_its_own_stays_when_an_earlier_one_is_taken_back(cast, months):
    sent(cast, months, JANUARY, FEBRUARY)
    end("Amina", dt.date(2026, 2, 20))
    actions.correct(series=months, first_month=FEBRUARY, reason="Slutade", on=TODAY, by=cast.erik)
    participant(cast, "Cala", NUMBERS[2])
    january, february = actions.correct(
        series=months, first_month=JANUARY, reason="En till", on=TODAY, by=cast.erik
    )
    assert february.reason == "Slutade"
    actions.take_back(version=january, by=cast.erik)
    assert states(months) == [State.SENT, State.RE_SEND, State.OPEN]


def test_a_month_overtaken_by_a_correction_is_made_ready_anew_with_its_reason(cast, months):
    sent(cast, months, JANUARY, FEBRUARY)
    end("Amina", dt.date(2026, 1, 20))
    january, february = actions.correct(
        series=months, first_month=JANUARY, reason="Slutade", on=TODAY, by=cast.erik
    )
    send(cast, january)
    actions.take_back(version=february, by=cast.erik)
    assert states(months) == [State.CORRECTED, State.RE_SEND, State.OPEN]
    again = ready(cast, months, FEBRUARY)
    assert (again.number, again.reason) == (2, "Slutade")
    send(cast, again)
    assert states(months)[1] == State.CORRECTED


def test_a_receipt_is_noted_once(cast, months):
    version = ready(cast, months, JANUARY)
    with pytest.raises(actions.NotSentYet):
        actions.note_receipt(version=version, receipt="SCB-1", by=cast.erik)
    send(cast, version)
    actions.note_receipt(version=version, receipt="SCB-1", by=cast.erik)
    actions.note_receipt(version=version, receipt="SCB-1", by=cast.erik)
    with pytest.raises(actions.ReceiptIsNoted, match="SCB-1"):
        actions.note_receipt(version=version, receipt="SCB-2", by=cast.erik)


def test_a_month_is_late_from_the_day_after_the_funds_rule(cast, months):
    FundRule.objects.create(
        fund=esf(cast),
        subject=FundRule.Subject.REPORTING,
        value="Varje månad",
        source="Testet",
        valid_from=LONG_AGO,
        period_months=1,
        due_days=28,
    )
    january, february, _march = queries.months_of(months, on=dt.date(2026, 3, 1))
    assert (january.due_on, january.is_late) == (dt.date(2026, 2, 28), True)
    assert (february.due_on, february.is_late) == (dt.date(2026, 3, 28), False)
    sent(cast, months, JANUARY)
    assert not queries.months_of(months, on=TODAY)[0].is_late


def test_the_programmes_last_month_is_the_last_and_what_was_sent_stays(cast, months):
    sent(cast, months, JANUARY, FEBRUARY)
    cast.programme.ends_on = dt.date(2026, 1, 31)
    cast.programme.save()
    months.programme = cast.programme
    assert [month.key for month in queries.months_of(months, on=TODAY)] == ["2026-01", "2026-02"]


def test_the_months_are_told_in_as_many_questions_however_many_they_are(cast, months):
    sent(cast, months, JANUARY)
    counted = []
    for first in (JANUARY, dt.date(2025, 1, 1)):
        months.first_month = first
        with CaptureQueriesContext(connection) as asked:
            queries.months_of(months, on=TODAY)
        counted.append(len(asked))
    assert counted[0] == counted[1]
