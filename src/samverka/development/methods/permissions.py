from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.permissions import may_change as may_change_programme
from samverka.foundation.accounts.actor import Actor

from .models import WRITES, Method, Trial


def writes_own(actor: Actor) -> bool:
    """Whoever writes of their organisation's trials, where it takes part."""
    return actor.is_one_of(*WRITES)


def may_take_part(actor: Actor, programme: Programme) -> bool:
    """Describe methods, and write of the trials and decisions of one's own organisation."""
    return (
        writes_own(actor)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )


def may_change(actor: Actor, method: Method) -> bool:
    """Its owner, and whoever leads the programme."""
    if writes_own(actor) and method.owner_id == actor.organisation_id:
        return True
    return may_change_programme(actor, method.programme)


def may_recommend(actor: Actor, method: Method) -> bool:
    return may_change_programme(actor, method.programme)


def may_count(actor: Actor, trial: Trial, *, leads: bool) -> bool:
    """Read how many took part where they are fewer than five."""
    return leads or (writes_own(actor) and trial.organisation_id == actor.organisation_id)
