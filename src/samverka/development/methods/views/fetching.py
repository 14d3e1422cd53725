"""What every page here begins with: a programme, a method and a stage that one may see."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from samverka.delivery.programmes.models import Phase, Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.methods import permissions, queries
from samverka.development.methods.models import Method


def programme_seen(request, programme_key) -> Programme:
    return seen_programme(request.actor, programme_key)


def method_seen(request, programme_key, key) -> Method:
    seen = Method.objects.visible_to(request.actor).select_related("programme", "owner")
    return get_object_or_404(seen, programme__public_key=programme_key, public_key=key)


def method_tried(request, programme_key, key) -> Method:
    """A method of which the actor may write what their own organisation does."""
    method = method_seen(request, programme_key, key)
    if not permissions.may_take_part(request.actor, method.programme):
        raise PermissionDenied
    return method


def stage_of(programme: Programme, number: str) -> Phase:
    for stage in queries.stages_of(programme):
        if stage.number == number:
            return stage
    raise Http404
