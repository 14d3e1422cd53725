from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.foundation.audit import trail
from samverka.register.imports.models import Import, ImportRow
from samverka.toolkit import spreadsheet
from samverka.toolkit.tables import SendTable
from samverka.toolkit.uploads import is_too_large

from . import actions, forms, queries
from .columns import COLUMNS
from .permissions import kinds_of, may_import
from .rows import ROWS
from .templates_to_fill import workbook_to_fill

State, Outcome = Import.State, ImportRow.Outcome
DECIDED_AT_ONCE = 20
# Where one sees what has been written.
LISTS = {
    Import.Kind.ORGANISATIONS: "organisation:list",
    Import.Kind.UNITS: "partners:units",
    Import.Kind.PERSONS: "people:list",
}
REFUSALS = (actions.NotReady, actions.RowsAreWrong, actions.RowsAreUndecided)


def _kind(request, kind: str) -> str:
    if kind not in Import.Kind.values:
        raise Http404
    if not may_import(request.actor, kind):
        raise PermissionDenied
    return kind


def _import(request, key: str) -> Import:
    batch = get_object_or_404(Import.objects.visible_to(request.actor), public_key=key)
    _kind(request, batch.kind)
    return batch


@require_safe
def start(request):
    """What can be imported, and what one has sent during the last day."""
    kinds = kinds_of(request.actor)
    if not kinds:
        raise PermissionDenied
    context = {
        "kinds": [(kind, COLUMNS[kind]) for kind in kinds],
        "imports": queries.imports_of(request.actor),
    }
    return render(request, "import_register/start.html", context)


@require_safe
def template(request, kind: str):
    """An empty workbook with the headings, and what belongs below them."""
    content = workbook_to_fill(_kind(request, kind))
    return spreadsheet.attachment(content, f"{kind}.xlsx", spreadsheet.XLSX_TYPE)


@require_http_methods(["GET", "POST"])
def send(request, kind: str):
    kind = _kind(request, kind)
    too_large = request.method == "POST" and is_too_large(request)
    form = SendTable(request.POST or None, request.FILES or None, is_too_large=too_large)
    if request.method == "POST" and not form.is_bound:
        form = SendTable({}, request.FILES, is_too_large=too_large)
    if form.is_valid():
        batch = actions.begin_import(
            kind=kind, file=form.cleaned_data["file"], language=get_language(), by=request.actor
        )
        return redirect("import_register:detail", batch.public_key)
    context = {"form": form, "kind": Import.Kind(kind), "columns": COLUMNS[kind]}
    return render(request, "import_register/send.html", context)


@require_safe
def detail(request, key: str):
    """Where an import stands: how far it has come, what is asked, what will be done or was."""
    batch = _import(request, key)
    if batch.state in {State.READY, State.WRITTEN}:
        return _rows_page(request, batch)
    return render(request, "import_register/detail.html", _standing(batch))


def _standing(batch: Import) -> dict:
    return {
        "batch": batch,
        "progress": queries.progress(batch),
        "has_failed": queries.has_failed(batch),
    }


def _rows_page(request, batch: Import):
    def noted(rows: list[ImportRow]) -> None:
        keys = {person for row in rows for person in row.said["persons"]}
        trail.note_read(by=request.actor, about=batch, person_ids=keys)

    counts = queries.counts(batch)
    to_write = counts[Outcome.NEW] + counts[Outcome.CHANGED]
    context = {
        "batch": batch,
        "title": batch.file_name,
        "counts": [(outcome, counts[outcome], f"?outcome={outcome}") for outcome in Outcome],
        "wrong": counts[Outcome.WRONG],
        "ask": counts[Outcome.ASK],
        "to_write": to_write,
        "list_url": reverse(LISTS[Import.Kind(batch.kind)]),
        "passed_over": _passed_over(queries.found_in(batch)),
    }
    find = partial(queries.rows_of, batch)
    return ROWS.answer(request, find, "import_register/rows.html", context, noted=noted)


def _passed_over(found: dict) -> list[str]:
    """The headings of columns that nothing is read from."""
    read = set(found.get("places", {}).values())
    headings = enumerate(found.get("headings", []))
    return [heading for place, heading in headings if heading and place not in read]


@require_safe
def progress(request, key: str):
    """How far it has come; when it is done, the page is asked for anew."""
    batch = _import(request, key)
    context = _standing(batch)
    if batch.state not in {State.READING, State.WRITING} or context["has_failed"]:
        return HttpResponseClientRefresh()
    return render(request, "import_register/parts/progress.html", context)


@require_http_methods(["GET", "POST"])
def columns(request, key: str):
    """Which column of the file holds what."""
    batch = _import(request, key)
    found = queries.found_in(batch)
    if not found or batch.state not in {State.READY, State.UNCLEAR}:
        return redirect("import_register:detail", key)
    form = forms.ChooseColumns(request.POST or None, kind=batch.kind, found=found)
    if form.is_valid():
        places = None if form.is_other_sheet else form.places
        try:
            actions.choose_columns(batch=batch, sheet=form.sheet, places=places, by=request.actor)
        except actions.NotReady as problem:
            messages.warning(request, str(problem))
        return redirect("import_register:detail", key)
    context = {"batch": batch, "form": form, "found": found}
    return render(request, "import_register/columns.html", context)


@require_http_methods(["GET", "POST"])
def decide(request, key: str):
    """Rows that may be somebody who is there already, some at a time."""
    batch = _import(request, key)
    rows = list(queries.rows_of(batch, outcome=Outcome.ASK)[:DECIDED_AT_ONCE])
    if not rows:
        return redirect("import_register:detail", key)
    seen = {person for row in rows for person in row.said["persons"]}
    trail.note_read(by=request.actor, about=batch, person_ids=seen)
    form = forms.Decide(request.POST or None, rows=rows)
    if form.is_valid():
        try:
            actions.decide(batch=batch, decided=form.decided, by=request.actor)
        except actions.NotReady as problem:
            messages.warning(request, str(problem))
        return redirect("import_register:detail", key)
    return render(request, "import_register/decide.html", {"batch": batch, "form": form})


@require_POST
def confirm(request, key: str):
    batch = _import(request, key)
    try:
        actions.confirm(batch=batch, by=request.actor)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    return redirect("import_register:detail", key)


@require_POST
def throw_away(request, key: str):
    batch = _import(request, key)
    try:
        actions.throw_away(batch=batch, by=request.actor)
    except actions.NotReady as problem:
        messages.warning(request, str(problem))
        return redirect("import_register:detail", key)
    messages.success(request, _("The file is thrown away. Nothing of it is kept."))
    return redirect(reverse("import_register:start"))
