"""Several decisions are closed at once, and how that is undone."""

import re

import pytest
from django.urls import reverse

from samverka.delivery.groups import actions
from samverka.delivery.groups.models import Decision
from tests.people import TODAY

from .factories import decision, group, meeting


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga.user)
    return client


def close(client, cast, *decisions, **told):
    address = reverse("groups:decisions_close", args=[cast.programme.public_key])
    ticked = {"row": [one.public_key for one in decisions], **told}
    return client.post(address, ticked, follow=True)


def now(each: Decision) -> tuple:
    found = Decision.objects.get(pk=each.pk)
    return found.closed_on is not None, found.outcome


def test_those_followed_up_together_get_one_outcome_and_undo_gives_each_its_own_back(cast, olga):
    held = meeting(cast, group(cast))
    written, bare = decision(cast, held), decision(cast, held, text="Två")
    actions.close_decision(decision=written, outcome="Pågår.", on=held.held_on, by=cast.petra)
    actions.open_decision_again(decision=written, by=cast.petra)
    page = close(olga, cast, written, bare, outcome="Avtal är skrivet.")
    assert "2 decisions are closed." in page.text
    assert now(written) == now(bare) == (True, "Avtal är skrivet.")
    address = re.search(r'(?<!form)action="([^"]+/beslut/flera/oppna/[^"]+/)"', page.text)
    olga.post(address.group(1))
    assert now(written) == (False, "Pågår.")
    assert now(bare) == (False, "")


def test_one_that_is_closed_already_keeps_its_outcome(cast, olga):
    held = meeting(cast, group(cast))
    closed, waits = decision(cast, held), decision(cast, held, text="Två")
    actions.close_decision(decision=closed, outcome="Klart.", on=held.held_on, by=cast.petra)
    assert "1 decision is closed." in close(olga, cast, closed, waits, outcome="Nu.").text
    assert now(closed) == (True, "Klart.")


def test_without_what_came_of_it_nothing_is_closed(cast, olga):
    waits = decision(cast, meeting(cast, group(cast)))
    assert "Fill in “What came of it” first" in close(olga, cast, waits).text
    assert now(waits) == (False, "")


@pytest.mark.parametrize("is_ticked", [True, False])
def test_what_was_written_of_what_came_of_it_is_not_lost_where_nothing_is_closed(
    cast, olga, is_ticked
):
    closed = decision(cast, meeting(cast, group(cast)))
    actions.close_decision(decision=closed, outcome="Klart.", on=TODAY, by=cast.petra)
    page = close(olga, cast, *[closed][:is_ticked], outcome="Avtal är skrivet, och mer är på väg.")
    assert "You wrote: Avtal är skrivet, och mer är på väg." in page.text
    assert now(closed) == (True, "Klart.")


def test_those_of_a_group_that_others_run_are_named_and_stay(cast, client):
    theirs = decision(cast, meeting(cast, group(cast)), text="Styrgruppens beslut.")
    own_group = actions.set_group(
        programme=cast.programme,
        name="Nätverket",
        kind="network",
        convener=cast.kungalv,
        by=cast.petra,
    ).thing
    own = decision(cast, meeting(cast, own_group), text="Eget.")
    client.force_login(cast.karin.user)
    page = close(client, cast, theirs, own, outcome="Klart.")
    assert "since you may not change it: Styrgruppens beslut." in page.text
    assert [now(theirs)[0], now(own)[0]] == [False, True]
