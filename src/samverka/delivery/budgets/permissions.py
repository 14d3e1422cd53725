from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from .models import KEEPS_ACCOUNTS


def may_read_money(actor: Actor) -> bool:
    return actor is not None and actor.is_one_of(*KEEPS_ACCOUNTS)


def may_keep_account(actor: Actor, organisation: Organisation) -> bool:
    """Each partner writes down its own costs, and nobody else's."""
    return may_read_money(actor) and organisation.pk == actor.organisation_id


def may_check(actor: Actor, programme: Programme) -> bool:
    """Whoever leads the programme checks the reports, and sets shares and what is taken over."""
    return may_read_money(actor) and leads(actor, programme)
