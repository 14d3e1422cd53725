"""Karen is wanted by few in each municipality: the planner proposes, and makes the course."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samverka.delivery.courses.models import Course
from samverka.delivery.courses.tests.factories import template
from samverka.delivery.language_groups import actions, queries
from samverka.delivery.language_groups.models import LanguageGroup, LanguageWish
from tests.people import TODAY

from .factories import SOURCE, decided, wanted


@pytest.fixture
def course(cast):
    return template(cast)


@pytest.fixture
def read(client, cast, course):
    def page(who=cast.petra):
        client.force_login(who.user)
        client.cookies["django_language"] = "en"
        key = cast.programme.public_key
        url = reverse("language_groups:course", args=[key, course.public_key])
        return client.get(url)

    return page


def first(page):
    return page.context["proposals"][0][0]


def test_s94_below_the_least_a_joint_group_is_proposed_and_one_press_makes_the_course(
    cast, course, read, client
):
    rule = decided(cast)
    wanted(cast, course, "kar", kungalv=6, partille=5)
    page = read()
    proposal, reasons = page.context["proposals"][0]
    assert (proposal.kind, proposal.persons) == ("joint", 11)
    assert {(one.name, one.persons, one.is_below) for one in proposal.members} == {
        (str(cast.kungalv), 6, True),
        (str(cast.partille), 5, True),
    }
    assert f"In none of the municipalities {rule.persons} want it ({SOURCE})" in reasons[0]
    data = {"code": proposal.code, "first_day": "2026-04-14", "starts": "17:00"}
    key = cast.programme.public_key
    client.post(reverse("language_groups:make", args=[key, course.public_key]), data)
    made = LanguageGroup.objects.get()
    assert made.course.activity.title == "Förälder i nytt land: Karen"
    assert made.course.activity.sessions.count() == 7
    assert not LanguageWish.objects.filter(group=None).exists()
    after = read()
    assert after.context["proposals"] == []
    assert after.context["made"][0][2] == reasons


def test_s94_with_nobody_near_the_group_is_remote_and_it_is_said_that_they_are_too_few(
    cast, course, read
):
    decided(cast, within_km=0)
    wanted(cast, course, "rhg", kungalv=6)
    page = read()
    assert first(page).kind == "remote"
    assert "All together they are fewer than 8" in page.content.decode()


def test_under_five_of_a_municipality_is_told_to_itself_alone(cast, course, read):
    """Neither the number, nor the sum that would tell it, nor which municipality it is."""
    decided(cast)
    wanted(cast, course, "kar", kungalv=6, partille=3)
    page = read()
    proposal = first(page)
    assert [one.name for one in proposal.members] == [str(cast.kungalv)]
    assert (proposal.others, proposal.persons) == (1, None)
    assert str(cast.partille) not in page.content.decode().split("<main")[1].split("</main>")[0]
    theirs = read(cast.karin)
    assert [(wish.persons, said) for wish, said in theirs.context["own"]] == [(6, "Karen")]
    assert theirs.context["proposals"] == []


def test_a_number_written_meanwhile_makes_nothing_of_the_old_proposal(cast, course):
    rule = decided(cast)
    wanted(cast, course, "kar", kungalv=9)
    (before,) = queries.wholes(course, rule)
    wanted(cast, course, "kar", kungalv=10)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.make_group(
            template=course,
            rule=rule,
            code=before.code,
            first_day=TODAY,
            starts=actions.dt.time(17),
            by=cast.petra,
        )
    assert not Course.objects.exists()


def test_the_least_group_of_the_day_counts(cast, course):
    decided(cast, persons=8, from_day=TODAY - actions.dt.timedelta(days=30))
    decided(cast, persons=12, from_day=TODAY + actions.dt.timedelta(days=1))
    assert queries.least_group(cast.programme, TODAY).persons == 8


def test_many_languages_ask_no_more_than_few(cast, course, read):
    decided(cast)
    wanted(cast, course, "kar", kungalv=6)
    read()
    with CaptureQueriesContext(connection) as few:
        read()
    for language in ("rhg", "my", "cnh", "ti"):
        wanted(cast, course, language, kungalv=6, partille=4)
    with CaptureQueriesContext(connection) as many:
        read()
    assert len(many) == len(few)
