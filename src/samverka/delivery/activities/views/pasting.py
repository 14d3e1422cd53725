"""A sheet that was kept elsewhere: sent or pasted, looked at row by row, saved."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samverka.delivery.activities import actions, pasted
from samverka.delivery.activities.forms_pasting import PasteForm, lines_sent
from samverka.delivery.activities.models import Session
from samverka.delivery.activities.paper_list import paper_list
from samverka.delivery.activities.sheet import add_titles, sheet_of
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.texts import whole_number
from samverka.toolkit.uploads import is_too_large

from .sheets import session_to_read, session_to_tick


def paste(request, key):
    session = session_to_tick(request, key)
    if "line" in request.POST:
        return _look_or_save(request, session)
    if request.method != "POST":
        return _page(request, session, PasteForm(session=session))
    form = PasteForm(
        request.POST, request.FILES, session=session, is_too_large=is_too_large(request)
    )
    if not form.is_valid():
        return _page(request, session, form, status=422)
    if form.cleaned_data["others_absent"]:
        pasted.others_absent(form.lines, sheet_of(session, request.actor))
    return _rows(request, session, form.lines, seen=session.sheet_version)


def _look_or_save(request, session: Session):
    lines = lines_sent(request.POST)
    seen = whole_number(request.POST.get("seen", "")) or 0
    if "save" not in request.POST:
        return _rows(request, session, lines, seen=seen)
    ours = sheet_of(session, request.actor)
    pasted.fit(lines, ours, seen=seen)
    marks = [line.mark for line in lines if line.mark]
    try:
        recorded = actions.record_attendance(
            session=session, marks=marks, on=today(), by=request.actor
        )
    except actions.MarkRefused as refused:
        messages.error(request, str(refused))
        return _rows(request, session, lines, seen=seen)
    _tell(request, session, recorded)
    left = pasted.lay(lines, recorded)
    if not left:
        return redirect("activities:sheet", key=session.public_key)
    return _rows_page(request, session, left, seen=recorded.version)


def _tell(request, session: Session, recorded: actions.Recorded) -> None:
    count = len(recorded.saved)
    if count:
        undo = reverse("activities:undo", args=[session.public_key, recorded.version])
        text = ngettext("%(count)s mark is saved.", "%(count)s marks are saved.", count)
        messages.success(request, text % {"count": count}, extra_tags=undo)


def _rows(request, session: Session, lines: list[pasted.Line], *, seen: int):
    pasted.fit(lines, sheet_of(session, request.actor), seen=seen)
    return _rows_page(request, session, lines, seen=session.sheet_version)


def _rows_page(request, session: Session, lines: list[pasted.Line], *, seen: int):
    persons = {line.row.person_id for line in lines if line.row and line.row.person_id}
    trail.note_read(by=request.actor, about=session, person_ids=persons)
    faults = sum(bool(line.fault) for line in lines)
    context = {
        "session": session,
        "activity": session.activity,
        # What is wrong first: with two hundred rows one should not have to look for it.
        "lines": sorted(lines, key=lambda line: not line.fault),
        "faults": faults,
        "fitting": len(lines) - faults,
        "seen": seen,
    }
    return render(request, "activities/pasted.html", context, status=422 if faults else 200)


@require_safe
def on_paper(request, key):
    """The list to take along, in the order the sheet has."""
    session = session_to_read(request, key)
    shown = sheet_of(session, request.actor, sort=request.GET.get("sort", ""))
    add_titles(shown)
    persons = [row.person_id for row in shown.rows if row.person_id]
    trail.note_read(by=request.actor, about=session, person_ids=persons)
    answer = HttpResponse(paper_list(shown), content_type=PDF_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{session.held_on}-{key}.pdf"'
    return answer


def _page(request, session: Session, form: PasteForm, status: int = 200):
    context = {"session": session, "activity": session.activity, "form": form}
    return render(request, "activities/paste.html", context, status=status)
