from django.core.exceptions import PermissionDenied

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change, seen_programme


def changed_by(request, programme_key: str) -> Programme:
    """The programme, for somebody who may change it."""
    programme = seen_programme(request.actor, programme_key)
    if not may_change(request.actor, programme):
        raise PermissionDenied
    return programme
