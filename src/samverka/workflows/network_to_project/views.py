from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.groups.actions import IsAProject
from samverka.delivery.groups.models import Group, Term
from samverka.delivery.groups.queries import became, named, terms_sitting
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent
from samverka.toolkit.texts import listed

from . import actions
from .forms import BecomeForm
from .permissions import may_become, may_take_back


def _network(request, programme_key: str, key: str) -> Group:
    groups = Group.objects.visible_to(request.actor).select_related("programme", "convener")
    group = get_object_or_404(groups, programme__public_key=programme_key, public_key=key)
    if not may_become(request.actor, group):
        raise PermissionDenied
    return group


def _members(request, group: Group) -> dict[Term, str]:
    """Who sits there today, as far as the actor may know; each name shown is noted as read."""
    terms = list(terms_sitting(group, on=today()))
    seen = named(request.actor, group)
    read = {term.person_id for term in terms if term.person_id} & seen
    trail.note_read(by=request.actor, about=group, person_ids=sorted(read))
    return {term: _said(term, seen) for term in terms}


def _said(term: Term, seen: set[int]) -> str:
    parts = [term.organisation.name, actions.function_of(term)]
    if term.person_id in seen:
        parts.append(str(term.person))
    return listed(part for part in parts if part)


def become(request, programme_key, key):
    """A network becomes a project: its name, from when, and who goes along."""
    group = _network(request, programme_key, key)
    back = reverse("groups:detail", args=[programme_key, key])
    form = BecomeForm(
        sent(request),
        group=group,
        members=_members(request, group),
        initial={"starts_on": today()},
    )
    if form.is_valid():
        try:
            made = actions.become_project(
                group=group, on=today(), by=request.actor, **form.cleaned_data
            )
        except IsAProject as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("network_to_project:take_back", args=[programme_key, key])
            messages.success(
                request,
                _("%(name)s is a project now. Nothing of the network is lost.")
                % {"name": made.later.programme.name},
                extra_tags=undo,
            )
            return redirect("programme:detail", made.later.programme.public_key)
    context = {"programme": group.programme, "group": group, "form": form, "back_url": back}
    status = 422 if form.is_bound else 200
    return render(request, "network_to_project/become.html", context, status=status)


@require_POST
def take_back(request, programme_key, key):
    """As long as nothing has been written in the project."""
    group = _network(request, programme_key, key)
    made = became(group, request.actor)
    if made is None:
        raise Http404
    if not may_take_back(request.actor, made[0]):
        raise PermissionDenied
    try:
        actions.take_back_project(continuation=made[0], by=request.actor)
    except actions.HasBeenWritten as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The network is as it was, and the project is gone."))
    return redirect("groups:detail", programme_key, key)
