"""What counts towards a measure's target."""

import datetime as dt

import pytest

from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.programmes.models import Measure
from samverka.foundation.classifications.models import Municipality
from samverka.overviews.programme.queries import Progress, goal_lines, partners_of
from samverka.register.partners.models import Organisation
from tests.people import TODAY

from .factories import came, day, goal

Kind = Activity.Kind
Counts, Unit = Measure.Counts, Measure.Unit
MARCH_3, MARCH_4 = dt.date(2026, 3, 3), dt.date(2026, 3, 4)


def reached(cast):
    partners = partners_of(cast.programme)
    lines = goal_lines(cast.programme, Progress(cast.programme, on=TODAY), partners)
    return lines[0].measures[0].reached


def test_a_training_day_counts_when_somebody_was_there(cast):
    under = goal(cast, counts=Counts.TRAINING_DAYS, unit=Unit.DAYS, target=4)
    came(day(cast, under, MARCH_3), cast.kungalv, "Amanda")
    day(cast, under, MARCH_4)
    assert reached(cast) == 1


def test_a_day_that_was_cancelled_does_not_count(cast):
    under = goal(cast, counts=Counts.TRAINING_DAYS, unit=Unit.DAYS, target=4)
    came(day(cast, under, MARCH_3, is_cancelled=True), cast.kungalv, "Amanda")
    assert reached(cast) == 0


def test_a_person_counts_once_however_often_they_came(cast):
    under = goal(cast, counts=Counts.PERSONS, unit=Unit.PERSONS)
    [amanda] = came(day(cast, under, MARCH_3), cast.kungalv, "Amanda")
    Attendance.objects.create(
        session=day(cast, under, MARCH_4),
        person=amanda,
        organisation=cast.kungalv,
        mark=Attendance.Mark.HERE,
        minutes=60,
    )
    assert reached(cast) == 1


def test_hours_are_whole_hours_of_the_sum(cast):
    under = goal(cast, counts=Counts.HOURS, unit=Unit.HOURS, target=100)
    came(day(cast, under, MARCH_3), cast.kungalv, "Amanda", "Bashir", minutes=100)
    assert reached(cast) == 3


def test_municipalities_count_when_they_take_part_and_not_when_they_lead(cast):
    under = goal(cast, counts=Counts.MUNICIPALITIES, unit=Unit.MUNICIPALITIES, target=8)
    session = day(cast, under, MARCH_3)
    came(session, cast.kungalv, "Amanda")
    came(session, cast.partille, "Bashir")
    came(session, cast.osby, "Cecilia")
    assert reached(cast) == 2


@pytest.mark.parametrize(
    ("counts", "expected"),
    [(Counts.COURSES, 2), (Counts.COURSES_AT_OWNER, 1), (Counts.COURSES_ELSEWHERE, 1)],
)
def test_courses_are_counted_by_where_they_are_held(cast, counts, expected):
    cast.gr.municipality = Municipality.objects.get(code="1480")
    cast.gr.save()
    under = goal(cast, counts=counts, unit=Unit.COURSES, target=30)
    for code in ("1480", "1482"):
        session = day(cast, under, MARCH_3, kind=Kind.COURSE, municipality_id=code)
        came(session, cast.kungalv, "Amanda")
    assert reached(cast) == expected


def test_what_happened_under_another_goal_does_not_count(cast):
    goal(cast, counts=Counts.TRAINING_DAYS, unit=Unit.DAYS, target=4)
    came(day(cast, goal(cast, "2"), MARCH_3), cast.kungalv, "Amanda")
    assert reached(cast) == 0


def test_what_happened_under_a_goal_within_the_goal_counts(cast):
    whole = goal(cast, counts=Counts.TRAINING_DAYS, unit=Unit.DAYS, target=4)
    came(day(cast, goal(cast, "1.1", parent=whole), MARCH_3), cast.kungalv, "Amanda")
    assert reached(cast) == 1


def test_a_unit_counts_once_and_its_municipality_takes_part_through_it(cast):
    unit = Organisation.objects.create(
        kind=Organisation.Kind.UNIT, name="Sfi Kungälv", part_of=cast.kungalv
    )
    under = goal(cast, counts=Counts.UNITS, unit=Unit.UNITS, target=42)
    came(day(cast, under, MARCH_3), unit, "Amanda", "Bashir")
    came(day(cast, under, MARCH_4), cast.kungalv, "Cecilia")
    assert reached(cast) == 1
    under.measures.update(counts=Counts.MUNICIPALITIES)
    assert reached(cast) == 1


def test_what_is_not_counted_has_no_figure(cast):
    goal(cast, counts=Counts.NOTHING, unit=Unit.GROUPS, target=4)
    assert reached(cast) is None
