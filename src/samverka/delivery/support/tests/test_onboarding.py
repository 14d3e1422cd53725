"""A new municipality's way into the programme (S68)."""

import pytest
from django.urls import reverse

from samverka.delivery.support import actions
from samverka.delivery.support.queries import steps_of, usual_steps, whole_percent
from tests.people import TODAY

from .factories import on_its_way


def page(cast, client, onboarding, actor) -> str:
    client.force_login(actor.user)
    keys = [cast.programme.public_key, onboarding.public_key]
    return client.get(reverse("support:onboarding", args=keys)).content.decode()


def tick(cast, client, onboarding, number, **sent):
    client.force_login(cast.karin.user)
    keys = [cast.programme.public_key, onboarding.public_key]
    client.post(reverse("support:tick", args=keys), {"number": number, **sent})


def test_a_hundred_percent_only_when_every_step_is_done(cast, client):
    onboarding = on_its_way(cast)
    tick(cast, client, onboarding, 1, done="on", note="Nämnden")
    tick(cast, client, onboarding, 2, done="on")
    assert "2 of 3 steps are done, 66 %." in page(cast, client, onboarding, cast.petra)
    tick(cast, client, onboarding, 3, done="on")
    assert "Every step is done." in page(cast, client, onboarding, cast.petra)
    tick(cast, client, onboarding, 3)
    assert "2 of 3 steps" in page(cast, client, onboarding, cast.petra)


def test_the_share_is_rounded_down():
    assert [whole_percent(done, 300) for done in (0, 299, 300)] == [0, 99, 100]
    assert whole_percent(0, 0) == 0


def test_those_on_their_way_keep_their_steps_when_the_programmes_change(cast):
    onboarding = on_its_way(cast)
    actions.write_steps(programme=cast.programme, steps=["Annat"], by=cast.petra)
    assert [task.text for task in onboarding.tasks.order_by("number")] == [
        "Beslut",
        "Avtal",
        "Första mötet",
    ]
    assert steps_of(cast.programme) == ["Annat"]


def test_a_programme_without_steps_of_its_own_has_the_usual_ones(cast):
    assert steps_of(cast.programme) == usual_steps()


def test_steps_are_written_one_on_each_line(cast, client):
    client.force_login(cast.petra.user)
    address = reverse("support:steps", args=[cast.programme.public_key])
    client.post(address, {"steps": "Ett\r\n\r\n Två \r\n"})
    assert steps_of(cast.programme) == ["Ett", "Två"]
    answer = client.post(address, {"steps": "x" * 201})
    assert "This step is too long" in answer.content.decode()
    assert steps_of(cast.programme) == ["Ett", "Två"]


def test_nobody_is_their_own_mentor_and_nobody_begins_twice(cast):
    with pytest.raises(actions.OwnMentor):
        on_its_way(cast, mentor=cast.kungalv)
    on_its_way(cast, mentor=cast.partille)
    with pytest.raises(actions.IsOnItsWay):
        on_its_way(cast)


def test_the_mentor_is_named_on_the_page_and_the_list_counts(cast, client):
    onboarding = on_its_way(cast, mentor=cast.partille)
    assert "Partille kommun" in page(cast, client, onboarding, cast.karin)
    address = reverse("support:onboardings", args=[cast.programme.public_key])
    assert "0 of 3" in client.get(address).content.decode()
    assert onboarding.started_on == TODAY
