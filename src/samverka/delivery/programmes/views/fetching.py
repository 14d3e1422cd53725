from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change


def changed_by(request, programme_key: str) -> Programme:
    """The programme, for somebody who may change it."""
    seen = Programme.objects.visible_to(request.actor).select_related("owner")
    programme = get_object_or_404(seen, public_key=programme_key)
    if not may_change(request.actor, programme):
        raise PermissionDenied
    return programme


def sent(request):
    """What a form is filled with: also one that is sent empty is judged."""
    return request.POST if request.method == "POST" else None
