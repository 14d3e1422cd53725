"""Stages beside one another: each number is of one stage, by month and municipality (S113)."""

import datetime as dt
import io
import random

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Goal, Measure, Participation, Phase, StageStart
from samverka.register.people.models import Person
from samverka.toolkit.clock import at
from samverka.toolkit.tables import open_book
from tests.people import municipality

Counts = Measure.Counts
PLANTED = 5
# The programme has six whole months from September 2025 on TODAY, 16 March 2026.
MONTHS = [dt.date(2025 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(6)]


@pytest.fixture
def measure(cast) -> Measure:
    goal = Goal.objects.create(
        programme=cast.programme, number="1", title="Fler möts", owner=cast.gr
    )
    return Measure.objects.create(
        programme=cast.programme,
        goal=goal,
        code="personer",
        title="Personer",
        definition="Så många som kommit",
        unit=Measure.Unit.PERSONS,
        counts=Counts.PERSONS,
    )


@pytest.fixture
def stages(cast):
    """Pilot 1 until November, pilot 2 until January, full scale after that."""
    names = {"2.1": "Pilot 1", "2.2": "Pilot 2", "2.3": "Full skala"}
    return [
        Phase.objects.create(programme=cast.programme, number=number, name=name)
        for number, name in names.items()
    ]


def begins(stage, organisation, month):
    StageStart.objects.create(phase=stage, organisation=organisation, begins_on=month)


def places(cast, count):
    found = [municipality(f"99{n:02}", f"Ort {n}") for n in range(count)]
    for one in found:
        Participation.objects.create(
            programme=cast.programme,
            organisation=one,
            part=Participation.Part.PARTICIPANT,
            valid_from=cast.programme.starts_on,
        )
    return found


def came(measure, organisation, month, count):
    """So many new persons at one day of the month."""
    activity = Activity.objects.create(
        programme=measure.programme, goal=measure.goal, organiser=organisation, title="Dag"
    )
    day = month.replace(day=9)
    session = Session.objects.create(
        activity=activity, held_on=day, starts_at=at(day, dt.time(9)), ends_at=at(day, dt.time(10))
    )
    names = [Person(given_name="Amina", family_name="Exempel") for _each in range(count)]
    facts = {"session": session, "organisation": organisation, "mark": "here", "minutes": 60}
    Attendance.objects.bulk_create(
        Attendance(person=one, **facts) for one in Person.objects.bulk_create(names)
    )


def address(measure):
    return reverse("measures:stages", args=[measure.programme.public_key, measure.code])


def shown(client, actor, measure):
    client.force_login(actor.user)
    return client.get(address(measure))


def rows(client, measure):
    book = client.get(address(measure) + "?format=xlsx")
    file = open_book(io.BytesIO(book.content))
    return [row.cells for row in list(file.read(file.sheets[0]).rows)[1:]]


def test_s113_a_number_belongs_to_one_stage_by_month_and_municipality(
    cast, client, measure, stages
):
    """Kungälv goes from pilot 1 to full scale; Partille begins with pilot 2 only."""
    begins(stages[0], cast.kungalv, MONTHS[1])
    begins(stages[2], cast.kungalv, MONTHS[4])
    begins(stages[1], cast.partille, MONTHS[3])
    for month, count in ((0, 1), (1, 2), (3, 3), (4, 7)):
        came(measure, cast.kungalv, MONTHS[month], count)
    for month, count in ((1, 4), (4, 6)):
        came(measure, cast.partille, MONTHS[month], count)
    page = shown(client, cast.petra, measure)
    told = {row.name: (row.municipalities, row.months, row.number) for row in stages_of(page)}
    assert told == {
        "Before it begins": (2, 4, 5),
        "2.1 Pilot 1": (1, 3, 5),
        "2.2 Pilot 2": (1, 3, 6),
        "2.3 Full skala": (1, 2, 7),
    }
    of_each = {(row[0], row[1]): row[2:] for row in rows(client, measure)}
    assert len(of_each) == 12
    cells = {
        (place, month): (stage, number) for (place, month), (stage, number) in of_each.items()
    }
    assert cells["Kungälv kommun", MONTHS[3]] == ("2.1 Pilot 1", 3)
    assert cells["Kungälv kommun", MONTHS[4]] == ("2.3 Full skala", 7)
    assert cells["Partille kommun", MONTHS[4]] == ("2.2 Pilot 2", 6)
    assert cells["Partille kommun", MONTHS[1]] == ("Before it begins", 4)
    # Of all stages together there is no number: 23 would be it.
    assert ">23<" not in page.content.decode()


def stages_of(page):
    return page.context["told"].stages


def test_a_stage_that_is_over_takes_no_more_numbers(cast, client, measure, stages):
    Phase.objects.filter(number="2.1").update(ends_on=dt.date(2025, 11, 30))
    begins(stages[0], cast.kungalv, MONTHS[1])
    for month in (2, 3):
        came(measure, cast.kungalv, MONTHS[month], 5)
    told = {row.name: row.number for row in stages_of(shown(client, cast.petra, measure))}
    assert told == {"Before it begins": 0, "2.1 Pilot 1": 5, "Between or after the stages": 5}


def test_s113_a_planted_effect_is_told_on_the_page(cast, client, measure, stages):
    """Six municipalities in three stages; each gets five persons more a month once it began."""
    chance = random.Random(113)
    for n, place in enumerate(places(cast, 6)):
        first = 1 + 2 * (n // 2)
        begins(stages[n // 2], place, MONTHS[first])
        for month in range(6):
            level = n + month + chance.choice([0, 0, 1])
            came(measure, place, MONTHS[month], level + (PLANTED if month >= first else 0))
    page = shown(client, cast.petra, measure)
    effect = page.context["told"].effect
    assert effect.low <= PLANTED <= effect.high
    assert effect.estimate == pytest.approx(PLANTED, abs=0.5)
    content = page.content.decode()
    assert f"About +{round(effect.estimate, 1)} (persons) in a municipality and month." in content
    assert "No change at all does not agree with them." in content
    assert "drawn by lot" in content


def test_too_few_municipalities_are_said_to_be_too_few(cast, client, measure, stages):
    begins(stages[0], cast.kungalv, MONTHS[1])
    begins(stages[1], cast.partille, MONTHS[3])
    content = shown(client, cast.petra, measure).content.decode()
    assert "Too few municipalities to say." in content
    StageStart.objects.update(begins_on=MONTHS[1])
    assert "nothing to compare with" in shown(client, cast.petra, measure).content.decode()


def test_a_researcher_is_not_told_of_small_groups_in_the_file_either(
    cast, client, measure, stages
):
    begins(stages[0], cast.kungalv, MONTHS[1])
    begins(stages[1], cast.partille, MONTHS[3])
    for place in (cast.kungalv, cast.partille):
        came(measure, place, MONTHS[4], 3)
        came(measure, place, MONTHS[5], 8)
    shown(client, cast.petra, measure)
    assert 3 in [row[3] for row in rows(client, measure)]
    content = shown(client, cast.rut, measure).content.decode()
    assert "Numbers that could tell of a small group are not given." in content
    numbers = [row[3] for row in rows(client, measure)]
    assert 3 not in numbers
    assert "not given" in numbers
    Measure.objects.update(counts=Counts.HOURS)
    assert 3 not in [row[3] for row in rows(client, measure)]


def test_who_begins_when_is_the_first_step(cast, client, measure):
    content = shown(client, cast.petra, measure).content.decode()
    assert "Nobody has begun a stage yet" in content
    assert reverse("programmes:phases", args=[cast.programme.public_key]) in content
    rut = shown(client, cast.rut, measure).content.decode()
    assert reverse("programmes:phases", args=[cast.programme.public_key]) not in rut


def test_one_is_led_to_a_measure_that_is_counted(cast, client, measure):
    client.force_login(cast.petra.user)
    choose = reverse("measures:stages_of", args=[cast.programme.public_key])
    assert client.get(choose, {"measure": "personer"}).url == address(measure)
    Measure.objects.update(counts="")
    assert client.get(address(measure)).status_code == 404
    assert "No measure is counted" in client.get(choose, follow=True).content.decode()


def test_the_page_asks_as_much_for_many_months_as_for_few(
    cast, client, measure, stages, django_assert_max_num_queries
):
    for place in places(cast, 5):
        begins(stages[0], place, MONTHS[1])
        came(measure, place, MONTHS[2], 1)
    client.force_login(cast.petra.user)
    client.get(address(measure))
    with django_assert_max_num_queries(18):
        client.get(address(measure))
