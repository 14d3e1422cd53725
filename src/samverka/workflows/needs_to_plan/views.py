from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.groups.models import Meeting
from samverka.delivery.groups.permissions import may_read_texts
from samverka.delivery.groups.queries import needs_not_planned
from samverka.delivery.plans.actions import NotNow
from samverka.delivery.plans.permissions import may_start
from samverka.toolkit.sent import sent

from . import actions
from .forms import TakeForm


def take(request, programme_key, key):
    """One's own municipality's needs of a meeting, ticked, into its own plan."""
    meetings = Meeting.objects.visible_to(request.actor).select_related("group__programme")
    meeting = get_object_or_404(
        meetings, group__programme__public_key=programme_key, public_key=key
    )
    programme = meeting.group.programme
    if not may_start(request.actor, programme) or not may_read_texts(request.actor, meeting.group):
        raise PermissionDenied
    own = request.actor.organisation
    needs = needs_not_planned(meeting, own)
    form = TakeForm(sent(request), needs=needs)
    if form.is_valid():
        try:
            plan = actions.take_needs(
                programme=programme,
                organisation=own,
                needs=form.cleaned_data["needs"],
                by=request.actor,
            )
        except NotNow as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The needs stand in the plan."))
            return redirect("plans:detail", programme_key, plan.public_key)
    context = {
        "programme": programme,
        "meeting": meeting,
        "form": form,
        "has_needs": needs.exists(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "needs_to_plan/take.html", context, status=status)
