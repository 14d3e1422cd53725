"""A package or one file of a version, as an answer to whoever may fetch it."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from samverka.foundation.accounts.actor import Actor

from . import actions, queries
from .files import kind_of
from .models import Material, MaterialVersion


def version_of(material: Material, number: int) -> MaterialVersion:
    return get_object_or_404(queries.versions_of(material), number=number)


def package_answer(
    request: HttpRequest, version: MaterialVersion, *, on: dt.date, by: Actor | None
) -> HttpResponse:
    """All of a version, counted."""
    content = queries.package_of(version)
    _count(request, version, on=on, by=by)
    name = f"{version.material.origin}-{version.number}.zip"
    return _to_keep(content, name, "application/zip")


def file_answer(
    request: HttpRequest, version: MaterialVersion, place: int, *, on: dt.date, by: Actor | None
) -> HttpResponse:
    """One file by its place in the order of names, counted."""
    files = list(queries.files_of(version))
    if not 1 <= place <= len(files):
        raise Http404
    chosen = files[place - 1]
    _count(request, version, on=on, by=by)
    return _to_keep(queries.body_of(chosen), chosen.name, kind_of(chosen.name))


def _count(
    request: HttpRequest, version: MaterialVersion, *, on: dt.date, by: Actor | None
) -> None:
    """A look at the head of a file is no use of it."""
    if request.method == "GET":
        actions.count_download(version=version, on=on, by=by)


def _to_keep(content: bytes, name: str, kind: str) -> HttpResponse:
    """To be kept and never run: the browser is told the kind, and saves it."""
    header = content_disposition_header(True, name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": header})
