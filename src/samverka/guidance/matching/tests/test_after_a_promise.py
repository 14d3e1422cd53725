"""A household that is promised a place, when its needs grow or its round is closed."""

import datetime as dt

import pytest
from django.urls import reverse

from samverka.guidance.matching.models import (
    AnswerLink,
    Home,
    MatchingRound,
    PlaceFact,
    Proposal,
)
from tests.people import TODAY

from .factories import a_home, a_place, a_proposal
from .test_one_case import Told, anybody
from .test_rounds import as_, page


def test_a_need_that_the_promised_home_does_not_meet_is_a_conflict_to_solve(cast):
    told = Told(cast)
    told.decided()
    no_steps = {"hard": ["step_free"], "soft": ["quiet"]}
    refused = told.karin.post(told.url("needs"), no_steps)
    assert refused.status_code == 422
    assert "does not have this: No steps at all. Nothing is changed." in refused.content.decode()
    assert not told.case.needs.exists()
    Home.objects.update(step_free=True, ground_floor_or_lift=True)
    assert told.karin.post(told.url("needs"), no_steps).status_code == 302
    # What a household would like, and what it needed before, is no conflict.
    Home.objects.update(step_free=False)
    assert told.karin.post(told.url("needs"), no_steps).status_code == 302


def test_a_need_that_the_promised_place_does_not_meet_is_one_too(cast):
    told = Told(cast)
    told.decided()
    refused = told.karin.post(told.url("needs"), {"hard": ["quiet"]})
    assert "does not have this: A quiet neighbourhood" in refused.content.decode()
    PlaceFact.objects.create(place=told.partille, dimension="service", code="quiet_area")
    assert told.karin.post(told.url("needs"), {"hard": ["quiet"]}).status_code == 302


def test_more_school_seats_than_are_left_are_a_conflict_to_solve(cast):
    told = Told(cast)
    told.decided()
    left = told.partille.school_seats
    more = {"language": "sv", "lives_now": cast.kungalv.public_key, "school_seats": left + 1}
    refused = told.karin.post(told.url("case_edit"), more)
    assert refused.status_code == 422
    assert f"does not have this: {left + 1} school seats" in refused.content.decode()
    assert told.karin.post(told.url("case_edit"), more | {"school_seats": left}).status_code == 302


def closed(told: Told) -> None:
    MatchingRound.objects.update(state=MatchingRound.State.CLOSED)


def test_a_household_of_a_closed_round_reads_a_sentence_of_its_own(cast):
    told = Told(cast)
    url = told.shown()
    closed(told)
    for answer in (anybody().get(url), anybody().post(url, {"says": "yes"})):
        shown = answer.content.decode()
        assert shown.count("Den här omgången är avslutad") == 1
        assert f"prata med {told.case.lives_now.name}" in shown
        assert 'name="says" value="yes"' not in shown
        assert 'name="says" value="no"' in shown
    assert told.proposal().state == "shown"
    english = anybody().post(f"{url}?sprak=en", {"says": "yes"}).content.decode()
    assert "This round is over" in english
    assert reverse("matching_answer:object", args=[url.strip("/").split("/")[-1]]) in english


@pytest.mark.parametrize("has_said_yes", [True, False])
def test_a_no_is_taken_after_the_round_is_closed_and_the_officers_see_it(cast, has_said_yes):
    told = Told(cast)
    url = told.shown()
    if has_said_yes:
        anybody().post(url, {"says": "yes"})
    closed(told)
    detail = page("detail", told.case.round)
    assert "Have said no" not in told.karin.get(detail).content.decode()
    assert anybody().post(url, {"says": "no"}).status_code == 302
    assert "Ni har svarat nej. Platsen är fri för andra." in anybody().get(url).content.decode()
    proposal = told.proposal()
    assert (proposal.state, proposal.home) == ("no", None)
    assert not told.case.receivers.filter(valid_to=None).exists()
    seen = told.karin.get(detail).content.decode()
    assert "Have said no" in seen
    assert told.case.label in seen.partition("Have said no")[2]
    # Whoever only leads is told of no household, and nobody says yes any more.
    assert told.case.label not in as_(cast.petra).get(detail).content.decode()
    assert anybody().post(url, {"says": "yes"}).status_code == 422
    assert told.proposal().state == "no"


def test_the_link_of_a_yes_takes_a_no_until_they_have_moved(cast):
    told = Told(cast)
    url = told.shown()
    anybody().post(url, {"says": "yes"})
    AnswerLink.objects.update(valid_until=TODAY - dt.timedelta(days=200))
    # A link to another household ends those that are overdue, and not this one.
    other = told.household("Bilal")
    place = a_place(told.matching, cast.gr)
    a_proposal(other, place, Proposal.State.DECIDED, home=a_home(place, "Torget 9"))
    first, told.case = told.case, other
    told.linked()
    told.case = first
    page_of = anybody().get(url).content.decode()
    assert "Ni har svarat ja." in page_of
    assert anybody().post(url, {"says": "no"}).status_code == 302
    assert first.proposals.get().state == "no"
    assert "Ni har svarat nej." in anybody().get(url).content.decode()
    AnswerLink.objects.filter(proposal__case=first).update(valid_until=TODAY - dt.timedelta(1))
    assert anybody().get(url).status_code == 404
