"""Several requests are closed and several steps are ticked at once, and how that is undone."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from samverka.delivery.support import actions
from samverka.delivery.support.models import OnboardingTask, SupportRequest
from tests.people import TODAY

from .factories import asked, on_its_way


@pytest.fixture
def petra(client, cast):
    client.force_login(cast.petra.user)
    return client


def undo(client, page, where: str):
    address = re.search(rf'(?<!form)action="([^"]+/{where}/[^"]+/)"', page.text)
    return client.post(address.group(1), follow=True)


def close(client, cast, *requests, **told):
    address = reverse("support:close_many", args=[cast.programme.public_key])
    ticked = {"row": [one.public_key for one in requests], **told}
    return client.post(address, ticked, follow=True)


def now(request: SupportRequest) -> tuple:
    found = SupportRequest.objects.get(pk=request.pk)
    return found.closed_on, found.result


def test_several_are_closed_with_one_result_and_undo_gives_each_its_own_back(cast, petra):
    written, bare, closed = asked(cast), asked(cast), asked(cast)
    actions.close_request(request=written, result="Började.", on=TODAY, by=cast.petra)
    actions.open_request(request=written, by=cast.petra)
    long_ago = TODAY - dt.timedelta(days=90)
    actions.close_request(request=closed, result="Förra året.", on=long_ago, by=cast.petra)
    page = close(petra, cast, written, bare, closed, result="Mall finns.")
    assert "2 requests are closed." in page.text
    assert now(written) == now(bare) == (TODAY, "Mall finns.")
    undo(petra, page, "stod/flera/oppna")
    assert [now(written), now(bare)] == [(None, "Började."), (None, "")]
    assert now(closed) == (long_ago, "Förra året.")


def test_without_a_result_nothing_is_closed(cast, petra):
    waits = asked(cast)
    assert "Fill in “What came of it” first" in close(petra, cast, waits).text
    assert now(waits) == (None, "")


def test_who_only_asks_gets_no_boxes(cast, client):
    asked(cast)
    client.force_login(cast.karin.user)
    page = client.get(reverse("support:list", args=[cast.programme.public_key]))
    assert "Close those ticked" not in page.text


def test_several_steps_are_done_and_undo_keeps_the_day_of_one_that_was_done(cast, petra):
    onboarding = on_its_way(cast)
    day = TODAY - dt.timedelta(days=3)
    first = OnboardingTask.objects.get(number=1)
    actions.tick_step(task=first, done_on=day, note="I nämnden", by=cast.petra)
    keys = [cast.programme.public_key, onboarding.public_key]
    address = reverse("support:tick_many", args=keys)
    page = petra.post(address, {"row": ["1", "2", "3"]}, follow=True)

    def days():
        return list(OnboardingTask.objects.order_by("number").values_list("done_on", "note"))

    assert days() == [(day, "I nämnden"), (TODAY, ""), (TODAY, "")]
    undo(petra, page, "flera")
    assert days() == [(day, "I nämnden"), (None, ""), (None, "")]


def test_new_municipalities_are_narrowed_by_how_far_they_have_come(cast, petra):
    onboarding = on_its_way(cast)
    address = reverse("support:onboardings", args=[cast.programme.public_key])
    assert "Kungälv" in petra.get(address, {"state": "on_its_way"}).text
    tasks = list(onboarding.tasks.all())
    actions.tick_steps(tasks=tasks, days=[TODAY] * len(tasks), by=cast.petra)
    assert "Kungälv" in petra.get(address, {"state": "done"}).text
    assert "Nothing matches" in petra.get(address, {"state": "on_its_way"}).text
