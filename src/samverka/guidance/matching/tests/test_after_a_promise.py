"""A household that is promised a place, when its needs grow or its round is closed."""

from django.urls import reverse

from samverka.guidance.matching.models import Home, MatchingRound, PlaceFact

from .test_one_case import Told, anybody


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


def test_a_household_of_a_closed_round_reads_a_sentence_of_its_own(cast):
    told = Told(cast)
    url = told.shown()
    MatchingRound.objects.update(state=MatchingRound.State.CLOSED)
    for answer in (anybody().get(url), anybody().post(url, {"says": "yes"})):
        page = answer.content.decode()
        assert page.count("Den här omgången är avslutad.") == 1
        assert f"prata med {told.case.lives_now.name}" in page
        assert 'name="says"' not in page
    told.proposal().refresh_from_db()
    assert told.proposal().state == "shown"
    english = anybody().post(f"{url}?sprak=en", {"says": "no"}).content.decode()
    assert "This round is over." in english
    assert reverse("matching_answer:object", args=[url.strip("/").split("/")[-1]]) in english
