from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor

from .models import CLAIMS


def may_claim(actor: Actor | None, programme: Programme) -> bool:
    """Assemble, write and send claims, and read them: whoever answers to the fund."""
    return actor is not None and actor.is_one_of(*CLAIMS) and leads(actor, programme)
