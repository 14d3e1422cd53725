from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

SEES_FIGURES = (Role.PROGRAMME_LEADER, Role.ECONOMIST, Role.RESEARCHER)


def sees_every_figure(actor: Actor, programme: Programme) -> bool:
    """Those who answer for the sums; from the parts of a total small groups could be told."""
    return actor.is_one_of(*SEES_FIGURES) and leads(actor, programme)


def may_write_values(actor: Actor, programme: Programme) -> bool:
    return actor.is_one_of(Role.PROGRAMME_LEADER, Role.ECONOMIST) and leads(actor, programme)
