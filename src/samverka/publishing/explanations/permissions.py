from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Explanation

WRITES = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)


def may_begin(actor: Actor | None, programme: Programme) -> bool:
    """For one's own organisation, in a programme that one sees."""
    return actor is not None and actor.is_one_of(*WRITES)


def may_write(actor: Actor | None, explanation: Explanation) -> bool:
    """One's own organisation's."""
    is_own = actor is not None and actor.organisation_id == explanation.owner_id
    return is_own and may_begin(actor, explanation.programme)
