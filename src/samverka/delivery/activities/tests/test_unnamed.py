import pytest
from django.urls import reverse

from samverka.delivery.activities import actions, queries
from tests.people import TODAY, person

from .factories import TOMORROW, only_session, place, training_day, whole_day


def test_heads_are_counted_beside_the_sheet_and_are_persons_nowhere(client, cast):
    activity = training_day(cast)
    place(cast, activity, person("Amanda", cast.kungalv))
    session = only_session(activity)
    client.force_login(cast.olga.user)
    client.post(reverse("activities:count_unnamed", args=[session.public_key]), {"count": "7"})
    for name, key in (("sheet", session.public_key), ("detail", activity.public_key)):
        page = client.get(reverse(f"activities:{name}", args=[key])).content.decode()
        assert "and 7 not named" in page
    assert queries.unique_persons(cast.programme) == 0
    assert queries.minutes_by_month(cast.programme) == []


def test_a_day_with_heads_is_not_taken_away(cast):
    activity = training_day(cast, TODAY, TOMORROW)
    first, second = activity.sessions.order_by("held_on")
    actions.count_unnamed(session=first, count=3, on=TODAY, by=cast.olga)
    kept = whole_day(TOMORROW, key=second.public_key)
    with pytest.raises(actions.HasMarks):
        actions.correct_activity(activity=activity, values={}, sessions=[kept], by=cast.olga)


@pytest.mark.parametrize("count", [None, -1, 10_000])
def test_what_is_no_count_is_refused(cast, count):
    session = only_session(training_day(cast))
    with pytest.raises(actions.MarkRefused):
        actions.count_unnamed(session=session, count=count, on=TODAY, by=cast.olga)


def test_nobody_is_counted_before_the_day(cast):
    session = only_session(training_day(cast, TOMORROW))
    with pytest.raises(actions.MarkRefused):
        actions.count_unnamed(session=session, count=2, on=TODAY, by=cast.olga)
