"""From answers to a plan with reasons, from its lines to who goes where."""

from samverka.delivery.activities.models import Registration
from samverka.development.training import actions
from samverka.development.training.tests.factories import planned, proposed
from tests.people import TODAY


def test_a_line_says_whom_it_lifts_and_how_much(cast):
    line = planned(cast)
    assert (line.module.name, line.people, line.sessions, line.met) == ("Tolk", 5, 2, 20)
    assert line.lifted == [["Tolkade samtal", 5, 10]]


def test_accepted_places_are_registrations(cast):
    proposal = proposed(cast)
    assert proposal.is_proposed
    assert proposal.places.filter(session=None).count() == 2
    assert actions.accept(proposal=proposal, on=TODAY, by=cast.petra) == 3
    assert Registration.objects.in_force().count() == 3
