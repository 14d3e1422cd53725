"""Several activities at once, from the list, and how that is undone."""

import re

import pytest
from django.urls import reverse

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Goal, Participation, Programme
from tests.people import LONG_AGO

from .factories import TOMORROW, training_day

LIST = reverse("activities:list")


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga.user)
    return client


def with_those(client, name, *activities, **told):
    ticked = {"row": [one.public_key for one in activities], **told}
    return client.post(reverse(f"activities:{name}"), ticked, follow=True)


def undo(client, page):
    address = re.search(r'(?<!form)action="(/aktiviteter/flera/[^"]+/)"', page.text)
    return client.post(address.group(1), follow=True)


def now(activity: Activity) -> Activity:
    return Activity.objects.get(pk=activity.pk)


@pytest.fixture
def goal(cast) -> Goal:
    return Goal.objects.create(
        programme=cast.programme, number="2", title="Delmål 2", owner=cast.kungalv
    )


def test_several_are_cancelled_and_undo_leaves_those_that_were_cancelled_before(cast, olga):
    held, gone = training_day(cast, title="Hålls"), training_day(cast, title="Inställd")
    with_those(olga, "cancel_many", gone)
    page = with_those(olga, "cancel_many", held, gone)
    assert "1 activity is cancelled." in page.text
    undo(olga, page)
    assert not now(held).is_cancelled
    assert now(gone).is_cancelled


def test_what_another_organisation_runs_is_named_and_stays(cast, olga):
    own, others = training_day(cast), training_day(cast, by=cast.karin, title="Kungälvs dag")
    page = with_those(olga, "cancel_many", own, others)
    assert "since you may not change it: Kungälvs dag." in page.text
    assert now(own).is_cancelled
    assert not now(others).is_cancelled


def test_several_serve_one_goal_and_undo_gives_each_its_own_back(cast, olga, goal):
    before = Goal.objects.create(
        programme=cast.programme, number="1", title="Delmål 1", owner=cast.kungalv
    )
    first, second = training_day(cast, goal=before), training_day(cast, TOMORROW, title="Två")
    page = with_those(olga, "serve_goal", first, second, goal=goal.pk)
    assert "2 activities serve" in page.text
    assert {now(first).goal, now(second).goal} == {goal}
    undo(olga, page)
    assert now(first).goal == before
    assert now(second).goal is None


def test_nothing_changes_where_one_is_in_another_programme_than_the_goal(cast, olga, goal):
    inside = training_day(cast, title="Inne")
    other = Programme.objects.create(
        name="Annat", owner=cast.gr, starts_on=cast.programme.starts_on
    )
    Participation.objects.create(
        programme=other, organisation=cast.gr, part="owner", valid_from=LONG_AGO
    )
    outside = training_day(cast, title="Ute")
    Activity.objects.filter(pk=outside.pk).update(programme=other)
    page = with_those(olga, "serve_goal", inside, outside, goal=goal.pk)
    assert "“Ute” is in another programme" in page.text
    assert now(inside).goal is None


def test_all_that_match_are_those_of_every_page_and_no_others(cast, olga):
    many = [training_day(cast, TOMORROW, title=f"Tolk {number}") for number in range(27)]
    left = training_day(cast, TOMORROW, title="Annat")
    with_those(olga, "cancel_many", all="1", asked="q=tolk")
    assert all(now(one).is_cancelled for one in many)
    assert not now(left).is_cancelled


def test_who_runs_nothing_gets_no_boxes(cast, client):
    training_day(cast)
    client.force_login(cast.sara.user)
    assert "Cancel those ticked" not in client.get(LIST).text
