from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.clock import today
from samverka.toolkit.spreadsheet import attachment

from .actions import take_rows
from .permissions import may_take_rows

ZIP_TYPE = "application/zip"


@require_http_methods(["GET", "POST"])
def rows(request, programme_key: str):
    """What the files hold, and the files when they are asked for."""
    visible = Programme.objects.visible_to(request.actor)
    programme = get_object_or_404(visible, public_key=programme_key)
    if not may_take_rows(request.actor, programme):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "rows_as_files/rows.html", {"programme": programme})
    content = take_rows(programme=programme, on=today(), by=request.actor)
    return attachment(content, f"{programme.slug}-underlag.zip", ZIP_TYPE)
