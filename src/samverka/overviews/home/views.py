from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverka.foundation.accounts.models import Role
from samverka.toolkit.clock import today

from .queries import greeting


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
