"""A programme leader sees at home whether the goals will be reached, and where."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Goal, Measure
from samverka.overviews.home.goals import how_it_stands, share_gone
from samverka.overviews.programme.queries import MeasureLine
from samverka.overviews.programme.tests.factories import came, day, goal
from tests.people import TODAY

HALF_WAY = 0.5
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def in_english(client):
    client.cookies["django_language"] = "en"


def line(reached, target, **more) -> MeasureLine:
    about = ("D1", "Dagar", "", "days", Measure.Counts.TRAINING_DAYS)
    facts = {"target": target, "is_limit": False, "reached": reached} | more
    return MeasureLine(*about, **facts)


def goal_of_days(cast, *, target: int, number: str = "1") -> Goal:
    days = Measure.Counts.TRAINING_DAYS
    return goal(cast, number, unit=Measure.Unit.DAYS, counts=days, target=target)


def held(cast, under, days_ago=4):
    came(day(cast, under, TODAY - dt.timedelta(days=days_ago)), cast.kungalv, "Amanda")


def half_gone(cast):
    cast.programme.starts_on = TODAY - dt.timedelta(days=100)
    cast.programme.ends_on = TODAY + dt.timedelta(days=100)
    cast.programme.save()


def fetched(client, cast, name="petra") -> str:
    client.force_login(cast.actor(name).user)
    return part(client, cast)


def part(client, cast) -> str:
    url = reverse("home:goals", args=[cast.programme.public_key])
    return client.get(url, headers=FRAGMENT).content.decode()


def test_the_card_of_a_programme_with_goals_fetches_them_and_leads_there_without(client, cast):
    goal_of_days(cast, target=4)
    client.force_login(cast.petra.user)
    shown = client.get("/").content.decode()
    assert f'hx-get="{reverse("home:goals", args=[cast.programme.public_key])}"' in shown
    assert f"{reverse('programme:detail', args=[cast.programme.public_key])}#goals" in shown
    client.force_login(cast.karin.user)
    assert "hx-get" not in client.get("/").content.decode().partition("<main")[2]


def test_each_goal_stands_with_value_target_and_whether_it_is_behind(client, cast):
    half_gone(cast)
    held(cast, goal_of_days(cast, target=4))
    shown = fetched(client, cast)
    assert "50 % of the programme" in shown
    assert "Mått 1" in shown
    assert "1 of 4" in shown
    assert "behind" in shown.partition("<ul>")[2]
    assert reverse("measures:detail", args=[cast.programme.public_key, "matt-1"]) in shown
    programme = reverse("programme:detail", args=[cast.programme.public_key])
    assert f"{programme}#goal-1" in shown
    assert 'id="goal-1"' in client.get(programme).content.decode()


def test_the_municipalities_stand_on_the_map_below_the_goals(client, cast):
    goal_of_days(cast, target=4)
    shown = fetched(client, cast)
    assert shown.index("Delmål 1") < shown.index("on the map") < shown.index("<svg viewBox")


@pytest.mark.parametrize(
    ("name", "told", "hides"),
    [("petra", "Hours that the staff", False), ("karin", "People of each municipality", True)],
)
def test_hours_are_told_to_who_answers_for_all_and_others_are_told_that_few_are_held_back(
    client, cast, name, told, hides
):
    """Amanda of Kungälv has come, and Bashir of Partille, whom Karin does not see."""
    under = goal_of_days(cast, target=4)
    held(cast, under)
    came(day(cast, under, TODAY - dt.timedelta(days=5)), cast.partille, "Bashir")
    shown = fetched(client, cast, name)
    assert told in shown
    assert ("Groups under five people are not shown" in shown) is hides


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (line(1, 4), "behind"),
        (line(2, 4), "in time"),
        (line(4, 4), "reached"),
        (line(5, 4, is_limit=True), "over the limit"),
        (line(4, 4, is_limit=True), "within"),
    ],
)
def test_a_word_says_how_it_stands_half_way(told, word):
    assert word in how_it_stands(told, HALF_WAY)


def test_nothing_is_said_of_what_is_held_back_or_has_no_time_or_target():
    assert how_it_stands(line(1, 4, is_held_back=True), HALF_WAY) == ""
    assert how_it_stands(line(None, 4), HALF_WAY) == ""
    assert how_it_stands(line(1, None), HALF_WAY) == ""
    assert how_it_stands(line(1, 4), None) == ""


def test_after_its_last_day_all_of_a_programmes_time_has_gone(cast):
    half_gone(cast)
    assert share_gone(cast.programme, TODAY) == HALF_WAY
    assert share_gone(cast.programme, TODAY + dt.timedelta(days=500)) == 1
    assert share_gone(cast.programme, TODAY - dt.timedelta(days=500)) == 0


def test_the_goals_are_asked_in_as_many_questions_however_many_they_are(
    client, cast, django_assert_max_num_queries
):
    goal_of_days(cast, target=4)
    fetched(client, cast)
    with django_assert_max_num_queries(10) as few:
        part(client, cast)
    for number in range(2, 9):
        held(cast, goal_of_days(cast, target=4, number=str(number)), days_ago=number)
    with django_assert_max_num_queries(10) as many:
        part(client, cast)
    assert len(many) == len(few)
