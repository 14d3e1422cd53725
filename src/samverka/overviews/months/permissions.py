from samverka.delivery.certification.models import CERTIFIES
from samverka.foundation.accounts.actor import Actor
from samverka.publishing.statements.models import TELLS


def may_read_months(actor: Actor | None) -> bool:
    """Whoever tells a fund of a programme's months, and whoever certifies an employer's."""
    return actor is not None and actor.is_one_of(*TELLS, *CERTIFIES)
