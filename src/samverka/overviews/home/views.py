from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from samverka.foundation.accounts.models import Role
from samverka.publishing.reports.queries import programmes_read_by
from samverka.toolkit.clock import today

from .goals import goals_in_short
from .queries import greeting
from .waiting import waiting


@require_safe
def home(request):
    actor, on = request.actor, today()
    context = {
        "name": request.user.name,
        "role": Role(actor.role).label if actor else "",
        "organisation": actor.organisation if actor else None,
        "blocks": greeting(actor, on=on) if actor else [],
        "today": on,
    }
    return render(request, "home/home.html", context)


@require_safe
def all_waiting(request):
    """All that waits, or all of one kind of which the page that greets shows the first."""
    actor, kind = request.actor, request.GET.get("kind", "")
    found = waiting(actor, on=today(), most=None) if actor else []
    rows = [row for row in found if kind in ("", row.kind)]
    context = {"waiting": rows, "is_of_one_kind": bool(kind)}
    return render(request, "home/waiting.html", context)


@require_safe
def goals(request, programme_key):
    """What a programme's card fetches when the page has come; a page by itself otherwise."""
    programme = get_object_or_404(programmes_read_by(request.actor), public_key=programme_key)
    context = {"programme": programme, **goals_in_short(programme, request.actor, on=today())}
    is_fragment = request.htmx.request_type == "partial"
    response = render(request, "home/_goals.html" if is_fragment else "home/goals.html", context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response
