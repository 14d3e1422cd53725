"""The page of every programme's months, and what greets whoever keeps the accounts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.tests.factories import certify as certify_anew
from samverka.delivery.participants.actions import set_days
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import FundRule, Programme, ProgrammeFund
from samverka.delivery.rates.actions import choose_rates, set_rate
from samverka.delivery.rates.tests.factories import category, esf
from samverka.overviews.months.queries import own_months, picture
from samverka.publishing.statements.actions import begin_series
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    NUMBERS,
    certified,
    layout,
    participant,
    sent,
    series,
)
from tests.people import TODAY, person


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


def shown(client, cast, name, address="/redovisning/"):
    client.force_login(cast.actor(name).user)
    return " ".join(client.get(address).content.decode().split())


def due_in_four_weeks(cast):
    FundRule.objects.create(
        fund=esf(cast),
        subject=FundRule.Subject.REPORTING,
        valid_from=dt.date(2021, 1, 1),
        value="Inom fyra veckor",
        source="Fondens anvisning",
        period_months=1,
        due_days=28,
    )


@pytest.fixture
def begun(cast):
    """January is certified and sent; Amina's February waits for Kungälv's certificate."""
    amina = participant(cast, "Amina", NUMBERS[0]).person
    certified(cast, JANUARY, {amina: [120]}, cast.karin)
    told = series(cast)
    sent(cast, told, JANUARY)
    return told, amina


def states(cast, actor=None):
    whole = picture(actor or cast.erik, on=TODAY)
    return {
        square.period.first_month: str(square.stand.state)
        for row in whole.rows
        for square in row.squares
    }


def test_every_month_of_a_programme_has_a_square_that_opens_it(client, cast, begun):
    page = shown(client, cast, "erik")
    told, _amina = begun
    address = f"/program/{cast.programme.public_key}/redovisning/{told.public_key}/2026-01/"
    assert f'href="{address}"' in page
    assert states(cast)[JANUARY] == "sent"
    assert states(cast)[FEBRUARY] == "open"


def test_what_is_certified_and_not_sent_is_told_in_kronor_where_the_amount_is_known(
    client, cast, begun
):
    _told, amina = begun
    certified(cast, FEBRUARY, {amina: [180]}, cast.karin)
    page = shown(client, cast, "erik")
    assert "3 h: the amount lacks" in page.replace("\xa0", " ").replace("\u2068", "").replace(
        "\u2069", ""
    )
    kind = category(cast)
    set_rate(
        category=kind, year=2026, region="whole", amount=20_000, source="Beslut", by=cast.petra
    )
    choose_rates(
        programme=cast.programme,
        fund=esf(cast),
        year=2026,
        region="whole",
        source="Beslut",
        by=cast.petra,
    )
    Attendance.objects.filter(session__held_on__gte=FEBRUARY).update(minutes=240)
    certify_anew(cast, category=kind, month=FEBRUARY)
    assert picture(cast.erik, on=TODAY).not_sent.worth == 4 * 20_000


def test_a_month_that_is_late_says_since_when(client, cast, begun):
    due_in_four_weeks(cast)
    told, _amina = begun
    told.first_month = dt.date(2025, 12, 1)
    told.save()
    late = picture(cast.erik, on=TODAY).late
    assert [(each.period.first_month, each.days_late) for each in late] == [
        (dt.date(2025, 12, 1), (TODAY - dt.date(2026, 1, 28)).days)
    ]
    assert "1 month is late." in shown(client, cast, "erik")


def test_a_missing_certificate_is_counted_until_the_employer_has_certified(cast, begun):
    _told, amina = begun

    def due():
        (row,) = picture(cast.erik, on=TODAY).rows
        return {each.period.first_month: each.time.due for each in row.squares}

    certified(cast, FEBRUARY, {amina: [60]}, cast.karin)
    assert due()[FEBRUARY] == 0
    Attendance.objects.filter(session__held_on__gte=FEBRUARY).update(minutes=90)
    assert due()[FEBRUARY] == 1


def test_as_many_minutes_of_somebody_else_are_not_what_was_certified(cast, begun):
    Attendance.objects.update(person=person("Bo", cast.kungalv))
    (row,) = picture(cast.erik, on=TODAY).rows
    assert row.squares[0].time.due == 1


def test_a_certificate_made_after_a_month_was_sent_marks_it_as_changed(cast, begun):
    Attendance.objects.update(minutes=60)
    certify_anew(cast, month=JANUARY)
    (row,) = picture(cast.erik, on=TODAY).rows
    assert row.squares[0].has_changed
    assert row.squares[0] in picture(cast.erik, on=TODAY).waiting


def test_somebody_whose_last_day_is_put_right_changes_no_month_before_it(cast, begun):
    told, amina = begun
    certified(cast, FEBRUARY, {amina: [60]}, cast.karin)
    sent(cast, told, FEBRUARY)
    from_february = {
        "participants": [Participant.objects.get(person=amina)],
        "on": TODAY,
        "by": cast.petra,
    }
    set_days(ended_on=dt.date(2026, 3, 10), **from_february)
    set_days(ended_on=dt.date(2026, 2, 10), **from_february)
    (row,) = picture(cast.erik, on=TODAY).rows
    assert [square.has_changed for square in row.squares[:2]] == [False, True]


def test_as_many_questions_are_asked_for_three_programmes_as_for_one(cast, begun):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            picture(cast.erik, on=TODAY)
        return len(questions)

    before = asked()
    for number in range(2):
        other = Programme.objects.create(
            slug=f"annat-{number}", name=f"Annat {number}", owner=cast.gr, starts_on=JANUARY
        )
        other.participations.create(organisation=cast.gr, part="owner")
        ProgrammeFund.objects.create(programme=other, fund=esf(cast))
        told = layout(code=f"annan-{number}")
        begin_series(programme=other, fund=esf(cast), layout=told, by=cast.erik)
    assert len(picture(cast.erik, on=TODAY).rows) == 3
    assert asked() == before <= 4


def test_an_employer_sees_its_own_months_and_nobody_elses(client, cast, begun):
    whole = picture(cast.karin, on=TODAY)
    assert not whole.rows
    ((programme, months),) = own_months(cast.karin, whole.times)
    assert programme == cast.programme
    assert [(each.month, each.time.certified) for each in months] == [(JANUARY, 120)]
    assert "Your own employer" in shown(client, cast, "karin")


def test_the_economists_home_begins_with_the_months(client, cast, begun):
    home = shown(client, cast, "erik", "/")
    assert home.index("Months to tell of</h2>") < home.index("Programmes</h2>")


def test_an_address_with_nonsense_shows_the_latest_months(client, cast, begun):
    assert "2026-02/" in shown(client, cast, "erik", "/redovisning/?till=9999-99")


@pytest.mark.parametrize("month", ["0001-01", "0000-13", "9999-12", "2026-00", "x"])
def test_a_month_that_nobody_can_have_meant_shows_the_latest(cast, client, begun, month):
    client.force_login(cast.erik.user)
    answer = client.get("/redovisning/", {"till": month})
    assert answer.context["months"][-1] == dt.date(2026, 3, 1)
