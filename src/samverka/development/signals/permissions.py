from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.permissions import may_change as may_change_programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

READS = (
    Role.PROGRAMME_LEADER,
    Role.SUB_PROJECT_LEADER,
    Role.ORGANISER,
    Role.UNIT_HEAD,
    Role.RESEARCHER,
)


def may_read(actor: Actor | None) -> bool:
    """Read the numbers of the programmes one sees: those who plan for them."""
    return actor is not None and actor.is_one_of(*READS)


def may_settle(actor: Actor | None, programme: Programme) -> bool:
    """Say what is usual and what one wants to be told of; type numbers of every municipality."""
    return may_change_programme(actor, programme)


def may_type(actor: Actor | None, programme: Programme) -> bool:
    """Type numbers: a sub-project leader those of the own municipality."""
    if may_settle(actor, programme):
        return True
    return (
        actor is not None
        and actor.is_one_of(Role.SUB_PROJECT_LEADER)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )
