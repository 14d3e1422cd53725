from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

READS_MONTHS = (
    Role.PROGRAMME_LEADER,
    Role.SUB_PROJECT_LEADER,
    Role.ECONOMIST,
    Role.UNIT_HEAD,
    Role.RESEARCHER,
)


def may_read_months(actor: Actor) -> bool:
    return actor is not None and actor.is_one_of(*READS_MONTHS)
