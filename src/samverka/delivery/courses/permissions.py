from samverka.delivery.activities.permissions import may_create
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

WRITES = (Role.PROGRAMME_LEADER, Role.ORGANISER)


def may_write(actor: Actor | None, programme: Programme) -> bool:
    """Templates and school breaks: for those who lead the programme."""
    return actor is not None and actor.is_one_of(*WRITES) and leads(actor, programme)


def may_make(actor: Actor | None) -> bool:
    """Courses of a template: for whoever runs activities."""
    return actor is not None and may_create(actor)
