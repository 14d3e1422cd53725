"""A month's sums are what its marks come to, whatever has happened to them since it was opened."""

import random

import pytest

from samverka.delivery.activities.models import Attendance
from samverka.delivery.certification.tests.factories import FEBRUARY, MARCH
from samverka.delivery.certification.tests.happenings import happens, region
from samverka.engine.hours import Rule
from samverka.publishing.reports import queries
from samverka.publishing.reports.figures import part_of, rest_of, times_of
from samverka.toolkit.periods import months_after


def marks_of(programme, month) -> list[Attendance]:
    return list(
        Attendance.objects.filter(
            mark="here",
            session__activity__programme=programme,
            session__held_on__gte=month,
            session__held_on__lt=months_after(month, 1),
        )
    )


def come_to(marks: list[Attendance], rule: Rule | None):
    times = times_of(
        [(each.organisation_id, each.person_id, each.minutes) for each in marks], rule
    )
    return part_of(times, rule)


def check(programme, month, actor) -> None:
    read = queries.programmes_read_by(actor).get(pk=programme.pk)
    report, marks = queries.month_report(read, month, actor), marks_of(programme, month)
    rule = Rule(report.rule.value) if report.rule else None
    assert report.total == come_to(marks, rule)
    assert report.others == rest_of(report.total, report.shown)
    theirs = {row.organisation.pk: row.part for row in report.organisations}
    assert theirs == {
        pk: come_to([each for each in marks if each.organisation_id == pk], rule)
        for pk in {each.organisation_id for each in marks}
    }
    for row in report.organisations:
        one = queries.month_report(
            read, month, actor, organisation_key=row.organisation.public_key
        )
        assert one.total == row.part


@pytest.mark.parametrize("seed", range(3))
def test_it_is_told_as_the_marks_say_whatever_happens_to_them(cast, seed):
    chance, of = random.Random(seed), region(cast)
    for _number in range(40):
        happens(chance, of)
        for programme in of.programmes:
            for month in (FEBRUARY, MARCH):
                check(programme, month, cast.erik)


def test_an_organisation_that_is_renamed_is_told_by_its_new_name(cast):
    region(cast)
    read = queries.programmes_read_by(cast.erik).get(pk=cast.programme.pk)
    queries.month_report(read, FEBRUARY, cast.erik)
    cast.kungalv.name = "Nya Kungälv"
    cast.kungalv.save()
    (row,) = queries.month_report(read, FEBRUARY, cast.erik).organisations
    assert row.organisation.name == "Nya Kungälv"
