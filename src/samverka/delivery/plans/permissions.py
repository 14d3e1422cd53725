from samverka.delivery.programmes.models import Participation, Programme, keys_led_by
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import WRITES, Plan


def writes_own(actor: Actor) -> bool:
    """Whoever writes the plan of their organisation, where it takes part."""
    return actor.is_one_of(*WRITES)


def may_start(actor: Actor, programme: Programme) -> bool:
    """Begin the plan of one's own organisation, which takes part."""
    return (
        writes_own(actor)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )


def may_write(actor: Actor, plan: Plan) -> bool:
    return writes_own(actor) and plan.organisation_id == actor.organisation_id


def may_approve(actor: Actor, programme: Programme) -> bool:
    """Decide on plans, and say what must be in place before implementation."""
    return (
        actor.is_one_of(Role.PROGRAMME_LEADER)
        and Programme.objects.filter(pk=programme.pk).filter(pk__in=keys_led_by(actor)).exists()
    )
