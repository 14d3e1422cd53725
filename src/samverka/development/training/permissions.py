from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change as may_change_programme
from samverka.foundation.accounts.actor import Actor


def may_plan(actor: Actor | None, programme: Programme) -> bool:
    """Write modules, make plans and book: whoever leads the programme."""
    return may_change_programme(actor, programme)
