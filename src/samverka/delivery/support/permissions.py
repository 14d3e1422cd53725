from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Onboarding

ASKS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)
HELPS = (Role.PROGRAMME_LEADER, Role.ORGANISER)
TICKS = (*ASKS, Role.ORGANISER)


def may_help(actor: Actor | None, programme: Programme) -> bool:
    """Note support, close it, take in municipalities: for the organisations that lead."""
    return actor is not None and actor.is_one_of(*HELPS) and leads(actor, programme)


def may_ask(actor: Actor | None, programme: Programme) -> bool:
    """For one's own organisation, which takes part; who helps may ask for any of them."""
    if actor is None:
        return False
    takes_part = Participation.objects.filter(
        programme=programme, organisation=actor.organisation_id
    )
    return (actor.is_one_of(*ASKS) and takes_part.exists()) or may_help(actor, programme)


def may_tick(actor: Actor | None, onboarding: Onboarding) -> bool:
    """The municipality itself, and who helps it."""
    if actor is None:
        return False
    is_own = actor.is_one_of(*TICKS) and onboarding.organisation_id == actor.organisation_id
    return is_own or may_help(actor, onboarding.programme)
