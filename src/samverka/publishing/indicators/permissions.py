from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role


def may_read(actor: Actor | None, programme: Programme) -> bool:
    """Those who answer to the fund: whoever leads the programme, and its economist."""
    return (
        actor is not None
        and actor.is_one_of(Role.PROGRAMME_LEADER, Role.ECONOMIST)
        and leads(actor, programme)
    )
