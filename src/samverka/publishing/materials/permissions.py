from samverka.delivery.activities.models import Session
from samverka.delivery.activities.permissions import may_run
from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.permissions import may_change as may_lead
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Material

WRITES = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER)


def may_add(actor: Actor, programme: Programme) -> bool:
    """Publish material of one's own organisation, where it takes part."""
    return (
        actor.is_one_of(*WRITES)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )


def may_attach(actor: Actor | None, session: Session) -> bool:
    """Whoever runs the activity puts to its sessions what was said and shown there."""
    return actor is not None and may_run(actor, session.activity)


def may_change_some(actor: Actor, programme: Programme) -> bool:
    """Whoever may have material of theirs in the programme's list."""
    return may_add(actor, programme) or may_lead(actor, programme)


def may_change(actor: Actor, material: Material) -> bool:
    """Its owner, and whoever leads its programme."""
    if actor.is_one_of(*WRITES) and material.owner_id == actor.organisation_id:
        return may_add(actor, material.programme)
    return may_lead(actor, material.programme)
