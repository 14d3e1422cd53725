"""What every page here begins with."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.development.competence import permissions
from samverka.development.competence.models import Competence, Mapping


def programme_changed(request, programme_key) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_change(request.actor, programme):
        raise PermissionDenied
    return programme


def competence_changed(request, programme_key, key) -> Competence:
    seen = Competence.objects.visible_to(request.actor).select_related("area__programme")
    found = get_object_or_404(seen, area__programme__public_key=programme_key, public_key=key)
    if not permissions.may_change(request.actor, found.area.programme):
        raise PermissionDenied
    return found


def mapping_seen(request, programme_key, key) -> Mapping:
    seen = Mapping.objects.visible_to(request.actor).select_related(
        "programme__owner", "round__version__instrument"
    )
    return get_object_or_404(seen, programme__public_key=programme_key, public_key=key)


def mapping_changed(request, programme_key, key) -> Mapping:
    mapping = mapping_seen(request, programme_key, key)
    if not permissions.may_change(request.actor, mapping.programme):
        raise PermissionDenied
    return mapping


def answer_form(request, template, form, **context):
    """A page with a form: 422 where it does not fit."""
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
