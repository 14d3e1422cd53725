"""The first plan of the matching round that goes on: computed here, as its officer would."""

from samverka.foundation.accounts.actor import Actor
from samverka.guidance.matching.actions import scenarios
from samverka.guidance.matching.models import MatchingRound, Part, RoundRole, Scenario
from samverka.register.partners.models import Appointment

NAME = "Som vanligt"


def plan_round() -> None:
    """Loads the engine and takes some seconds, so only `samverka demo` does it."""
    role = RoundRole.objects.filter(
        part=Part.OFFICER, round__state=MatchingRound.State.DECIDING
    ).first()
    if role is None:
        return
    held = Appointment.objects.get(user=role.user, organisation=role.organisation)
    by = Actor(role.user, held.role, role.organisation)
    weights = dict(role.round.weights.values_list("criterion", "points"))
    scenario = Scenario.objects.create(round=role.round, name=NAME, weights=weights)
    scenarios.compute.call(
        scenario.pk,
        user_id=by.user_id,
        role=str(by.role),
        organisation_id=by.organisation_id,
    )
    scenario.refresh_from_db()
    scenarios.choose(scenario=scenario, by=by)
