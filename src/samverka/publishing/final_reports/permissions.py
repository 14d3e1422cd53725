from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role


def may_write_report(actor: Actor) -> bool:
    """Of a programme that one's organisation leads."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER, Role.ECONOMIST)
