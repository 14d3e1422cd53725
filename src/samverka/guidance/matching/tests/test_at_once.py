"""Two who do something at the same instant: one comes first, and the other is told what happened.

Each stands at a page of their own, as it was before; only PostgreSQL lets both in at once.
"""

import re
import threading
from dataclasses import dataclass

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils.html import strip_tags

from samverka.foundation.accounts.models import User
from samverka.guidance.matching.actions.after import begin_hand_over
from samverka.guidance.matching.models import (
    Case,
    Home,
    MatchingDecision,
    MatchingRound,
    Part,
    Place,
    Placement,
    Proposal,
    Scenario,
    Stay,
)
from samverka.guidance.matching.queries.offers import promised
from tests.people import TODAY

from .factories import a_place, a_round, gets, officer, receiver
from .test_one_case import Told
from .test_rounds import page

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
State = Proposal.State


@dataclass(frozen=True)
class Sent:
    """What somebody sends, or nobody: a household behind its link."""

    user: User | None
    url: str
    typed: dict


@dataclass(frozen=True)
class Answer:
    status: int
    said: str


def at_once(*all_of: Sent) -> list[Answer]:
    """Each in a connection of its own, let go together."""
    together, answers = threading.Barrier(len(all_of)), {}

    def send(number: int, each: Sent) -> None:
        client = Client(raise_request_exception=False)
        if each.user:
            client.force_login(each.user)
        together.wait(timeout=10)
        try:
            answer = client.post(each.url, each.typed, follow=True)
            text = re.sub(r"\s+", " ", strip_tags(answer.content.decode()))
            answers[number] = Answer(answer.status_code, text)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=one) for one in enumerate(all_of)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    connection.close()
    found = [answers[number] for number in range(len(all_of))]
    assert max(answer.status for answer in found) < 500, found
    return found


def one_is_told(answers: list[Answer], *sentences: str) -> None:
    """Whoever came second, whichever of the two that was."""
    told = [any(sentence in answer.said for sentence in sentences) for answer in answers]
    assert sorted(told) == [False, True], [answer.said for answer in answers]


def mats(told: Told) -> User:
    return officer(told.matching, told.cast.kungalv, f"mats-{told.matching.pk}").user


def gunilla(told: Told) -> User:
    return receiver(told.matching, told.cast.partille, f"gunilla-{told.matching.pk}").user


def proposal_in(told: Told) -> Proposal:
    return Proposal.objects.live().get(case__round=told.matching)


def accepts(told: Told, user: User, case: Case | None = None, **more) -> Sent:
    case = case or told.case
    typed = {"kind": "accept", "version": case.version, "place": "", "reason": ""} | more
    return Sent(user, page("decide", told.matching, key=case.public_key), typed)


def one_household_decided_about_by_two(told):
    """One wants it as proposed, the other elsewhere: the second reads who decided, and when."""
    elsewhere = {"kind": "other", "place": told.osby.public_key, "reason": "home"}
    answers = at_once(accepts(told, told.cast.karin.user), accepts(told, mats(told), **elsewhere))
    assert sorted(answer.status for answer in answers) == [200, 422]
    one_is_told(answers, "Exempel changed this household on")
    decided = MatchingDecision.objects.filter(proposal=proposal_in(told))
    assert decided.count() == 1


def the_last_home_for_two_households(told):
    other = told.household("Bilal")
    Placement.objects.create(
        scenario=Scenario.objects.get(round=told.matching),
        case=other,
        place=told.partille,
        score=1,
    )
    answers = at_once(accepts(told, told.cast.karin.user), accepts(told, mats(told), case=other))
    one_is_told(answers, "Partille kommun has no home left that fits this household")
    assert proposal_in(told).home == told.homes[0]


def room_lowered_while_it_is_promised(told):
    none = {"persons": 0, "school_seats": 0, "about": ""}
    answers = at_once(
        accepts(told, told.cast.karin.user),
        Sent(gunilla(told), page("offer_write", told.matching), none),
    )
    one_is_told(answers, "has not room enough left for this household", "is promised room here")
    place = Place.objects.get(pk=told.partille.pk)
    assert promised(place).persons <= place.persons


def a_home_withdrawn_in_the_instant_of_a_yes(told):
    link = told.shown()
    keys = {"key": told.partille.public_key, "home_key": told.homes[0].public_key}
    answers = at_once(
        Sent(None, link, {"says": "yes"}),
        Sent(gunilla(told), page("withdraw", told.matching, **keys), {"why": "Vattenskada"}),
    )
    assert [answer.status for answer in answers] == [200, 200]
    proposal = proposal_in(told)
    assert (proposal.state, proposal.home) == (State.YES, None)
    assert "The home is not decided yet" in Client().get(f"{link}?sprak=en").content.decode()


def a_yes_while_the_place_is_taken_back(told):
    link = told.shown()
    back = {"version": told.version()}
    yes, taken = at_once(
        Sent(None, f"{link}?sprak=en", {"says": "yes"}),
        Sent(told.cast.karin.user, told.url("take_back"), back),
    )
    state = Proposal.objects.get(case=told.case).state
    if state == State.YES:
        assert (yes.status, taken.status) == (200, 422)
        assert "This household was changed while you looked" in taken.said
    else:
        assert state == State.WITHDRAWN
        assert (yes.status in {404, 422}, taken.status) == (True, 200)


def they_have_come_while_it_is_taken_back(told):
    told.shown()
    Proposal.objects.filter(case=told.case).update(state=State.YES)
    made = begin_hand_over(case=told.case, move_on=TODAY, on=TODAY, by=told.cast.karin)
    arrived = page("hand_over_arrive", told.matching, key=made.public_key)
    back = {"version": told.version()}
    answers = at_once(
        Sent(mats(told), arrived, {}), Sent(told.cast.karin.user, told.url("take_back"), back)
    )
    if Proposal.objects.get(case=told.case).state == State.MOVED:
        assert answers[1].status == 422
    else:
        assert "so there is no hand-over any more" in answers[0].said or (answers[0].status == 404)
        assert not Stay.objects.exists()


def a_home_offered_in_two_rounds(told):
    who, typed = gunilla(told), {"label": "Torget 3", "rooms": "3", "most_persons": "4"}
    typed["from_day"] = "2026-05-01"
    autumn = a_place(a_round(told.cast, name="Hösten 2026"), told.cast.partille)
    gets(autumn.round, who, told.cast.partille, Part.MUNICIPALITY)
    answers = at_once(
        *(
            Sent(who, page("home", place.round, key=place.public_key), typed)
            for place in (told.partille, autumn)
        )
    )
    one_is_told(answers, "Torget 3 is offered already, in")
    assert Home.objects.filter(label="Torget 3").count() == 1


SCENES = (
    one_household_decided_about_by_two,
    the_last_home_for_two_households,
    room_lowered_while_it_is_promised,
    a_home_withdrawn_in_the_instant_of_a_yes,
    a_yes_while_the_place_is_taken_back,
    they_have_come_while_it_is_taken_back,
    a_home_offered_in_two_rounds,
)


def test_what_two_do_at_the_same_instant_is_done_one_after_the_other_and_both_are_answered(cast):
    """Each scene in a round of its own: to empty the database between them takes longer."""
    for scene in SCENES:
        scene(Told(cast))
        MatchingRound.objects.filter(name="Våren 2026").update(name=scene.__name__)
