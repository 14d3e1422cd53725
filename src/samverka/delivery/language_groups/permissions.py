from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation

PLANS = (Role.PROGRAMME_LEADER, Role.ORGANISER)
STATES = (
    Role.PROGRAMME_LEADER,
    Role.SUB_PROJECT_LEADER,
    Role.ORGANISER,
    Role.UNIT_HEAD,
)


def may_plan(actor: Actor | None, programme: Programme) -> bool:
    """Read the proposals, and make courses of them: for those who lead the programme."""
    return actor is not None and actor.is_one_of(*PLANS) and leads(actor, programme)


def may_state(actor: Actor | None, programme: Programme) -> bool:
    """Say how many want a course: a municipality that takes part, which holds the persons."""
    if actor is None or not actor.is_one_of(*STATES):
        return False
    mine = Participation.objects.filter(
        programme=programme,
        organisation=actor.organisation_id,
        organisation__kind=Organisation.Kind.MUNICIPALITY,
    )
    return mine.exists()
