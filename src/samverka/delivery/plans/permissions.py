from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.foundation.accounts.actor import Actor

from .models import WRITES, Plan, Risk


def writes_own(actor: Actor) -> bool:
    """Whoever writes the plan of their organisation, where it takes part."""
    return actor.is_one_of(*WRITES)


def may_start(actor: Actor, programme: Programme) -> bool:
    """Begin the plan of one's own organisation, which takes part."""
    return (
        writes_own(actor)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )


def may_write(actor: Actor, plan: Plan) -> bool:
    return writes_own(actor) and plan.organisation_id == actor.organisation_id


def may_change_risk(actor: Actor, risk: Risk) -> bool:
    """Each partner its own list."""
    return writes_own(actor) and risk.organisation_id == actor.organisation_id


def may_approve(actor: Actor, programme: Programme) -> bool:
    """Decide on plans, and say what must be in place before implementation."""
    return may_change(actor, programme)
