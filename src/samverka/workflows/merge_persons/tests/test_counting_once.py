"""Doubles of a person are joined, and a measure counts everybody once (S15)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Goal, Measure
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from tests.people import TODAY, person

pytestmark = pytest.mark.django_db
PERSONS, DOUBLES = 30, 7


@pytest.fixture
def measure(cast) -> Measure:
    goal = Goal.objects.create(
        programme=cast.programme, number="1", title="Kompetens", owner=cast.gr
    )
    return Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code="deltagare",
        title="Deltagare",
        definition="Olika personer",
        unit="persons",
        counts="persons",
        target=800,
    )


def attended(cast, goal, somebody: Person, day: dt.date, employer) -> None:
    activity = Activity.objects.create(
        programme=cast.programme, goal=goal, organiser=cast.gr, title="Dag", kind="training_day"
    )
    session = Session.objects.create(
        activity=activity, held_on=day, starts_at=at(day, dt.time(9)), ends_at=at(day, dt.time(12))
    )
    Attendance.objects.create(
        session=session, person=somebody, organisation=employer, mark="here", minutes=180
    )


def test_the_register_counts_each_exactly_once_when_its_known_doubles_are_joined(cast, measure):
    twins = []
    for number in range(PERSONS):
        new = person(f"Amanda{number}", cast.kungalv, cast.gr)
        attended(cast, measure.goal, new, TODAY, cast.kungalv)
        attended(cast, measure.goal, new, TODAY - dt.timedelta(days=40), cast.kungalv)
        if number < DOUBLES:
            old = person(f"Amanda{number}", cast.partille, cast.gr)
            attended(cast, measure.goal, old, TODAY, cast.partille)
            twins.append((new, old))
    petra = Client()
    petra.force_login(cast.petra.user)
    page = reverse("measures:detail", args=[cast.programme.public_key, measure.code])
    assert petra.get(page).context["figures"].reached == PERSONS + DOUBLES
    for new, old in twins:
        petra.post(reverse("merge_persons:merge", args=[new.public_key, old.public_key]))
    figures = petra.get(page).context["figures"]
    assert figures.reached == PERSONS
    assert sum(new for _month, new, _reached in figures.months) == PERSONS
