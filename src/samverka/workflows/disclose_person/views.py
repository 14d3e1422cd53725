import dataclasses
import json

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from samverka.register.people.models import Person
from samverka.register.people.permissions import may_read_extract
from samverka.register.requests.models import SubjectRequest
from samverka.toolkit import clock
from samverka.toolkit.spreadsheet import attachment

from .actions import make_extract


@require_http_methods(["GET", "POST"])
def extract(request, key):
    """The extract of what is kept: a page about it, and the file when it is asked for."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), public_key=key)
    if not may_read_extract(request.actor, person):
        raise PermissionDenied
    if request.method == "GET":
        context = {"person": person, "asked": _asked(request, person)}
        return render(request, "disclose_person/extract.html", context)
    tables = make_extract(person=person, by=request.actor)
    if request.POST.get("form") == "json":
        content = [dataclasses.asdict(table) for table in tables]
        text = json.dumps(content, ensure_ascii=False, indent=1)
        return attachment(text.encode(), "extract.json", "application/json")
    context = {"person": person, "tables": tables, "today": clock.today()}
    text = render_to_string("disclose_person/extract_file.html", context, request)
    return attachment(text.encode(), "extract.html", "text/html; charset=utf-8")


def _asked(request, person: Person) -> SubjectRequest | None:
    """The request that the extract answers, where one came from its page."""
    seen = SubjectRequest.objects.visible_to(request.actor)
    return seen.filter(person=person, public_key=request.GET.get("request", "")).first()
