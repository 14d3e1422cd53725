from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Agreement, Party

DRAWS_UP = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER)
SIGNS = (*DRAWS_UP, Role.UNIT_HEAD)


def may_draw_up(actor: Actor | None) -> bool:
    """An agreement binds all of an organisation: a role in one programme is not enough."""
    return actor is not None and actor.is_one_of(*DRAWS_UP) and not actor.programme


def may_keep(actor: Actor | None, agreement: Agreement) -> bool:
    """Correct it, make versions, take in parties and note what was signed on paper."""
    return (
        actor is not None and may_draw_up(actor) and agreement.keeper_id == actor.organisation_id
    )


def may_sign(actor: Actor, party: Party) -> bool:
    """For one's own organisation; the keeper notes what came signed on paper."""
    acts_for_all = actor.is_one_of(*SIGNS) and not actor.programme
    is_own = acts_for_all and party.organisation_id == actor.organisation_id
    return is_own or may_keep(actor, party.agreement)
