from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.permissions import may_change as may_change_programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Mapping


def may_change(actor: Actor | None, programme: Programme) -> bool:
    """Write competences and required levels, and make mappings."""
    return may_change_programme(actor, programme)


def may_read_result(actor: Actor | None, mapping: Mapping) -> bool:
    """The sums of all that answered: whoever plans the training."""
    return may_change_programme(actor, mapping.programme)


def may_ask(actor: Actor | None, programme: Programme) -> bool:
    """Add one's own staff to mappings: whoever leads a partner's part of the programme too."""
    if may_change_programme(actor, programme):
        return True
    return (
        actor is not None
        and actor.is_one_of(Role.SUB_PROJECT_LEADER)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )


def may_agree(actor: Actor | None) -> bool:
    """See one's own unit's agreed levels, and set them in the talk."""
    return actor is not None and actor.is_one_of(Role.UNIT_HEAD)
