"""A matching round is on the home of whoever has a part in it, and says nothing to others."""

from django.urls import reverse

from samverka.guidance.matching.models import Part, Proposal
from samverka.guidance.matching.tests.factories import a_case, a_place, a_proposal, a_round, gets
from samverka.overviews.home.asked_at_once import asked_at_once
from samverka.toolkit.together import together
from tests.people import TODAY


def waits(actor) -> list[tuple[str, str]]:
    (found,) = together(asked_at_once(actor, on=TODAY))
    return [(one.what, one.url) for one in found]


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
