"""What is missing, and from whom, is one list; whoever leads reminds from it."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification import actions, queries
from samverka.delivery.certification.models import Letter
from samverka.delivery.programmes.models import ProgrammeRole
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Appointment
from samverka.toolkit.texts import day
from tests.people import LONG_AGO, TODAY, appoint, person
from tests.post import do_what_waits

from .factories import FEBRUARY, certified_month, certify, counts, course

JANUARY = dt.date(2026, 1, 1)


def page(name, cast):
    return reverse(f"certification:{name}", args=[cast.programme.public_key])


@pytest.fixture
def two_months(cast):
    somebody = person("Amina", cast.kungalv)
    for month in (JANUARY, FEBRUARY):
        counts(cast, course(cast, {somebody: [150]}, month=month))


@pytest.fixture
def petra(cast, client):
    client.force_login(cast.petra.user)
    return client


def remind(cast, client):
    rows = [row.key for row in queries.due(cast.programme, on=TODAY)]
    return client.post(page("remind", cast), {"row": rows}, follow=True).content.decode()


def test_the_list_tells_every_month_and_who_may_certify_it(cast, petra, two_months):
    text = petra.get(page("missing", cast)).content.decode()
    assert text.count("Karin Exempel, Ulla Exempel") == 2
    assert "January 2026" in text
    assert "February 2026" in text


def test_the_list_is_narrowed_to_what_changed_after_it_was_certified(cast, petra, two_months):
    certify(cast, month=JANUARY)
    Attendance.objects.filter(session__held_on__lt=FEBRUARY).update(minutes=120)
    text = petra.get(page("missing", cast) + "?lacks=changed").content.decode()
    assert "January 2026" in text
    assert "February 2026" not in text


def test_minutes_that_moved_to_somebody_else_are_noticed_where_the_sum_is_the_same(cast):
    three = [person(name, cast.kungalv) for name in ("Amina", "Bo", "Cecilia")]
    counts(cast, course(cast, {each: [150] for each in three}))
    certify(cast)
    assert queries.due(cast.programme, on=TODAY) == []
    for each, minutes in zip(three, (160, 130, 160), strict=True):
        Attendance.objects.filter(person=each).update(minutes=minutes)
    (row,) = queries.due(cast.programme, on=TODAY)
    assert (row.persons, row.minutes, row.has_changed) == (3, 450, True)


def test_the_list_is_fetched_as_a_workbook(cast, petra, two_months):
    answer = petra.get(page("missing", cast) + "?format=xlsx")
    assert answer.content.startswith(b"PK")


def test_an_employer_sees_its_own_months_over_all_programmes_and_opens_them(
    cast, client, two_months
):
    other = person("Bo", cast.partille)
    counts(cast, course(cast, {other: [150]}, employer=cast.partille))
    client.force_login(cast.karin.user)
    text = client.get(reverse("certification:missing_from_us")).content.decode()
    certify_at = reverse(
        "certification:certify", args=[cast.programme.public_key, "esf", "2026-01"]
    )
    assert certify_at in text
    assert "Partille" not in text


def test_what_an_employer_lacks_is_its_own_hours_and_no_others(cast, two_months):
    """Several people of several employers at the same sessions are counted once each."""
    mixed = course(cast, {person(name, cast.kungalv): [60, 60] for name in "ABC"})
    counts(cast, mixed)
    session = mixed.sessions.first()
    Attendance.objects.create(
        session=session,
        person=person("Pia", cast.partille),
        organisation=cast.partille,
        mark=Attendance.Mark.HERE,
        minutes=60,
    )
    rows = queries.due_seen(cast.karin, on=TODAY)
    assert [(row.persons, row.minutes) for row in rows] == [(1, 150), (4, 150 + 6 * 60)]
    certify(cast, month=JANUARY)
    certify(cast)
    assert queries.due_seen(cast.karin, on=TODAY) == []
    assert queries.due_to(cast.karin.user, on=TODAY) == []


def test_one_letter_a_person_tells_every_month_that_lacks(cast, petra, two_months, letters):
    text = remind(cast, petra)
    assert "2 letters are on their way. What is sent cannot be taken back." in text
    do_what_waits()
    assert sorted(letter["To"] for letter in letters) == ["karin@example.org", "ulla@example.org"]
    told = letters[0].get_content()
    assert len([line for line in told.splitlines() if line.startswith("- ")]) == 2
    assert "Amina" not in told


def test_the_list_opens_the_hours_and_says_who_was_reminded_and_when(cast, petra, two_months):
    empty = petra.get(page("missing", cast)).content.decode()
    hours = reverse("reports:month", args=[cast.programme.public_key, JANUARY])
    assert f"{hours}?organisation={cast.kungalv.public_key}#rows" in empty
    remind(cast, petra)
    said = petra.get(page("missing", cast)).content.decode()
    assert said.count(f"Karin Exempel {day(TODAY)}, Ulla Exempel {day(TODAY)}") == 2
    Letter.objects.update(sent_on=FEBRUARY)
    assert petra.get(page("missing", cast)).content.decode().count("Exempel " + day(FEBRUARY)) == 2


def test_what_changed_opens_the_certificate(cast, petra):
    certificate = certified_month(cast)
    Attendance.objects.filter(person__given_name="Bo").update(minutes=240)
    at = reverse(
        "certification:certificate", args=[cast.programme.public_key, certificate.public_key]
    )
    assert at in petra.get(page("missing", cast)).content.decode()


def test_nobody_gets_two_letters_on_one_day(cast, petra, two_months, letters):
    remind(cast, petra)
    text = remind(cast, petra)
    assert "2 people had a letter today already" in text
    do_what_waits()
    assert len(letters) == 2


def test_the_next_day_there_is_a_letter_again(cast, petra, two_months):
    remind(cast, petra)
    Letter.objects.update(sent_on=TODAY - dt.timedelta(days=1))
    assert "2 letters are on their way" in remind(cast, petra)


def test_what_was_certified_before_the_letter_went_is_not_asked_for(
    cast, petra, two_months, letters
):
    remind(cast, petra)
    certify(cast, month=JANUARY)
    certify(cast)
    do_what_waits()
    assert letters == []


def test_whoever_certifies_in_this_programme_alone_gets_the_letter(
    cast, petra, two_months, letters
):
    Appointment.objects.filter(organisation=cast.kungalv).exclude(user=cast.karin.user).delete()
    bound = appoint("berta", Role.STAFF_MEMBER, cast.kungalv)
    ProgrammeRole.objects.create(
        programme=cast.programme,
        user=bound.user,
        organisation=cast.kungalv,
        role=Role.UNIT_HEAD,
        valid_from=LONG_AGO,
    )
    remind(cast, petra)
    do_what_waits()
    assert sorted(letter["To"] for letter in letters) == [
        "berta@example.org",
        "karin@example.org",
    ]
    told = next(letter for letter in letters if letter["To"].startswith("berta"))
    assert "Föräldrastöd" in told.get_content()


def test_an_employer_without_anybody_who_may_certify_is_told(cast, petra):
    somebody = person("Amina", cast.partille)
    counts(cast, course(cast, {somebody: [150]}, employer=cast.partille))
    assert "Nobody there may certify" in petra.get(page("missing", cast)).content.decode()
    assert "Nobody there has a role that may certify" in remind(cast, petra)


def test_a_changed_month_stands_on_the_home_of_those_who_lead(cast, petra):
    certified_month(cast)
    assert "changed after" not in petra.get("/").content.decode()
    Attendance.objects.filter(person__given_name="Bo").update(minutes=240)
    text = petra.get("/").content.decode()
    assert "1 month changed after it was certified" in text
    assert page("missing", cast) + "?lacks=changed" in text


@pytest.mark.parametrize("employers", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_few(
    cast, petra, django_assert_max_num_queries, employers
):
    for place in (cast.kungalv, cast.partille, cast.gr)[:employers]:
        for month in (JANUARY, FEBRUARY):
            somebody = person(f"Nr{month.month}", place)
            counts(cast, course(cast, {somebody: [60]}, employer=place, month=month))
    with django_assert_max_num_queries(28):
        petra.get(page("missing", cast) + "?lacks=never")


def test_reminding_of_nothing_is_answered(cast, petra):
    text = petra.post(page("remind", cast), {}, follow=True).content.decode()
    assert "Nothing was ticked" in text
    assert actions.Reminded(0, 0) == actions.remind(
        dues=[], on=TODAY, site="http://testserver/", by=cast.petra
    )
