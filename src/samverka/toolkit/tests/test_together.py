"""Questions asked together find what each finds alone, and their values stay what they are."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db.models import Count, F, JSONField, Q, Value

from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Part, part_of, together

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 16, 12, tzinfo=dt.UTC)
KEYED = Prepared(
    lambda: Session.objects.filter(session_key=Given("key")).values_list("expire_date")
)


@pytest.fixture(autouse=True)
def two_days():
    for number, key in enumerate(("day1", "day2")):
        ends = NOON + dt.timedelta(hours=number)
        Session.objects.create(session_key=key, session_data="", expire_date=ends)


def all_of(*questions):
    return together(*(Ask(list, each) for each in questions))


def test_each_finds_what_it_finds_alone_by_one_question(django_assert_num_queries):
    get_user_model().objects.create(email="amanda@example.org", name="Amanda Exempel")
    sessions = Session.objects.values_list("session_key", "expire_date")
    users = get_user_model().objects.values_list(
        "pk", "is_active", "email", "last_login", "list_columns"
    )
    alone = [sorted(sessions), list(users), [(NOON,)]]
    with django_assert_num_queries(1):
        found = all_of(part_of(sessions), part_of(users), KEYED.part(key="day1"))
    assert [sorted(found[0]), *found[1:]] == alone
    assert found[1][0][1] is True


def test_sums_and_numbers_without_a_table_stay_numbers():
    counted = Session.objects.values_list("session_data").annotate(Count("pk"))
    said = Session.objects.annotate(n=Value(7), what=Value({"a": [1]}, output_field=JSONField()))
    said = said.filter(session_key="day1").values_list("n", "what")
    assert all_of(part_of(counted), part_of(said)) == [[("", 2)], [(7, {"a": [1]})]]


def test_the_first_of_many_are_the_first():
    latest = Session.objects.order_by("-expire_date").values_list("session_key")[:1]
    assert all_of(part_of(latest)) == [[("day2",)]]


def test_a_column_that_stands_twice_is_both():
    twice = Session.objects.filter(session_key="day1").annotate(same=F("session_key"))
    rows = all_of(part_of(twice.values_list("same", "session_key")))
    assert rows == [[("day1", "day1")]]


def test_what_can_find_nothing_is_not_asked(django_assert_num_queries):
    none = part_of(Session.objects.filter(Q(pk__in=[])).values_list("session_key"))
    with django_assert_num_queries(0):
        assert all_of(none) == [[]]
    with django_assert_num_queries(1):
        assert all_of(none, KEYED.part(key="day1"), none) == [[], [(NOON,)], []]


def test_a_question_written_out_stands_beside_the_others():
    written = Part(
        "SELECT session_key FROM django_session WHERE session_key = %s", ["day2"], ["text"]
    )
    assert all_of(written, KEYED.part(key="day1")) == [[("day2",)], [(NOON,)]]


def test_a_value_is_never_read_as_a_question():
    assert all_of(KEYED.part(key="day1' OR '1'='1"), KEYED.part(key="100%")) == [[], []]


def test_what_the_rows_come_to_is_told_by_whoever_asked():
    count = Ask(lambda rows, others: len(rows) + len(others), *[KEYED.part(key="day1")] * 2)
    assert together(count) == [2]


def test_whole_objects_come_with_what_they_belong_to_and_what_is_counted(
    django_assert_num_queries,
):
    amanda = get_user_model().objects.create(email="amanda@example.org", name="Amanda Exempel")
    allowed = Permission.objects.select_related("content_type").annotate(twice=F("pk") * 2)
    first = allowed.order_by("pk")[:1]
    alone = first[0]
    with django_assert_num_queries(1):
        (found,), (who,) = all_of(part_of(first), part_of(get_user_model().objects.only("name")))
        assert (found, found.twice, found.content_type) == (
            alone,
            alone.pk * 2,
            alone.content_type,
        )
    assert (who, who.name) == (amanda, "Amanda Exempel")
    assert "email" in who.get_deferred_fields()
