"""Measures that are one number through another, counted from what is entered (S52)."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from samverka.delivery.activities.models import Registration
from samverka.delivery.programmes.models import Goal, Measure
from samverka.toolkit.clock import at
from tests.people import TODAY, person

from .test_measures import held

Counts = Measure.Counts
FIRST, LATER = dt.date(2026, 1, 13), dt.date(2026, 2, 10)
# How many days before the first day each of the five was registered: 110 days together.
WAITED = {"Amina": 5, "Bo": 10, "Cecilia": 15, "Dawit": 30, "Elin": 50}

# The same two numbers, worked out by the database alone.
INDEPENDENT = """
SELECT came.person_id, came.first_day, MIN(registered.registered_at)
FROM (
    SELECT mark.person_id, MIN(session.held_on) AS first_day
    FROM activities_attendance mark
    JOIN activities_session session ON session.id = mark.session_id
    WHERE mark.mark = 'here' GROUP BY mark.person_id
) came
JOIN activities_registration registered ON registered.person_id = came.person_id
GROUP BY came.person_id, came.first_day
"""


@pytest.fixture
def goals(cast):
    """The introduction, and under it what is about the labour market."""
    whole = Goal.objects.create(
        programme=cast.programme, number="1", title="Introduktionen", owner=cast.gr
    )
    labour = Goal.objects.create(
        programme=cast.programme, number="1.1", title="Arbete", owner=cast.gr, parent=whole
    )
    return whole, labour


def measured(cast, goal, counts) -> Measure:
    return Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code=f"matt-{counts}",
        title="Mått",
        definition="Så räknas det",
        unit=Measure.Unit.DAYS,
        counts=counts,
    )


@pytest.fixture
def five(cast, goals):
    """Five come on the first day, each registered before; three of them under the other goal."""
    whole, labour = goals
    people = [person(name, cast.kungalv) for name in WAITED]
    first = held(whole, FIRST, *((one, cast.kungalv) for one in people))
    for one, days in zip(people, WAITED.values(), strict=True):
        Registration.objects.create(
            activity=first.activity,
            person=one,
            organisation=cast.kungalv,
            registered_at=at(FIRST - dt.timedelta(days=days), dt.time(12)),
        )
    held(labour, LATER, *((one, cast.kungalv) for one in people[:3]))
    return people


def page(client, cast, measure) -> str:
    address = reverse("measures:detail", args=[cast.programme.public_key, measure.code])
    return client.get(address).content.decode()


def figure(number: str) -> str:
    return f'<span class="figure-value"><bdi>{number}</bdi></span>'


def test_the_time_to_the_first_day_is_what_the_database_works_out_by_itself(
    cast, client, goals, five
):
    measure = measured(cast, goals[0], Counts.DAYS_TO_FIRST)
    with connection.cursor() as cursor:
        cursor.execute(INDEPENDENT)
        rows = cursor.fetchall()
    days = sum((_day(first) - _day(registered)).days for _person, first, registered in rows)
    assert (days, len(rows)) == (110, 5)
    client.force_login(cast.petra.user)
    shown = page(client, cast, measure)
    for number in ("22", "110", "5"):
        assert figure(number) in shown


def half_come_within(waited: list[int], still: list[int]) -> int:
    """The first day on which at most half are left, product by product, without the engine."""
    left = 1.0
    for day in sorted(set(waited)):
        left *= 1 - waited.count(day) / sum(each >= day for each in waited + still)
        if left <= 0.5:
            return day
    raise AssertionError


def test_s52_the_median_to_the_first_day_counts_those_who_wait_still(cast, client, goals, five):
    """Three wait since 20, 40 and 60 days; one who was taken off waits no more."""
    measure = measured(cast, goals[0], Counts.DAYS_TO_FIRST)
    activity = Registration.objects.filter(person=five[0]).get().activity
    waits = {"Farah": 20, "Gul": 40, "Hani": 60, "Ivo": 70}
    for name, days in waits.items():
        Registration.objects.create(
            activity=activity,
            person=person(name, cast.kungalv),
            organisation=cast.kungalv,
            state="cancelled" if name == "Ivo" else "registered",
            registered_at=at(TODAY - dt.timedelta(days=days), dt.time(12)),
        )
    median = half_come_within([*WAITED.values()], [20, 40, 60])
    assert median == 30, "of those who have come alone it is 15"
    client.force_login(cast.petra.user)
    shown = page(client, cast, measure)
    assert "Half come within 30 days" in shown
    assert "5 have come, and 3 who wait" in shown
    client.force_login(cast.karin.user)
    assert "Half come within" not in page(client, cast, measure)


def _day(value) -> dt.date:
    """As either database answers."""
    return dt.date.fromisoformat(str(value)[:10])


def test_the_share_that_took_part_under_a_goal(cast, client, goals, five):
    """S52: the share with labour-market content, three of five."""
    measure = measured(cast, goals[1], Counts.SHARE_OF_PERSONS)
    client.force_login(cast.petra.user)
    shown = page(client, cast, measure)
    for number in ("0.6", "3", "5"):
        assert figure(number) in shown


def test_a_share_of_a_few_is_for_those_who_answer_for_the_sums(cast, client, goals, five):
    share = measured(cast, goals[1], Counts.SHARE_OF_PERSONS)
    days = measured(cast, goals[0], Counts.DAYS_TO_FIRST)
    client.force_login(cast.karin.user)
    assert "could tell of a small group" in page(client, cast, share)
    assert figure("110") in page(client, cast, days)


def test_a_share_and_a_number_of_persons_do_not_tell_of_the_few_between_them(cast, client, goals):
    """Seven of eighteen under the goal, nine under the one above: the two besides are few."""
    whole, labour = goals
    people = [person(f"Person {number}", cast.kungalv) for number in range(18)]
    held(labour, FIRST, *((one, cast.kungalv) for one in people[:7]))
    held(whole, LATER, *((one, cast.kungalv) for one in people[7:9]))
    other = Goal.objects.create(programme=cast.programme, number="2", title="X", owner=cast.gr)
    held(other, LATER, *((one, cast.kungalv) for one in people[9:]))
    share = measured(cast, labour, Counts.SHARE_OF_PERSONS)
    client.force_login(cast.karin.user)
    assert figure("7") in page(client, cast, share)
    above = measured(cast, whole, Counts.PERSONS)
    assert "could tell of a small group" in page(client, cast, share)
    assert figure("9") in page(client, cast, above)


def test_before_anybody_has_come_the_page_says_so(cast, client, goals):
    client.force_login(cast.petra.user)
    shown = page(client, cast, measured(cast, goals[0], Counts.DAYS_TO_FIRST))
    assert "Nobody has taken part yet, so there is nothing to count." in shown
