"""A series is made, filled, changed and removed; each can be taken back."""

import pytest
from django.urls import reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.delivery.series.models import ActivitySeries
from samverka.delivery.series.queries import activities_of, series_of
from tests.people import TODAY, person

from .factories import four_days, series


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga.user)
    client.cookies["django_language"] = "en"
    return client


def url(made, name, *more):
    return reverse(f"series:{name}", args=[made.programme.public_key, made.public_key, *more])


def undo_of(answer) -> str:
    return next(each.extra_tags for each in answer.context["messages"])


def test_a_series_is_made_and_filled_and_the_filling_is_undone(olga, cast):
    days = four_days(cast)
    new = reverse("series:create", args=[cast.programme.public_key])
    answer = olga.post(new, {"title": "Utbildningsdagar"})
    made = ActivitySeries.objects.get()
    assert answer.url == url(made, "choose")
    assert all(day.title in olga.get(answer.url).content.decode() for day in days)
    answer = olga.post(
        url(made, "add"), {"row": [days[0].public_key, days[2].public_key]}, follow=True
    )
    assert [each.title for each in activities_of(made)] == ["Dag 1", "Dag 3"]
    olga.post(undo_of(answer))
    assert not activities_of(made)


def test_an_activity_is_taken_out_and_put_back(olga, cast):
    day, *_rest = days = four_days(cast)
    made = series(cast, *days)
    answer = olga.post(url(made, "take_out", day.public_key), follow=True)
    assert activities_of(made).count() == 3
    olga.post(undo_of(answer))
    assert activities_of(made).count() == 4


def test_a_removed_series_comes_back_unless_its_name_is_taken(olga, cast):
    made = series(cast)
    answer = olga.post(url(made, "remove"), follow=True)
    assert olga.get(url(made, "detail")).status_code == 404
    again = series(cast)
    assert "has a series of that name" in olga.post(undo_of(answer), follow=True).content.decode()
    olga.post(url(again, "remove"))
    olga.post(undo_of(answer))
    assert olga.get(url(made, "detail")).status_code == 200


def test_two_series_of_a_programme_have_not_the_same_name(olga, cast):
    series(cast, title="Nätverk")
    new = reverse("series:create", args=[cast.programme.public_key])
    answer = olga.post(new, {"title": "Nätverk"})
    assert answer.status_code == 422
    assert "has a series of that name" in answer.content.decode()


def test_the_list_counts_what_is_in_the_parts_too_each_once(olga, cast):
    """Linked series share a county day; together they hold two days."""
    own, county, *_others = four_days(cast)
    whole = series(cast, own, title="Sfi i länet")
    series(cast, own, county, title="Lärare", part_of=whole)
    series(cast, county, title="Rektorer", part_of=whole)
    listed = series_of(cast.olga, cast.programme).values_list("title", "activities")
    assert dict(listed) == {"Sfi i länet": 2, "Lärare": 2, "Rektorer": 1}


def test_what_holds_parts_becomes_no_part_itself(olga, cast):
    whole = series(cast, title="Länet")
    series(cast, title="Lärare", part_of=whole)
    assert "part_of" not in olga.get(url(whole, "edit")).context["form"].fields


def test_certificates_are_offered_to_whoever_may_give_them_over_all_its_days(cast, client):
    """Petra answers for the sums, and does not arrange Kungälv's day."""
    ours, theirs = training_day(cast, TODAY), training_day(cast, TODAY, by=cast.karin)
    mark = place(cast, ours, person("Amanda", cast.kungalv))
    record_attendance(
        session=ours.sessions.get(), marks=[Mark(mark.public_key, "here")], on=TODAY, by=cast.olga
    )
    client.force_login(cast.petra.user)
    for activities, opens in (([ours], True), ([ours, theirs], False)):
        made = series(cast, *activities, title=f"Serie {len(activities)}")
        there = reverse("certificates:of_series", args=[made.public_key])
        assert (there in client.get(url(made, "detail")).content.decode()) == opens
        assert (client.get(there).status_code == 200) == opens
