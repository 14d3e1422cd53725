"""A prepared question finds what the same question finds when it is put together anew."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Count

from samverka.toolkit.prepared import Given, Prepared

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 16, 12, tzinfo=dt.UTC)
EVENING = NOON + dt.timedelta(hours=6)
ENDED = Prepared(
    lambda: (
        Session.objects.filter(expire_date__lte=Given("now"), session_key__startswith="day")
        .order_by("session_key")
        .values_list("session_key", "expire_date")
    )
)


@pytest.fixture(autouse=True)
def two_days():
    for key, ends in (("day1", NOON), ("day2", EVENING), ("night", EVENING)):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)


def test_each_time_it_is_asked_with_the_values_given():
    assert ENDED.rows(now=NOON) == [("day1", NOON)]
    assert ENDED.rows(now=EVENING) == [("day1", NOON), ("day2", EVENING)]
    assert ENDED.rows(now=NOON - dt.timedelta(hours=1)) == []


def test_what_has_come_since_is_found():
    assert len(ENDED.rows(now=EVENING)) == 2
    Session.objects.create(session_key="day3", session_data="", expire_date=NOON)
    assert len(ENDED.rows(now=EVENING)) == 3


def test_it_is_one_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        ENDED.rows(now=EVENING)


def test_sums_can_be_prepared():
    by_end = Prepared(
        lambda: (
            Session.objects.filter(expire_date=Given("now"))
            .values_list("expire_date")
            .annotate(number=Count("pk"))
        )
    )
    assert by_end.rows(now=EVENING) == [(EVENING, 2)]


def test_a_value_that_is_missing_is_told():
    with pytest.raises(KeyError, match="now"):
        ENDED.rows()


def test_a_value_is_never_read_as_a_question():
    keyed = Prepared(
        lambda: Session.objects.filter(session_key=Given("key")).values_list("session_key")
    )
    assert keyed.rows(key="day1' OR '1'='1") == []
    assert keyed.rows(key="day1") == [("day1",)]
