"""The calendar of months, a month, and the marks of one person."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.models import Attendance, AttendanceVersion
from samverka.delivery.groups.tests.factories import group, meeting, seat, sits
from samverka.foundation.audit.models import Event
from samverka.publishing.reports.queries import months_of, programmes_read_by
from tests.people import person

from .factories import MARCH, WHOLE_HOURS, fund_counts, session, was_there


@pytest.fixture
def signed_in(cast):
    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.actor(name).user)
        return client

    return sign_in


@pytest.fixture
def month_address(cast):
    return reverse("reports:month", args=[cast.programme.public_key, MARCH])


def text_of(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def test_the_calendar_begins_with_the_programme_and_ends_today(cast, signed_in):
    was_there(session(cast, MARCH), person("Amanda", cast.kungalv), cast.kungalv, 420)
    response = signed_in("erik").get(reverse("reports:months"))
    shown = [square.month for _, squares in response.context["years"] for square in squares]
    assert (shown[0], shown[-1], len(shown)) == (dt.date(2025, 9, 1), MARCH, 7)
    assert reverse("reports:month", args=[cast.programme.public_key, MARCH]) in text_of(response)


def test_a_month_of_few_persons_shows_no_number_to_a_researcher(cast, signed_in):
    was_there(session(cast, MARCH), person("Amanda", cast.kungalv), cast.kungalv, 421)
    response = signed_in("rut").get(reverse("reports:months"))
    (square,) = [
        square
        for _, squares in response.context["years"]
        for square in squares
        if square.is_hidden
    ]
    assert (square.month, square.part) == (MARCH, None)
    assert "7 h 1 min" not in text_of(response)


def test_before_the_first_mark_the_page_says_what_belongs_there(cast, signed_in):
    page = text_of(signed_in("erik").get(reverse("reports:months")))
    assert reverse("activities:list") in page
    assert 'class="empty"' in page


@pytest.mark.parametrize("starts_on", [None, dt.date(2025, 9, 1)])
def test_a_programme_whose_days_are_not_decided_shows_the_months_that_have_hours(
    cast, signed_in, starts_on
):
    cast.programme.starts_on, cast.programme.ends_on = starts_on, None
    cast.programme.save()
    page = reverse("reports:months")
    assert signed_in("erik").get(page).status_code == 200
    was_there(session(cast, MARCH), person("Amanda", cast.kungalv), cast.kungalv, 420)
    assert "7 h" in text_of(signed_in("erik").get(page))


def test_a_month_says_how_it_was_counted_and_where_that_is_written(cast, signed_in, month_address):
    fund_counts(cast, WHOLE_HOURS)
    was_there(session(cast, MARCH), person("Amanda", cast.kungalv), cast.kungalv, 474)
    page = text_of(signed_in("erik").get(month_address))
    assert "Fondens anvisningar, sidan 12" in page
    assert "7 h 54 min" in page


def test_7_9_hours_are_booked_as_7(cast, signed_in, month_address):
    """S128: whole hours, rounded down."""
    fund_counts(cast, WHOLE_HOURS)
    was_there(session(cast, MARCH), person("Amanda", cast.kungalv), cast.kungalv, 474)
    report = signed_in("erik").get(month_address).context["report"]
    assert (report.total.minutes, report.total.counted) == (474, 7 * 60)


def test_hours_at_a_meeting_place_count_towards_co_financing(cast, signed_in, month_address):
    """S126: both within one municipality and between two, as any other hours."""
    fund_counts(cast, WHOLE_HOURS)
    places = group(cast, "Mötesplatsen", kind="meeting_place")
    amanda, bashir = (
        sits(cast, seat(cast, places, home), person(name, home, cast.gr))
        for name, home in (("Amanda", cast.kungalv), ("Bashir", cast.partille))
    )
    for day, there in ((9, [amanda]), (10, [amanda, bashir])):
        held = meeting(
            cast,
            places,
            MARCH.replace(day=day),
            starts=dt.time(13),
            ends=dt.time(15),
            counts_hours=True,
        )
        rows = {row.person_id: row for row in held.session.activity.registrations.all()}
        marks = [Mark(key=rows[term.person_id].public_key, mark="here") for term in there]
        record_attendance(session=held.session, marks=marks, on=held.held_on, by=cast.olga)
    report = signed_in("erik").get(month_address).context["report"]
    assert (report.total.persons, report.total.counted) == (2, 6 * 60)


def test_four_years_have_48_months_to_report_and_the_last_is_october_2026(cast):
    """S109."""
    programme = programmes_read_by(cast.erik).get()
    programme.starts_on, programme.ends_on = dt.date(2022, 11, 1), dt.date(2026, 10, 31)
    squares = months_of(programme, cast.erik, on=dt.date(2027, 3, 1))
    assert len(squares) == 48
    assert squares[-1].month == dt.date(2026, 10, 1)


def test_an_organisation_that_was_not_there_is_not_found(cast, signed_in, month_address):
    response = signed_in("erik").get(month_address, {"organisation": cast.osby.public_key})
    assert response.status_code == 404


def test_reading_a_month_leaves_a_trail_for_each_person_shown(cast, signed_in, month_address):
    amanda, bashir = person("Amanda", cast.kungalv), person("Bashir", cast.partille)
    held = session(cast, MARCH)
    was_there(held, amanda, cast.kungalv)
    was_there(held, bashir, cast.partille)
    signed_in("ulla").get(month_address)
    event = Event.objects.get(verb="read")
    assert (event.user_id, event.person_id) == (cast.ulla.user_id, amanda.pk)


def test_a_person_opens_to_the_marks_with_what_they_were_before(cast, signed_in):
    amanda = person("Amanda", cast.kungalv)
    mark = was_there(session(cast, MARCH), amanda, cast.kungalv, 210)
    AttendanceVersion.objects.create(
        attendance=mark,
        version=1,
        mark=Attendance.Mark.HERE,
        minutes=419,
        marked_at=mark.marked_at,
        marked_by_id=cast.olga.user_id,
    )
    Attendance.objects.filter(pk=mark.pk).update(version=2, marked_by_id=cast.petra.user_id)
    key = cast.programme.public_key
    page = text_of(
        signed_in("erik").get(reverse("reports:person", args=[key, MARCH, amanda.public_key]))
    )
    assert "Petra Exempel" in page
    assert "Olga Exempel" in page
    assert "6 h 59 min" in page
    assert "3 h 30 min" in page
    assert Event.objects.get(verb="read").person_id == amanda.pk


def test_a_person_of_another_organisation_is_not_found(cast, signed_in):
    bashir = person("Bashir", cast.partille)
    was_there(session(cast, MARCH), bashir, cast.partille)
    address = reverse("reports:person", args=[cast.programme.public_key, MARCH, bashir.public_key])
    assert signed_in("karin").get(address).status_code == 404


@pytest.mark.parametrize("name", ["erik", "karin", "rut"])
def test_no_page_asks_more_the_more_there_is(cast, signed_in, month_address, name):
    fund_counts(cast, "exact")
    client = signed_in(name)
    addresses = [reverse("reports:months"), month_address]
    fill(cast, 2)
    few = [queries_of(client, address) for address in addresses]
    fill(cast, 40)
    many = [queries_of(client, address) for address in addresses]
    assert few == many
    assert max(many) <= 10


def fill(cast, how_many: int) -> None:
    for number in range(how_many):
        held = session(cast, MARCH.replace(day=1 + number % 28))
        was_there(held, person(f"Anställd {number}", cast.kungalv), cast.kungalv)
        was_there(held, person(f"Granne {number}", cast.partille), cast.partille)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_marks_are_asked_for_in_the_same_number_of_questions(cast, signed_in):
    amanda = person("Amanda", cast.kungalv)
    address = reverse("reports:person", args=[cast.programme.public_key, MARCH, amanda.public_key])
    client = signed_in("erik")
    was_there(session(cast, MARCH), amanda, cast.kungalv)
    few = queries_of(client, address)
    for day in range(2, 22):
        was_there(session(cast, MARCH.replace(day=day)), amanda, cast.kungalv)
    assert queries_of(client, address) == few
    assert few <= 10


def test_a_long_month_is_shown_twenty_five_persons_at_a_time(cast, signed_in, month_address):
    held = session(cast, MARCH)
    for number in range(26):
        was_there(held, person(f"Anställd {number}", cast.kungalv), cast.kungalv)
    response = signed_in("erik").get(month_address, {"page": 2})
    assert len(response.context["lines"]) == 1
    assert response.context["report"].shown.persons == 26
