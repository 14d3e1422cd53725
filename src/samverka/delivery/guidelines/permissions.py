from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation

from .queries import municipalities_of

ANSWERS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)


def may_write(actor: Actor | None, programme: Programme) -> bool:
    """Say which guidelines and editions there are: who leads the programme."""
    return may_change(actor, programme)


def may_answer(actor: Actor | None, programme: Programme) -> bool:
    """Answer for one's own municipality, which takes part."""
    if actor is None or not actor.is_one_of(*ANSWERS):
        return False
    return municipalities_of(programme).filter(pk=actor.organisation_id).exists()


def may_read_answers(actor: Actor | None, programme: Programme, of: Organisation) -> bool:
    """What a municipality answered: those who work there, and who leads the programme."""
    if actor is None:
        return False
    return actor.organisation_id == of.pk or may_change(actor, programme)
