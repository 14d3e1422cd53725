"""A month's hours are the same by whichever grouping, in whichever file, and nothing is lost."""

from collections import Counter

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverka.delivery.certification.models import Certificate, CertifiedLine
from samverka.delivery.certification.tests.factories import counts, course
from samverka.foundation.accounts.models import Role
from samverka.publishing.statements.queries import build
from samverka.publishing.statements.tests.factories import (
    FEBRUARY,
    JANUARY,
    NUMBERS,
    certify,
    layout,
    participant,
    series,
)
from tests.people import appoint

pytestmark = pytest.mark.django_db
MONTHS = (JANUARY, FEBRUARY)
# Who, in which month, at which of two employers, and how long.
MARKS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 1), st.integers(1, 600)),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def files(cast):
    """The same hours in three files: by employer, by participant, by employer of both months."""
    fields = ("number", "organisation", "minutes", "whole_hours")
    by_employer = series(cast, "hours", fields)
    by_person = series(cast, "participants", ("number", "minutes", "whole_hours"))
    both = layout("hours", fields, code="tva-manader", period_months=2)
    return by_employer, by_person, series(cast, layout=both)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(marks=MARKS)
def test_sums_are_equal_by_every_way_of_grouping(cast, files, marks):
    by_employer, by_person, of_both = files
    with transaction.atomic():
        _certify(cast, marks)
        contents = [build(by_employer, month) for month in MONTHS]
        lines = CertifiedLine.objects.filter(certificate__in=Certificate.objects.in_force())
        whole = lines.aggregate(minutes=Sum("minutes"), claimed=Sum("claimed"))
        assert sum(each.sums.minutes for each in contents) == whole["minutes"]
        assert whole["minutes"] == sum(minutes for *_where, minutes in marks)
        assert sum(each.sums.claimed for each in contents) == whole["claimed"]
        for month, content in zip(MONTHS, contents, strict=True):
            assert build(by_person, month).sums.minutes == content.sums.minutes
            assert _hours(build(by_person, month), 0, 2) == _hours(content, 0, 3)
            assert sum(row.cells[3] for row in content.rows) * 60 == content.sums.claimed
        together = build(of_both, JANUARY)
        for column in (0, 1):
            apart = _hours(contents[0], column, 3) + _hours(contents[1], column, 3)
            assert _hours(together, column, 3) == apart
        transaction.set_rollback(True)


def _hours(content, by: int, column: int) -> Counter:
    """Whole hours by a column; those who have none do not count."""
    found: Counter = Counter()
    for row in content.rows:
        found[row.cells[by]] += row.cells[column]
    return +found


def _certify(cast, marks) -> None:
    certifiers = [cast.karin, appoint("pia", Role.SUB_PROJECT_LEADER, cast.partille)]
    persons = [
        participant(cast, name, number).person
        for name, number in zip(("Amina", "Bo", "Cala"), NUMBERS, strict=False)
    ]
    for who, month, where, minutes in marks:
        employer = certifiers[where].organisation
        made = course(cast, {persons[who]: [minutes]}, month=MONTHS[month], employer=employer)
        counts(cast, made)
    for month, where in {(month, where) for _who, month, where, _minutes in marks}:
        certify(cast, MONTHS[month], certifiers[where])
