from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

ANSWERS_TO_FUNDS = (Role.PROGRAMME_LEADER, Role.ECONOMIST)
SEES_FIGURES = (*ANSWERS_TO_FUNDS, Role.RESEARCHER)


def sees_every_figure(actor: Actor, programme: Programme) -> bool:
    """Those who answer for the sums; from the parts of a total small groups could be told."""
    return actor.is_one_of(*SEES_FIGURES) and leads(actor, programme)


def may_compare_stages(actor: Actor, programme: Programme) -> bool:
    return sees_every_figure(actor, programme)


def sees_small_groups(actor: Actor, programme: Programme) -> bool:
    """In one municipality and month: only those who answer for each number."""
    return actor.is_one_of(*ANSWERS_TO_FUNDS) and leads(actor, programme)


def may_write_values(actor: Actor, programme: Programme) -> bool:
    return actor.is_one_of(*ANSWERS_TO_FUNDS) and leads(actor, programme)
