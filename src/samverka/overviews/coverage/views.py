from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import today

from . import queries

READS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST, Role.RESEARCHER)


@require_safe
def coverage(request, programme_key):
    """Whom of the partners' staff the programme has reached."""
    programme = get_object_or_404(
        Programme.objects.visible_to(request.actor), public_key=programme_key
    )
    if not request.actor.is_one_of(*READS):
        raise PermissionDenied
    on, small = today(), queries.sees_small_numbers(request.actor, programme)
    organisations = queries.organisations_of(programme, on=on)
    staff = queries.staff_of(programme, organisations, on=on)
    # One organisation's functions side by side with everybody's would give small groups away.
    chosen = small and _chosen(request, organisations)
    told = queries.tables(staff, organisations, of=chosen or None, sees_small=small)
    context = {
        "programme": programme,
        "reach": told.reach,
        "contact": told.contact,
        "functions": told.functions,
        "has_staff": bool(staff),
        "chosen": chosen,
        "sees_small": small,
        "people": _people(chosen),
    }
    return render(request, "coverage/coverage.html", context)


def _chosen(request, organisations):
    asked = request.GET.get("organisation", "")
    return next((each for each in organisations if each.public_key == asked), None)


def _people(chosen) -> str:
    """The list of people that a function's number opens: one's own view of them."""
    asked = {"organisation": chosen.public_key} if chosen else {}
    return f"{reverse('people:list')}?{urlencode(asked | {'function': ''})}"
