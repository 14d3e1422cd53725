from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samverka.delivery.programmes.permissions import may_change, seen_programme
from samverka.toolkit.spreadsheet import attachment

from .queries import file_of, sources_of

YAML_TYPE = "application/yaml; charset=utf-8"


@require_safe
def sources(request, programme_key):
    """Where each fact comes from, what the sources leave open, and the file that holds it all."""
    programme = seen_programme(request.actor, programme_key)
    open_points = list(programme.open_points.order_by("number"))
    context = {
        "programme": programme,
        "sources": sources_of(programme),
        "open_points": open_points,
        "has_rows": any(point.rows for point in open_points),
        "may_take_file": may_change(request.actor, programme),
    }
    return render(request, "programme_file/sources.html", context)


@require_safe
def download(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not may_change(request.actor, programme):
        raise PermissionDenied
    return attachment(file_of(programme).encode(), f"{programme.slug}.yaml", YAML_TYPE)
