"""What a month holds: everybody once, by the layout's columns, however it is asked."""

import datetime as dt

import pytest

from samverka.delivery.activities.models import Session
from samverka.delivery.certification.tests.factories import counts, course
from samverka.delivery.participants.tests.factories import rule
from samverka.delivery.programmes.models import FundRule
from samverka.publishing.statements.queries import NoPeriod, build
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    MARCH,
    NUMBERS,
    certified,
    layout,
    participant,
    series,
)
from tests.people import person

pytestmark = pytest.mark.django_db


def cells_of(content):
    return sorted(row.cells for row in content.rows)


def test_everybody_who_takes_part_in_the_month_stands_in_it_once(cast):
    amina = participant(cast, "Amina", NUMBERS[0])
    participant(cast, "Bo", NUMBERS[1], started_on=dt.date(2026, 2, 10))
    participant(cast, "Cala", NUMBERS[2], ended_on=dt.date(2026, 1, 31), end_reason="Arbete")
    certified(cast, FEBRUARY, {amina.person: [150] * 7}, cast.karin)
    months = series(cast)
    assert cells_of(build(months, FEBRUARY)) == [
        (NUMBERS[0], "2026-01-01", None, "", 17),
        (NUMBERS[1], "2026-02-10", None, "", 0),
    ]
    assert cells_of(build(months, JANUARY)) == [
        (NUMBERS[0], "2026-01-01", None, "", 0),
        (NUMBERS[2], "2026-01-01", "2026-01-31", "Arbete", 0),
    ]


def test_an_end_that_comes_later_changes_no_earlier_month(cast):
    amina = participant(cast, "Amina", NUMBERS[0])
    months = series(cast)
    before = build(months, JANUARY).digest
    amina.ended_on, amina.end_reason = dt.date(2026, 2, 20), "Studier"
    amina.save()
    assert build(months, JANUARY).digest == before
    assert cells_of(build(months, FEBRUARY)) == [
        (NUMBERS[0], "2026-01-01", "2026-02-20", "Studier", 0)
    ]


def test_seven_times_two_and_a_half_hours_are_17_claimed_and_7_9_are_7(cast):
    """S36, S128: on the sum of a person's month, once."""
    amina, bo = participant(cast, "Amina", NUMBERS[0]), participant(cast, "Bo", NUMBERS[1])
    certified(cast, FEBRUARY, {amina.person: [150] * 7, bo.person: [474]}, cast.karin)
    months = series(cast, "hours", ("number", "organisation", "minutes", "whole_hours"))
    content = build(months, FEBRUARY)
    assert cells_of(content) == [
        (NUMBERS[0], "Kungälv kommun", 1050, 17),
        (NUMBERS[1], "Kungälv kommun", 474, 7),
    ]
    assert (content.sums.minutes, content.sums.claimed) == (1524, 24 * 60)


def test_only_what_is_certified_is_told(cast):
    amina = participant(cast, "Amina", NUMBERS[0])
    counts(cast, course(cast, {amina.person: [150] * 7}))
    months = series(cast, "hours", ("number", "whole_hours"))
    assert build(months, FEBRUARY).rows == []


def test_an_activity_is_told_with_counts_and_no_persons(cast):
    amina, bo = participant(cast, "Amina"), participant(cast, "Bo", sex="man")
    dana = person("Dana", cast.kungalv)
    minutes = {amina.person: [60, 60], bo.person: [60], dana: [30, 30]}
    held = course(cast, minutes, title="Föräldrakurs")
    counts(cast, held)
    # Four more whom nobody named are heads, and no persons.
    Session.objects.filter(pk=Session.objects.filter(activity=held).first().pk).update(unnamed=4)
    course(cast, {amina.person: [45]}, title="Räknas inte")
    fields = ("title", "sessions", "persons", "women", "men", "others", "minutes", "unnamed")
    content = build(series(cast, "activities", fields), FEBRUARY)
    assert cells_of(content) == [("Föräldrakurs", 2, 3, 1, 1, 1, 240, 4)]
    assert (content.sums.persons, content.sums.minutes) == (3, 240)
    assert all(row.person_id is None for row in content.rows)


def test_project_staff_and_the_unverified_are_in_no_file(cast):
    """S99: they are never counted, and so never told."""
    rule(cast, FundRule.Subject.NO_STAFF)
    rule(cast, FundRule.Subject.PARTICIPANTS, asks=("verification",))
    seen = {"verified_on": JANUARY, "verified_how": "Uppehållstillstånd"}
    participant(cast, "Amina", NUMBERS[0], **seen)
    participant(cast, "Bo", NUMBERS[1])
    assert [row.cells[0] for row in build(series(cast), JANUARY).rows] == [NUMBERS[0]]


def test_somebody_protected_is_told_by_replacement_id_and_never_by_name(cast):
    amina = participant(cast, "Amina", NUMBERS[0])
    bo = participant(cast, "Bo", "19900101-TF29").person
    for each in (amina.person, bo):
        each.is_protected, each.email = True, "hemlig@example.org"
        each.save()
    content = build(series(cast, fields=("number", "name", "contact")), JANUARY)
    assert cells_of(content) == [("", "", ""), ("19900101-TF29", "", "")]
    assert content.ordinary == []
    assert (content.sums.persons, content.sums.protected) == (2, 2)


def test_the_same_facts_give_the_same_digest_in_whatever_order_they_came(cast):
    months = series(cast)
    made = [participant(cast, name, number) for name, number in zip("ABC", NUMBERS, strict=False)]
    digest = build(months, JANUARY).digest
    first = made[0]
    first.pk, kept = None, first.pk
    type(first).objects.get(pk=kept).delete()
    first.save(force_insert=True)
    assert build(months, JANUARY).digest == digest
    made[1].started_on = dt.date(2026, 1, 2)
    made[1].save()
    assert build(months, JANUARY).digest != digest


def test_a_file_of_several_months_counts_each_months_whole_hours(cast):
    amina = participant(cast, "Amina", NUMBERS[0]).person
    for month in (JANUARY, FEBRUARY):
        certified(cast, month, {amina: [90]}, cast.karin)
    made = layout("hours", ("number", "minutes", "whole_hours", "month"), period_months=3)
    content = build(series(cast, layout=made), JANUARY)
    assert cells_of(content) == [(NUMBERS[0], 180, 2, "2026-01–2026-03")]


def test_no_period_begins_within_another(cast):
    months = series(cast, layout=layout(period_months=3))
    with pytest.raises(NoPeriod):
        build(months, FEBRUARY)
    with pytest.raises(NoPeriod):
        build(months, dt.date(2025, 10, 1))
    assert build(months, dt.date(2026, 4, 1)).last_month == dt.date(2026, 6, 1)


@pytest.mark.parametrize("rows", ["participants", "hours", "activities"])
def test_a_month_is_built_in_as_many_questions_however_much_there_is(
    cast, rows, django_assert_max_num_queries
):
    fields = ("number", "minutes") if rows != "activities" else ("title", "persons")
    months = series(cast, rows, fields)
    for number, name in enumerate(("Amina", "Bo", "Cala", "Dana")):
        somebody = participant(cast, name, NUMBERS[number])
        certified(cast, FEBRUARY, {somebody.person: [60]}, cast.karin)
    with django_assert_max_num_queries(10):
        assert build(months, FEBRUARY).rows


def test_march_is_empty_when_nobody_takes_part(cast):
    content = build(series(cast), MARCH)
    assert (content.rows, content.sums.persons) == ([], 0)
