from samverka.delivery.programmes.models import Programme, keys_led_by
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

from .models import CERTIFIES, READS_SUMS, Certificate


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


def reminds(actor: Actor) -> bool:
    """Whether there may be a programme in which the actor reminds; each row is asked besides."""
    return actor is not None and actor.is_one_of(*READS_SUMS)


def reminds_in(actor: Actor) -> set[int]:
    """The programmes in which the actor reminds, all at once for a list."""
    if not reminds(actor):
        return set()
    return set(Programme.objects.filter(pk__in=keys_led_by(actor)).values_list("pk", flat=True))


def may_see_paper(actor: Actor, certificate: Certificate) -> bool:
    """The employer's own, if they may see everybody whose name may stand on it."""
    if not may_certify(actor, certificate.organisation):
        return False
    protected = Person.objects.filter(is_protected=True)
    hidden = certificate.lines.filter(person__in=protected).exclude(
        person__in=protected.visible_to(actor)
    )
    return not hidden.exists()
