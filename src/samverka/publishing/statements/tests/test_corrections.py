"""Whatever is corrected, in whatever order, what is in force at the end is the same."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverka.delivery.participants.models import Participant
from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.files import MadeFile
from samverka.publishing.statements.models import Row, SentFile
from samverka.publishing.statements.sealed import closed_line
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    NUMBERS,
    participant,
    sent,
    series,
)
from tests.people import TODAY

pytestmark = pytest.mark.django_db
MONTHS = (dt.date(2025, 11, 1), dt.date(2025, 12, 1), JANUARY, FEBRUARY)
# What turns out to have been otherwise, and of whom.
FOUND_OUT = (
    ("Amina", {"ended_on": dt.date(2025, 12, 5), "end_reason": "Arbete"}),
    ("Bo", {"started_on": dt.date(2026, 1, 12)}),
    ("Cala", {"sex": "man"}),
    ("Dana", {"started_on": dt.date(2025, 11, 20)}),
)
PLANS = st.tuples(
    st.permutations(FOUND_OUT), st.lists(st.booleans(), min_size=4, max_size=4), st.booleans()
)


@pytest.fixture
def four_sent(cast):
    began = {"started_on": MONTHS[0], "noted_on": MONTHS[0]}
    for name, number in zip(("Amina", "Bo", "Cala"), NUMBERS, strict=False):
        participant(cast, name, number, **began)
    participant(cast, "Dana", NUMBERS[3], started_on=JANUARY)
    fields = ("number", "sex", "started_on", "ended_on", "end_reason")
    months = series(cast, fields=fields, first_month=MONTHS[0])
    for month in MONTHS:
        version = actions.make_ready(series=months, first_month=month, on=TODAY, by=cast.erik)
        freeze(cast, version)
    return months


def freeze(cast, version):
    """As the task does it, without the time that a paper takes."""
    content = queries.build(version.series, version.statement.first_month)
    rows = [
        Row(version=version, number=number, person_id=line.person_id, cells=closed_line(line))
        for number, line in enumerate(content.rows)
    ]
    files = [MadeFile(SentFile.Kind.XLSX, "fil.xlsx", b"PK")]
    return actions.freeze(version=version, rows=rows, files=files, by=cast.erik)


def correct(cast, months, month: dt.date):
    return actions.correct(series=months, first_month=month, reason="Fel", on=TODAY, by=cast.erik)


def correct_what_differs(cast, months, *, from_the_last: bool) -> None:
    """One month where what was sent is not what the facts say, the first or the last."""
    differs = [
        stand.period.first_month
        for stand in queries.standing(months, on=FEBRUARY)
        if not stand.ready and now(months, stand) != stand.sent.content_digest
    ]
    if differs:
        correct(cast, months, differs[-1 if from_the_last else 0])


def now(months, stand) -> str:
    return queries.build(months, stand.period.first_month).digest


def send_all_again(cast, months) -> None:
    """What is to be sent again, in order; what has changed since is prepared anew."""
    for month in MONTHS:
        stand = stand_of(months, month)
        if stand.ready and now(months, stand) != stand.ready.content_digest:
            correct(cast, months, month)
        elif stand.can_be_made_ready:
            actions.make_ready(series=months, first_month=month, on=TODAY, by=cast.erik)
        if version := stand_of(months, month).ready:
            freeze(cast, version)


def stand_of(months, month: dt.date):
    return next(
        stand
        for stand in queries.standing(months, on=FEBRUARY)
        if stand.period.first_month == month
    )


def in_force(cast, months):
    versions = queries.sent_versions(cast.programme, months.fund, MONTHS[0], MONTHS[-1])
    return [(version.statement.first_month, version.content_digest) for version in versions]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=PLANS)
def test_any_order_of_corrections_leads_to_the_same_statements(cast, four_sent, plan):
    order, sends, from_the_last = plan
    with transaction.atomic():
        for (name, facts), sends_now in zip(order, sends, strict=True):
            Participant.objects.filter(person__given_name=name).update(**facts)
            correct_what_differs(cast, four_sent, from_the_last=from_the_last)
            if sends_now:
                send_all_again(cast, four_sent)
        send_all_again(cast, four_sent)
        correct_what_differs(cast, four_sent, from_the_last=False)
        send_all_again(cast, four_sent)
        contents = [queries.build(four_sent, month) for month in MONTHS]
        assert in_force(cast, four_sent) == [
            (content.first_month, content.digest) for content in contents
        ]
        assert [content.sums.persons for content in contents] == [3, 3, 3, 3]
        stands = queries.standing(four_sent, on=FEBRUARY)
        assert all(stand.is_done for stand in stands)
        assert queries.broken_link(four_sent) is None
        transaction.set_rollback(True)


def test_a_correction_is_shown_row_by_row(cast):
    for name, number in zip(("Amina", "Bo"), NUMBERS, strict=False):
        participant(cast, name, number)
    months = series(cast, fields=("number", "sex", "started_on"))
    before = queries.content_of(sent(cast, months, JANUARY))
    amina = Participant.objects.get(person__given_name="Amina")
    amina.sex = "non_binary"
    amina.save()
    bo = Participant.objects.get(person__given_name="Bo").person
    Participant.objects.filter(person=bo).delete()
    cala = participant(cast, "Cala", NUMBERS[2]).person
    now = queries.build(months, JANUARY)
    told = {
        (each.kind, each.person_id, each.heading, each.before, each.now)
        for each in queries.differences(before, now)
    }
    assert told == {
        ("changed", amina.person_id, "SEX", "woman", "non_binary"),
        ("removed", bo.pk, "", None, None),
        ("added", cala.pk, "", None, None),
    }
    assert queries.differences(now, now) == []


def test_what_is_deleted_is_not_sent_again_as_if_nobody_had_been_there(cast):
    participant(cast, "Amina", NUMBERS[0])
    months = series(cast)
    version = sent(cast, months, JANUARY)
    actions.empty_version(version=version, on=TODAY, by=cast.petra)
    Participant.objects.all().delete()
    with pytest.raises(actions.IsEmptied):
        actions.correct(series=months, first_month=JANUARY, reason="Tom", on=TODAY, by=cast.erik)
    assert not queries.months_of(months, on=TODAY)[0].differs
