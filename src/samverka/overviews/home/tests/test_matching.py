"""A matching round is on the home of whoever has a part in it, and says nothing to others."""

import datetime as dt

from django.urls import reverse

from samverka.guidance.matching.models import CaseHandOver, CaseHandOverItem, Part, Proposal
from samverka.guidance.matching.tests.factories import (
    a_case,
    a_place,
    a_proposal,
    a_round,
    gets,
    receiver,
)
from samverka.overviews.home.asked_at_once import asked_at_once
from samverka.toolkit.together import together
from tests.people import TODAY


def waits(actor) -> list[tuple[str, str]]:
    (found,) = together(asked_at_once(actor, on=TODAY))
    return [(one.what, one.url) for one in found]


def test_what_is_late_of_a_hand_over_is_on_the_home_of_both_sides(cast):
    """S92: each side is told of its own; nobody is named."""
    matching = a_round(cast)
    gets(matching, cast.karin.user, cast.kungalv)
    place = a_place(matching, cast.partille)
    gunilla = receiver(matching, cast.partille)
    proposal = a_proposal(a_case(matching, cast.kungalv), place, Proposal.State.YES)
    hand_over = CaseHandOver.objects.create(
        proposal=proposal, receiving=cast.partille, move_on=TODAY, begun_on=TODAY
    )
    yesterday = TODAY - dt.timedelta(days=1)
    for code, side, due in (
        ("journey", "sending", yesterday),
        ("contact", "sending", TODAY),
        ("home", "receiving", yesterday),
        ("income", "receiving", yesterday),
    ):
        CaseHandOverItem.objects.create(hand_over=hand_over, code=code, side=side, due_on=due)
    page = reverse("matching:hand_overs", args=[cast.programme.public_key, matching.public_key])
    url = f"{page}?where=ours"
    assert ("1 thing is late in hand-overs", url) in waits(cast.karin)
    assert ("2 things are late in hand-overs", url) in waits(gunilla)
    assert waits(cast.petra) == []
    CaseHandOverItem.objects.update(done_on=TODAY)
    assert len(waits(gunilla)) == 1


def test_a_round_waits_for_its_officer_and_for_nobody_else_of_the_same_role(cast):
    matching = a_round(cast)
    gets(matching, cast.karin.user, cast.kungalv)
    gets(matching, cast.ulla.user, cast.kungalv, Part.MUNICIPALITY)
    case = a_case(matching, cast.kungalv)
    a_proposal(case, a_place(matching, cast.partille), Proposal.State.TO_DECIDE)
    keys = [cast.programme.public_key, matching.public_key]
    assert waits(cast.karin) == [
        ("1 household to decide about", reverse("matching:detail", args=keys))
    ]
    assert waits(cast.ulla) == [
        ("What you offer in matching", reverse("matching:offers", args=keys))
    ]
    assert waits(cast.petra) == waits(cast.olga) == waits(cast.sara) == []
    matching.state = "closed"
    matching.save()
    assert waits(cast.karin) == []
