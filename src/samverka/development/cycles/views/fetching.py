"""What every page of a unit's turn begins with, and how a form of it is answered."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.development.cycles import actions, permissions, queries
from samverka.development.cycles.models import Cycle

from .showing import name_of

REFUSED = (actions.IsClosed, actions.NotAnswered, actions.NotFollowedUp, actions.GoneSince)


def seen(request, key: str) -> Cycle:
    rows = Cycle.objects.visible_to(request.actor).select_related(
        "unit__part_of", "programme", "asked__round__version", "follow_up__round"
    )
    return get_object_or_404(rows, public_key=key)


def headed(request, key: str) -> Cycle:
    """Of the unit that the actor heads; whoever supports it reads, and notes meetings."""
    cycle = seen(request, key)
    if not permissions.heads(request.actor, cycle):
        raise PermissionDenied
    return cycle


def areas_of(cycle: Cycle) -> list[tuple[queries.Area, str]]:
    form = cycle.asked.round.version.form
    return [(area, name_of(form, area)) for area in queries.areas_of(form)]


def choices(cycle: Cycle) -> list[tuple[str, str]]:
    return [(area.name, name) for area, name in areas_of(cycle)]


def tried(request, cycle: Cycle, action, /, **facts) -> None:
    """Do it and say so, with Undo where the action answers what puts it back."""
    try:
        what = action(**facts, by=request.actor)
    except REFUSED as refused:
        messages.error(request, str(refused))
    else:
        undo = can_put_back(request, cycle, what) if isinstance(what, dict) else ""
        messages.success(request, _("Saved."), extra_tags=undo)


def written(request, cycle, form, title, write):
    """One form, one deed, and back to the cycle; what was changed can be put back."""
    if request.method == "POST" and form.is_valid():
        try:
            what = write(form.cleaned_data)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            undo = can_put_back(request, cycle, what) if isinstance(what, dict) else ""
            messages.success(request, _("Saved."), extra_tags=undo)
            return redirect("cycles:detail", cycle.public_key)
    status = 422 if request.method == "POST" else 200
    context = {"cycle": cycle, "form": form, "title": title}
    return render(request, "cycles/form.html", context, status=status)


def can_put_back(request, cycle, what) -> str:
    """The address that undoes what an action answered."""
    token = request.deeds.keep("cycles.goals", "cycles:put_back", [what])
    return reverse("cycles:put_back", args=[cycle.public_key, token])
