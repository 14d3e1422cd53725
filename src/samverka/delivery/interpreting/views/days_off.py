"""An interpreter's own page of days off, behind their secret link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samverka.delivery.interpreting import actions, queries
from samverka.delivery.interpreting.forms import DaysOffForm
from samverka.delivery.interpreting.models import DaysOff
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .answering import nothing_here


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def days_off(request, token):
    whose = queries.interpreter_with(token)
    if whose is None:
        return nothing_here(request)
    form = DaysOffForm(sent(request))
    if form.is_valid():
        try:
            made = actions.mark_days_off(
                interpreter=whose, site=_site(request), on=today(), by=SYSTEM, **form.days
            )
        except actions.Refused as refused:
            form.add_error("last_day", str(refused))
        else:
            return _said_of(request, token, made, "take_off_back", _("You are not asked then."))
    context = {
        "interpreter": whose,
        "token": token,
        "form": form,
        "rows": queries.with_what_is_taken(whose, on=today()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "interpreting/days_off.html", context, status=status)


@login_not_required
@never_cache
@require_POST
def take_back(request, token, key):
    whose = queries.interpreter_with(token)
    if whose is None:
        return nothing_here(request)
    days = get_object_or_404(whose.days_off.select_related("interpreter"), public_key=key)
    actions.take_days_off_back(days=days, site=_site(request), by=SYSTEM)
    return _said_of(request, token, days, "bring_off_back", _("You can be asked then."))


@login_not_required
@never_cache
@require_POST
def bring_back(request, token, key):
    whose = queries.interpreter_with(token)
    if whose is None:
        return nothing_here(request)
    days = get_object_or_404(whose.days_off.select_related("interpreter"), public_key=key)
    actions.bring_days_off_back(days=days, site=_site(request), by=SYSTEM)
    return _said_of(request, token, days, "take_off_back", _("You are not asked then."))


def _said_of(request, token: str, days: DaysOff, undo: str, said: str):
    """Back to the page, where one press undoes it."""
    back = reverse(f"interpreting_answer:{undo}", args=[token, days.public_key])
    messages.success(request, said, extra_tags=back)
    return redirect("interpreting_answer:days_off", token)


def _site(request) -> str:
    return str(request.build_absolute_uri("/"))
