from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.foundation.accounts.actor import Actor


def may_write(actor: Actor | None, programme: Programme) -> bool:
    """Write and send a programme's newsletter: whoever leads it."""
    return may_change(actor, programme)
