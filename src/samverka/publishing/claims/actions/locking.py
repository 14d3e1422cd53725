from samverka.publishing.claims.models import Claim

from .problems import IsNotOpen, IsNotReady

State = Claim.State


def locked(claim: Claim, *states: str) -> Claim:
    """The claim in one of its states, until the transaction ends.

    :raises IsNotOpen: it is not in them, and open would do
    :raises IsNotReady: it is not in them
    """
    found = Claim.objects.select_for_update().filter(pk=claim.pk, state__in=states).first()
    if found is None:
        raise IsNotOpen if State.OPEN in states else IsNotReady
    return found
