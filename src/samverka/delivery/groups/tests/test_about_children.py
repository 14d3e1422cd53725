"""S78: what a group about children writes is read with the role only, each reading noted."""

import pytest
from django.test import Client
from django.urls import reverse

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import Group, Meeting
from samverka.foundation.audit.models import Event
from samverka.register.people.actions import give_children_role
from tests.people import TODAY, Cast

from .factories import LAST_WEEK, decision, group, meeting, task


@pytest.fixture
def children(cast) -> Group:
    return group(cast, "Ensamkommande barn", "network", is_about_children=True)


@pytest.fixture
def held(cast, children) -> Meeting:
    made = meeting(cast, children, agenda=["En pojke som vill flytta"])
    decision(cast, made, text="Kommunen söker ett familjehem.", follow_up_on=LAST_WEEK)
    task(cast, children, "Ringa familjehemmet")
    return made


def read(cast: Cast, who: str, name: str, *keys: str, **query: str):
    client = Client()
    client.force_login(cast.actor(who).user)
    return client.get(reverse(name, args=[cast.programme.public_key, *keys]), query)


def give(cast: Cast, who: str) -> None:
    actor = cast.actor(who)
    give_children_role(
        user=actor.user, organisation=actor.organisation, reason="Barn", on=TODAY, by=cast.ada
    )


def pages(held: Meeting) -> list[tuple[str, ...]]:
    return [
        ("groups:meeting", held.public_key),
        ("groups:minutes", held.public_key),
        ("groups:decision", held.decisions.get().public_key),
        ("groups:decisions",),
    ]


def test_without_the_role_one_reads_how_much_there_is_and_nothing_of_it(cast, children, held):
    answers = [read(cast, "petra", *page) for page in pages(held)]
    assert [answer.status_code for answer in answers] == [200, 403, 404, 200]
    shown = answers[0].text
    assert "pojke" not in shown + answers[3].text
    assert "familjehem" not in shown + answers[3].text
    assert answers[0].context["items"] == answers[0].context["decisions"] == 1
    page = read(cast, "petra", "groups:detail", children.public_key).text
    assert "familjehemmet" not in page
    assert "1 task" in page
    assert not Event.objects.filter(verb="groups.children_read").exists()


def test_with_the_role_every_reading_is_in_the_trail(cast, held):
    give(cast, "karin")
    for number, page in enumerate(pages(held), 1):
        assert read(cast, "karin", *page).status_code == 200
        notes = Event.objects.filter(verb="groups.children_read", about_id=str(held.pk))
        assert notes.filter(user_id=cast.karin.user_id).count() == number, page


def test_whoever_runs_the_group_needs_the_role_too(cast, children, held):
    address = ("groups:edit", children.public_key)
    assert read(cast, "petra", *address).status_code == 403
    give(cast, "petra")
    assert read(cast, "petra", *address).status_code == 200


def test_a_group_that_is_not_about_children_is_read_as_before(cast, children):
    actions.set_group(
        programme=cast.programme,
        name=children.name,
        kind=children.kind,
        convener=cast.gr,
        is_about_children=False,
        by=cast.petra,
    )
    there = meeting(cast, children, agenda=["Boenden"])
    assert "Boenden" in read(cast, "karin", "groups:meeting", there.public_key).text
    assert not Event.objects.filter(verb="groups.children_read").exists()
