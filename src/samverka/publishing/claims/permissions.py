from collections.abc import Collection

from samverka.delivery.certification.models import CertifiedLine
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person

from .models import CLAIMS


def may_claim(actor: Actor | None, programme: Programme) -> bool:
    """Assemble, write and send claims, and read them: whoever answers to the fund."""
    return actor is not None and actor.is_one_of(*CLAIMS) and leads(actor, programme)


def papers_to_see(actor: Actor, certificates: Collection[int]) -> set[int]:
    """Those whose signed paper the actor may see: everybody on it is visible to them."""
    hidden = CertifiedLine.objects.filter(certificate__in=certificates).exclude(
        person__in=Person.objects.visible_to(actor)
    )
    return set(certificates) - set(hidden.values_list("certificate", flat=True))
