"""Whoever leads opens a round and gives parts; nothing but a part lets anybody in."""

import pytest
from django.urls import reverse

from samverka.guidance.matching.models import MatchingRound, Part, Place, RoundRole
from tests.people import TODAY, appoint
from tests.who_may.table import browser_of, signed_in

from .factories import a_case, a_place, a_proposal, a_round, gets, officer


def page(name: str, matching: MatchingRound, **keys) -> str:
    about = {"programme_key": matching.programme.public_key, "round_key": matching.public_key}
    return reverse(f"matching:{name}", kwargs=about | keys)


def as_(actor):
    return browser_of(signed_in(actor.user))


def test_petra_opens_a_round_and_lets_an_officer_in(cast):
    petra, new = as_(cast.petra), appoint("mats", "staff_member", cast.osby)
    told = {"name": "Våren", "about": "Frivilligt", "move_by": "2026-08-31"}
    petra.post(reverse("matching:create", args=[cast.programme.public_key]), told)
    matching = MatchingRound.objects.get()
    assert matching.weights.count() > 5
    mats = as_(new)
    assert mats.get(page("cases", matching)).status_code == 404
    part = {"email": "MATS@example.org", "organisation": cast.osby.public_key, "part": "officer"}
    given = petra.post(page("parts", matching), part)
    assert given.status_code == 302
    assert mats.get(page("cases", matching)).status_code == 200
    # Whoever leads sees how many there are, and none of them.
    a_case(matching, cast.kungalv)
    assert petra.get(page("detail", matching)).context["states"]["in_round"] == 1
    assert petra.get(page("cases", matching)).status_code == 403
    again = petra.post(page("parts", matching), part)
    assert "has that part in the round already" in again.content.decode()
    key = RoundRole.objects.get().public_key
    petra.post(page("end_part", matching, key=key))
    assert mats.get(page("cases", matching)).status_code == 404


def test_a_part_is_given_to_nobody_who_does_not_act_for_the_organisation(cast):
    matching = a_round(cast)
    part = {
        "email": cast.eve.user.email,
        "organisation": cast.kungalv.public_key,
        "part": "officer",
    }
    answer = as_(cast.petra).post(page("parts", matching), part)
    assert answer.status_code == 422
    assert "No account with this address acts for Kungälv kommun" in answer.content.decode()
    assert not RoundRole.objects.exists()


def test_a_part_counts_for_its_organisation_and_its_days_alone(cast):
    matching = a_round(cast)
    role = gets(matching, cast.karin.user, cast.partille)
    assert not MatchingRound.objects.visible_to(cast.karin).exists()
    RoundRole.objects.filter(pk=role.pk).update(organisation=cast.kungalv)
    assert MatchingRound.objects.visible_to(cast.karin).exists()
    RoundRole.objects.filter(pk=role.pk).update(valid_to=TODAY)
    assert not MatchingRound.objects.visible_to(cast.karin).exists()


def test_nothing_of_a_closed_round_is_changed(cast):
    matching = a_round(cast, state="closed")
    gets(matching, cast.ulla.user, cast.kungalv, Part.MUNICIPALITY)
    told = {"persons": 5, "school_seats": 1, "about": ""}
    answer = as_(cast.ulla).post(page("offer_write", matching), told)
    assert "The round is closed" in answer.content.decode()
    assert not Place.objects.exists()


@pytest.mark.parametrize("name", ["offers", "cases"])
def test_lists_ask_as_much_for_many_as_for_few(cast, name, django_assert_max_num_queries):
    matching = a_round(cast)
    mats = officer(matching, cast.kungalv)
    for place in (cast.kungalv, cast.partille, cast.osby):
        a_place(matching, place)
        a_case(matching, place)
    browser = as_(mats)
    browser.get(page(name, matching))
    # The session, who asks, and what every page has are four of them.
    with django_assert_max_num_queries(10):
        assert browser.get(page(name, matching)).status_code == 200


def test_each_number_of_a_round_opens_as_many_households_and_to_whoever_leads_none(cast):
    matching = a_round(cast)
    mats = officer(matching, cast.kungalv)
    place = a_place(matching, cast.osby)
    for state in ("to_decide", "shown", "yes", "yes"):
        a_proposal(a_case(matching, cast.kungalv), place, state)
    a_case(matching, cast.osby)
    shown = as_(mats).get(page("detail", matching))
    wanted = {"in_round": 5, "preparing": 0, "to_decide": 1, "waiting": 1, "yes": 2, "moved": 0}
    assert shown.context["states"] == wanted
    for state, number in wanted.items():
        address = f"{page('cases', matching)}?state={state}"
        assert f'href="{address}"' in shown.content.decode()
        assert len(as_(mats).get(address).context["rows"]) == number
    assert "?state=" not in as_(cast.petra).get(page("detail", matching)).content.decode()
