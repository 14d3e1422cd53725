from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samverka.foundation.accounts.models import Role
from samverka.toolkit.sealing import CannotOpen
from samverka.toolkit.texts import listed

from . import queries

AT_MOST = 200


@require_safe
def lately(request):
    """What one did oneself in the last thirty days, each with its Undo or why there is none."""
    deeds = queries.lately(request.user)[: AT_MOST + 1]
    context = {
        "deeds": [_line(request, deed) for deed in deeds[:AT_MOST]],
        "has_more": len(deeds) > AT_MOST,
    }
    return render(request, "deeds/lately.html", context)


def _line(request, deed) -> dict:
    try:
        told = deed.told()
    except CannotOpen:
        told = {"said": "", "why": _("The key that sealed it is gone.")}
    is_mine_now = deed.acting == (request.actor.choice if request.actor else "")
    role = _role_of(request, deed.acting)
    return {
        "deed": deed,
        "said": told["said"],
        "title": told.get("title", ""),
        "page": told.get("page", ""),
        "why": told.get("why", ""),
        "undo": told.get("address", "") if is_mine_now and not deed.taken_back_at else "",
        "in_role": "" if is_mine_now else role,
        "is_role_gone": not is_mine_now and not role,
    }


def _role_of(request, acting: str) -> str:
    """The role of one's own that it was done in, if one still has it."""
    there = next((actor for actor in request.actors if actor.choice == acting), None)
    return listed([Role(there.role).label, there.organisation.name]) if there else ""
