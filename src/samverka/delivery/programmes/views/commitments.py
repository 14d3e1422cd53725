from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from samverka.delivery.programmes import actions, permissions
from samverka.delivery.programmes.forms.commitments import GoalsForm
from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries.commitments import commitments_seen, goals_working_on
from samverka.toolkit.sent import sent


def commitment(request, programme_key, key):
    """Which of the programme's goals work on a commitment."""
    found = Programme.objects.visible_to(request.actor)
    programme = get_object_or_404(found, public_key=programme_key)
    if not permissions.may_change(request.actor, programme):
        raise PermissionDenied
    one = get_object_or_404(commitments_seen(request.actor), public_key=key)
    form = GoalsForm(
        sent(request),
        programme=programme,
        initial={"goals": goals_working_on(one, programme)},
    )
    if form.is_valid():
        actions.set_goals_of_commitment(
            programme=programme,
            commitment=one,
            goals=form.cleaned_data["goals"],
            by=request.actor,
        )
        messages.success(request, _("It is noted which goals work on the commitment."))
        return redirect("agreement:coverage", one.agreement.public_key)
    context = {"programme": programme, "commitment": one, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "programmes/commitment.html", context, status=status)
