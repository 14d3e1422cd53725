"""What a municipality offers: each home once, nothing less than what is promised."""

import pytest
from django.db import IntegrityError, transaction

from samverka.guidance.matching.actions import offers
from samverka.guidance.matching.models import (
    CaseChange,
    CaseHandOver,
    Home,
    MatchingRound,
    Place,
    PlaceFact,
    Proposal,
    Stay,
)
from samverka.guidance.matching.queries.offers import without_home
from tests.people import TODAY

from .factories import a_case, a_home, a_place, a_proposal, a_round, officer, receiver
from .test_rounds import as_, page

State = Proposal.State


@pytest.fixture
def place(cast) -> Place:
    return a_place(a_round(cast), cast.kungalv)


@pytest.fixture
def gunilla(cast, place):
    return receiver(place.round, cast.kungalv)


def of(place: Place) -> dict:
    return {"key": place.public_key}


def test_a_home_is_offered_once_also_in_two_rounds_and_however_it_is_written(cast, place, gunilla):
    a_home(place, "Skolgatan 1, lgh 1001")
    other = a_place(a_round(cast, name="Hösten 2026"), cast.kungalv)
    home = {"label": "SKOLGATAN 1 lgh 1001", "rooms": 2, "most_persons": 3, "from_day": TODAY}
    for where in (place, other):
        with pytest.raises(offers.OfferedAlready, match="is offered already, in Våren 2026"):
            offers.add_homes(place=where, homes=[home], by=gunilla)
    twice = [{**home, "label": label} for label in ("Ängen 2", "ängen 2")]
    with pytest.raises(offers.OfferedAlready):
        offers.add_homes(place=place, homes=twice, by=gunilla)
    assert Home.objects.count() == 1
    # In a round that is over it stands in nobody's way.
    place.round.state = "closed"
    place.round.save()
    offers.add_homes(place=other, homes=[home], by=gunilla)


def test_a_round_is_opened_again_when_none_of_its_homes_is_offered_in_another(cast, place):
    a_home(place)
    MatchingRound.objects.update(state="closed")
    twin = a_home(a_place(a_round(cast, name="Hösten 2026"), cast.kungalv), "Skolgatan 1 lgh 1001")
    petra, url = as_(cast.petra), page("edit", place.round)
    told = {"name": "Våren 2026", "about": "", "move_by": "2026-08-31", "state": "open"}
    refused = petra.post(url, told)
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "Skolgatan 1, lgh 1001 is offered in another round meanwhile." in said
    assert "Kungälv kommun withdraws it there first" in said
    Home.objects.filter(pk=twin.pk).update(withdrawn_on=TODAY)
    assert petra.post(url, told).status_code == 302


def test_a_home_is_not_offered_anew_while_a_household_of_an_older_round_lives_there(
    cast, place, gunilla
):
    home = a_home(place, "Torget 3")
    moved = a_proposal(a_case(place.round, cast.kungalv), place, State.MOVED, home=home)
    hand_over = CaseHandOver.objects.create(
        proposal=moved, receiving=cast.kungalv, move_on=TODAY, begun_on=TODAY
    )
    stay = Stay.objects.create(hand_over=hand_over, moved_in_on=TODAY, known_until=TODAY)
    MatchingRound.objects.update(state="closed")
    other = a_place(a_round(cast, name="Hösten 2026"), cast.kungalv)
    homes = [{"label": "torget 3", "rooms": 2, "most_persons": 3, "from_day": TODAY}]
    with pytest.raises(offers.OfferedAlready, match="when it is noted that they have moved out"):
        offers.add_homes(place=other, homes=homes, by=gunilla)
    stay.moved_out_on = TODAY
    stay.save()
    assert offers.add_homes(place=other, homes=homes, by=gunilla)


def test_a_home_withdrawn_after_a_yes_leaves_the_yes_and_tells_the_officers(cast, place, gunilla):
    home, case = a_home(place), a_case(place.round, cast.kungalv)
    a_proposal(case, place, State.YES, home=home)
    mats = as_(officer(place.round, cast.gr))
    detail = page("detail", place.round)
    assert "have no home" not in mats.get(detail).content.decode()
    answer = as_(gunilla).post(
        page("withdraw", place.round, **of(place), home_key=home.public_key),
        {"why": "Vattenskada"},
        follow=True,
    )
    assert "A household had said yes to it: it keeps its place with you" in answer.content.decode()
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.home, proposal.place) == (State.YES, None, place)
    assert list(without_home(place.round)) == [proposal]
    told = mats.get(detail).content.decode()
    assert "has said yes and has no home" in told
    assert case.label in told
    # Whoever has the case open is told that it changed.
    assert CaseChange.objects.get(case=case).version == 2
    with pytest.raises(offers.IsWithdrawn):
        offers.withdraw_home(home=home, why="Igen", on=TODAY, by=gunilla)


def test_a_promised_home_stays_as_it_is(cast, place, gunilla):
    home = a_home(place)
    a_proposal(a_case(place.round, cast.kungalv), place, State.SHOWN, home=home)
    with pytest.raises(offers.IsPromised, match="Withdraw it if it can not be had"):
        offers.change_home(home=home, most_persons=1, by=gunilla)
    home.refresh_from_db()
    assert home.most_persons == 5


def test_room_is_not_lowered_under_what_is_promised(cast, place, gunilla):
    case = a_case(place.round, cast.kungalv, children=2)
    a_proposal(case, place, State.YES)
    told = {"persons": 2, "school_seats": 5, "about": ""}
    answer = as_(gunilla).post(page("offer_write", place.round), told)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "3 persons are promised room here, and 2 school seats." in said
    place.refresh_from_db()
    assert place.persons == 20
    as_(gunilla).post(page("offer_write", place.round), told | {"persons": 3})
    place.refresh_from_db()
    assert place.persons == 3


def test_the_database_itself_gives_no_home_and_no_household_twice(cast, place):
    home, case = a_home(place), a_case(place.round, cast.kungalv)
    a_proposal(case, place, State.YES, home=home)
    for facts in ({"case": case}, {"case": a_case(place.round, cast.kungalv), "home": home}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.create(place=place, state=State.DECIDED, **facts)
    # What is taken back holds nothing.
    Proposal.objects.create(case=case, place=place, state=State.WITHDRAWN, home=home)


def test_an_offer_is_read_in_the_language_of_whoever_may_move_there(place, gunilla):
    PlaceFact.objects.create(place=place, dimension="network", code="sport")
    a_home(place)
    said = {
        language: as_(gunilla)
        .get(page("as_newcomer", place.round, **of(place), language=language))
        .content.decode()
        for language in ("sv", "en", "ar")
    }
    assert "Idrottsföreningar" in said["sv"]
    assert "Sports clubs" in said["en"]
    assert "نوادٍ رياضية" in said["ar"]
    assert '<article class="card" lang="ar" dir="rtl">' in said["ar"]
