from samverka.delivery.groups.models import Group
from samverka.delivery.groups.permissions import may_run
from samverka.delivery.programmes.permissions import may_set_up
from samverka.foundation.accounts.actor import Actor

BECOME = (Group.Kind.NETWORK, Group.Kind.MEETING_PLACE)


def may_become(actor: Actor | None, group: Group) -> bool:
    """Whoever runs a network, and may begin a programme that the own organisation owns."""
    return may_set_up(actor) and group.kind in BECOME and may_run(actor, group)
