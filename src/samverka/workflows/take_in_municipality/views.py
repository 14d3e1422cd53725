from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.delivery.support.actions import IsOnItsWay, OwnMentor
from samverka.delivery.support.permissions import may_help
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from . import actions
from .forms import TakeInForm


def take_in(request, programme_key):
    found = Programme.objects.visible_to(request.actor)
    programme = get_object_or_404(found, public_key=programme_key)
    if not may_help(request.actor, programme):
        raise PermissionDenied
    form = TakeInForm(sent(request), programme=programme, initial={"valid_from": today()})
    if form.is_valid():
        try:
            onboarding = actions.take_in_municipality(
                programme=programme, **form.facts, by=request.actor
            )
        except (IsOnItsWay, OwnMentor) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _("%(name)s takes part now, with its steps and a plan to write.")
                % {"name": onboarding.organisation},
            )
            return redirect("support:onboarding", programme_key, onboarding.public_key)
    context = {"programme": programme, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "take_in_municipality/take_in.html", context, status=status)
