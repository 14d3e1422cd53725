from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.permissions import changed_funds
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

READS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST, Role.UNIT_HEAD)


def may_read_rates(actor: Actor) -> bool:
    return actor is not None and actor.is_one_of(*READS)


def may_choose_rates(actor: Actor, programme: Programme) -> bool:
    """Say which year's rates the programme uses."""
    return (
        actor is not None
        and actor.is_one_of(Role.PROGRAMME_LEADER, Role.ECONOMIST)
        and leads(actor, programme)
    )


def may_set_rates(actor: Actor, programme: Programme, fund: Fund) -> bool:
    """Write a fund's rates: they decide what hours are worth wherever the fund pays."""
    return may_choose_rates(actor, programme) and (
        changed_funds(actor).filter(pk=fund.pk).exists()
    )
