"""A claim that was begun by mistake is taken away; one that is ready or sent is not."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.foundation.audit.models import Event
from samverka.publishing.claims import actions
from samverka.publishing.claims.models import Claim, ClaimText

from .factories import begun, ready, sent

JANUARY = dt.date(2026, 1, 1)


def address(cast, claim) -> str:
    return reverse("claims:remove", args=[cast.programme.public_key, claim.public_key])


@pytest.fixture
def erik(cast, client):
    client.force_login(cast.erik.user)
    return client


def test_it_is_asked_back_with_how_many_texts_go_along_and_the_next_gets_the_number(cast, erik):
    claim = begun(cast)
    actions.write_texts(claim=claim, texts={("deviations", ""): "Två flyttades"}, by=cast.erik)
    asked = erik.get(address(cast, claim)).content.decode()
    assert "The text that is written in the claim goes along." in asked
    assert Claim.objects.count() == 1
    answer = erik.post(address(cast, claim), follow=True)
    assert "The claim is removed." in answer.content.decode()
    assert (Claim.objects.count(), ClaimText.objects.count()) == (0, 0)
    assert Event.objects.filter(verb="claims.removed").count() == 1
    again = begun(cast, last_month=JANUARY)
    assert (again.number, again.last_month) == (1, JANUARY)


@pytest.mark.parametrize("make", [ready, sent])
def test_what_is_ready_or_sent_stays_and_the_page_says_so(cast, erik, make):
    claim = make(cast)
    answer = erik.post(address(cast, claim), follow=True)
    assert "The claim is not open" in answer.content.decode()
    assert Claim.objects.get().state == claim.state


def undo(answer) -> str:
    return next(said.extra_tags for said in answer.context["messages"] if said.extra_tags)


def test_a_removed_claim_comes_back_with_what_was_written_in_it(cast, erik):
    claim = begun(cast)
    actions.write_texts(claim=claim, texts={("deviations", ""): "Två flyttades"}, by=cast.erik)
    answer = erik.post(address(cast, claim), follow=True)
    back = erik.post(undo(answer), {"_undo": "1"}, follow=True)
    assert "The claim is back" in back.text
    assert Claim.objects.get() == claim
    assert claim.texts.get(text="Två flyttades").part == "deviations"
    again = erik.post(undo(answer), {"_undo": "1"}, follow=True)
    assert "It is undone already" in again.text


def test_a_removed_claim_stays_away_where_the_next_is_begun(cast, erik):
    answer = erik.post(address(cast, begun(cast)), follow=True)
    following = begun(cast, last_month=JANUARY)
    back = erik.post(undo(answer), {"_undo": "1"}, follow=True)
    assert "the next one was begun since" in back.text
    assert Claim.objects.get() == following
