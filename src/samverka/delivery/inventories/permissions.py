from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.permissions import may_write as may_write_instrument
from samverka.register.instruments.permissions import may_write_some

from .models import RUNS, Inventory


def may_write(actor: Actor | None, programme: Programme) -> bool:
    """Begin an inventory: whoever leads the programme and may hold rounds at all."""
    return (
        actor is not None
        and actor.is_one_of(*RUNS)
        and may_write_some(actor)
        and leads(actor, programme)
    )


def may_ask(actor: Actor | None, inventory: Inventory) -> bool:
    """Open a round: the instrument is one's own organisation's."""
    return may_write(actor, inventory.programme) and may_write_instrument(
        actor, inventory.instrument
    )
