from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.retention.actions import IsBeingDeleted
from samverka.delivery.retention.models import Deletion
from samverka.delivery.retention.permissions import (
    may_decide_keeping,
    may_read_keeping,
    may_read_some,
)
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Filters, Listing
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import XLSX_TYPE, attachment
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import whole_number

from . import actions, queries
from .on_paper import as_pdf, as_workbook, facts_of, rows_of_proof
from .words import table_name

State = Deletion.State
KINDS = {State.BEGUN: "waiting", State.DONE: "done", State.STOPPED: "late"}


@require_safe
def overview(request):
    """What has been kept long enough, by programme and kind of record."""
    if not may_read_some(request.actor):
        raise PermissionDenied
    lines = queries.due_lines(queries.led_programmes(request.actor), on=today())
    context = {
        "lines": lines,
        "due": sum(not line.keeping.holds for line in lines),
        "programmes": queries.led_programmes(request.actor),
    }
    return render(request, "delete_due/overview.html", context)


def _programme(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not may_read_keeping(request.actor, programme):
        raise PermissionDenied
    return programme


@require_http_methods(["GET", "POST"])
def look_through(request, programme_key: str, records: str):
    """One kind of record: how much, by which rule, what stops it; and having it deleted."""
    programme = _programme(request, programme_key)
    if records not in queries.ANSWERS:
        raise Http404
    may_delete = may_decide_keeping(request.actor, programme)
    if request.method == "POST":
        if not may_delete:
            raise PermissionDenied
        return _begin(request, programme, records)
    line = queries.line_of(programme, records, on=today())
    is_free = line.keeping.is_due(today()) and line.rows > 0 and not line.held
    context = {
        "programme": programme,
        "line": line,
        # Asked only where nothing else stops it: what would be refused is not offered.
        "others_first": is_free and queries.stands_on_it(programme, records),
        "tables": [(table_name(table), rows) for table, rows in sorted(line.counts.items())],
        "is_free": is_free,
        "may_delete": may_delete,
    }
    return render(request, "delete_due/look.html", context)


def _begin(request, programme: Programme, records: str):
    try:
        deletion = actions.begin(
            programme=programme,
            records=records,
            seen=whole_number(request.POST.get("seen", "")) or 0,
            language=get_language(),
            on=today(),
            by=request.actor,
        )
    except (actions.CannotBeDeleted, IsBeingDeleted) as refused:
        messages.error(request, str(refused))
        return redirect("delete_due:look", programme.public_key, records)
    return redirect("delete_due:proof", deletion.public_key)


def _state(row: Deletion) -> str:
    return status(KINDS[State(row.state)], row.get_state_display())


PROOFS = Listing(
    key="proofs",
    title=gettext_lazy("Proofs of deletion"),
    columns=(
        Column(
            "records",
            gettext_lazy("Records"),
            lambda row: str(row.get_records_display()),
            opens=lambda row: address("delete_due:proof", row.public_key),
        ),
        Column("programme", gettext_lazy("Programme"), sort="programme__name"),
        Column(
            "state",
            gettext_lazy("State"),
            lambda row: str(row.get_state_display()),
            show=_state,
            sort="state",
        ),
        Column("rows", gettext_lazy("Rows"), is_number=True),
        Column("kept_until", gettext_lazy("Kept until"), sort="kept_until"),
        Column("deleted_at", gettext_lazy("Deleted"), sort="deleted_at"),
        Column("asked_by", gettext_lazy("By whom"), lambda row: str(row.asked_by)),
    ),
    filters=Filters,
    empty_title=gettext_lazy("Nothing has been deleted"),
    empty_text=gettext_lazy("When records have been deleted, the proof stands here for ever."),
)


@require_safe
def proofs(request):
    if not may_read_some(request.actor):
        raise PermissionDenied
    context = {
        "back_url": address("delete_due:overview"),
        "back_label": _("Records that are due"),
    }
    return PROOFS.answer(request, lambda: queries.proofs_seen(request.actor), context=context)


def _deletion(request, key: str) -> Deletion:
    return get_object_or_404(queries.proofs_seen(request.actor), public_key=key)


def _standing(deletion: Deletion) -> dict:
    return {
        "deletion": deletion,
        "programme": deletion.programme,
        "progress": queries.progress(deletion),
        "has_failed": queries.has_failed(deletion),
    }


@require_safe
def proof(request, key: str):
    """How far a deletion has come, why nothing was deleted, or the proof."""
    deletion = _deletion(request, key)
    context = _standing(deletion)
    if deletion.state == State.DONE:
        context |= {"facts": facts_of(deletion), "rows": rows_of_proof(deletion)}
    return render(request, "delete_due/proof.html", context)


@require_safe
def progress(request, key: str):
    """How far it has come; when it is done, the page is asked for anew."""
    context = _standing(_deletion(request, key))
    if context["deletion"].state != State.BEGUN or context["has_failed"]:
        return HttpResponseClientRefresh()
    return render(request, "delete_due/_progress.html", context)


@require_safe
def proof_file(request, key: str, form: str):
    deletion = _deletion(request, key)
    if deletion.state != State.DONE or form not in {"pdf", "xlsx"}:
        raise Http404
    actions.take_out_proof(deletion=deletion, by=request.actor)
    name = f"gallringsbevis-{deletion.public_key}.{form}"
    if form == "pdf":
        return attachment(as_pdf(deletion), name, PDF_TYPE)
    return attachment(as_workbook(deletion), name, XLSX_TYPE)
