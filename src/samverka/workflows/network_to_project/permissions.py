from samverka.delivery.groups.models import Continuation, Group
from samverka.delivery.groups.permissions import may_run
from samverka.delivery.programmes.permissions import may_change, may_set_up
from samverka.foundation.accounts.actor import Actor

BECOME = (Group.Kind.NETWORK, Group.Kind.MEETING_PLACE)


def may_become(actor: Actor | None, group: Group) -> bool:
    """Whoever runs a network, and may begin a programme that the own organisation owns."""
    return may_set_up(actor) and group.kind in BECOME and may_run(actor, group)


def may_take_back(actor: Actor | None, continuation: Continuation) -> bool:
    """Whoever leads the project: running the network is not enough to take a programme away."""
    return may_change(actor, continuation.later.programme)
