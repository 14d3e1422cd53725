from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Cycle


def may_follow(actor: Actor | None, programme: Programme) -> bool:
    """See where each unit is, ask them all, and say who is process leader of which."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER) and leads(actor, programme)


def heads(actor: Actor | None, cycle: Cycle) -> bool:
    """Answer for the unit, and write its goals and steps."""
    return (
        actor is not None
        and actor.is_one_of(Role.UNIT_HEAD)
        and cycle.unit_id == actor.organisation_id
    )
