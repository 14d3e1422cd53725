from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from .models import CERTIFIES, READS_SUMS


def may_read_certificates(actor: Actor) -> bool:
    return actor is not None and actor.is_one_of(*CERTIFIES, *READS_SUMS)


def may_certify(actor: Actor, organisation: Organisation) -> bool:
    """The employer's own, and nobody else: not those who lead the programme either."""
    return (
        actor is not None
        and actor.is_one_of(*CERTIFIES)
        and organisation.pk == actor.organisation_id
    )


def may_classify(actor: Actor, programme: Programme) -> bool:
    """Say which activities count for a fund, and remind those who certify."""
    return actor is not None and actor.is_one_of(*READS_SUMS) and leads(actor, programme)
