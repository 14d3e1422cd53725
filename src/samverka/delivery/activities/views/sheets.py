"""The attendance sheet: page, saving as one ticks, what others tick, undo and history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities import actions, permissions
from samverka.delivery.activities.after_end import ended_before
from samverka.delivery.activities.drawing import Drawing
from samverka.delivery.activities.forms import SheetForm
from samverka.delivery.activities.models import Attendance, Session
from samverka.delivery.activities.sheet import (
    Sheet,
    add_titles,
    has_place,
    history_of,
    mark_of,
    sheet_of,
    take_in,
)
from samverka.foundation.audit import trail
from samverka.toolkit import on_device
from samverka.toolkit.clock import now, today
from samverka.toolkit.texts import whole_number

from .opened import session_or_404


def session_to_read(request, key) -> Session:
    """A session whose sheet the actor may read."""
    session = session_or_404(request.actor, key)
    if not permissions.may_read_sheet(request.actor, session.activity):
        raise PermissionDenied
    return session


def session_to_tick(request, key) -> Session:
    session = session_to_read(request, key)
    if not permissions.may_run(request.actor, session.activity):
        raise PermissionDenied
    return session


def sheet(request, key):
    if request.method == "POST":
        return _tick(request, session_to_tick(request, key))
    session = session_to_read(request, key)
    shown = sheet_of(session, request.actor, sort=request.GET.get("sort", ""))
    return _page(request, shown)


def _page(request, shown: Sheet, status: int = 200):
    session = shown.session
    add_titles(shown)
    persons = [row.person_id for row in shown.rows if row.person_id]
    trail.note_read(by=request.actor, about=session, person_ids=persons)
    return render(
        request, "activities/sheet.html", _context(request, shown, shown.rows), status=status
    )


def _fragment(request, shown: Sheet, rows, refused=""):
    context = {**_context(request, shown, rows), "refused": refused}
    response = render(request, "activities/_sheet_news.html", context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response


def _context(request, shown: Sheet, rows) -> dict:
    session = shown.session
    may_tick = permissions.may_run(request.actor, session.activity)
    # Until the day has come one can only say that somebody will not.
    has_come = session.held_on <= today()
    return {
        "session": session,
        "activity": session.activity,
        "sheet": shown,
        "rows": rows,
        "drawn": Drawing(session, may_tick=may_tick, has_come=has_come).rows(rows),
        "sort": request.GET.get("sort", "name"),
        "may_tick": may_tick,
        "has_come": has_come,
        "ended": ended_before(
            request.actor,
            session.activity.programme_id,
            [row.person_id for row in shown.rows if row.is_here and row.person_id],
            day=session.held_on,
        ),
        "device": {
            "owner": on_device.owner(request.actor.user_id),
            "seal": on_device.seal_key(request.actor.user_id, session.public_key),
        },
        # Marks are stamped by the real clock, also in a region with a day of its own.
        "saved_today": shown.saved_at and shown.saved_at.date() == now().date(),
    }


def _tick(request, session: Session):
    form = SheetForm(request.POST, session)
    is_fragment = request.htmx.request_type == "partial"
    try:
        recorded = actions.record_attendance(
            session=session, marks=form.marks, on=today(), by=request.actor
        )
    except actions.MarkRefused as refused:
        if is_fragment:
            return _answer_rows(request, session, form, actions.Recorded(), str(refused))
        messages.error(request, str(refused))
        return redirect(request.get_full_path())
    session.sheet_version = recorded.version
    answer = _answer_rows if is_fragment else _answer_page
    return answer(request, session, form, recorded)


def _answer_rows(request, session, form, recorded, refused=""):
    """Only the rows that were sent: each as it is now, with what a person has to decide."""
    shown = sheet_of(session, request.actor, marks=recorded.marks, keep=recorded.refused)
    take_in(shown, form.faults | recorded.refused, form.typed, recorded.conflicts)
    return _fragment(request, shown, [row for row in shown.rows if row.key in form.keys], refused)


def _answer_page(request, session, form, recorded):
    faults = form.faults | recorded.refused
    if faults or recorded.conflicts:
        sort = request.GET.get("sort", "")
        shown = sheet_of(session, request.actor, sort=sort, keep=recorded.refused)
        take_in(shown, faults, form.typed, recorded.conflicts)
        return _page(request, shown, status=422)
    count = len(recorded.saved)
    if count:
        undo = reverse("activities:undo", args=[session.public_key, recorded.version])
        text = ngettext("%(count)s mark is saved.", "%(count)s marks are saved.", count)
        messages.success(request, text % {"count": count}, extra_tags=undo)
    return redirect(request.get_full_path())


@require_safe
def news(request, key):
    """What changed on the sheet after the version one has; nothing new has no content."""
    session = session_to_read(request, key)
    since = request.GET.get("since", "")
    if since == str(session.sheet_version):
        return HttpResponse(status=204)
    version = whole_number(since) or 0
    shown = sheet_of(session, request.actor)
    return _fragment(request, shown, [row for row in shown.rows if row.changed_in > version])


@require_POST
def undo(request, key, version):
    session = session_to_tick(request, key)
    count = actions.undo_marks(session=session, version=version, by=request.actor)
    text = ngettext("%(count)s mark is as before.", "%(count)s marks are as before.", count)
    messages.success(request, text % {"count": count})
    return redirect("activities:sheet", key)


@require_POST
def count_unnamed(request, key):
    """How many were here whom nobody names."""
    session = session_to_tick(request, key)
    count = whole_number(request.POST.get("count", ""))
    try:
        actions.count_unnamed(session=session, count=count, on=today(), by=request.actor)
    except actions.MarkRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(count)s are counted without a name.") % {"count": count})
    return redirect("activities:sheet", key)


@require_safe
def history(request, key, place_key):
    """What one mark has been, who wrote it and when."""
    session = session_to_read(request, key)
    if not has_place(session, place_key):
        raise Http404
    mark = mark_of(session, place_key)
    context = {
        "session": session,
        "key": place_key,
        "mark": mark,
        "steps": history_of(mark) if mark else [],
        "is_marked": mark is not None and mark.mark != Attendance.Mark.CLEARED,
        "may_tick": permissions.may_run(request.actor, session.activity),
    }
    is_fragment = request.htmx.request_type == "partial"
    template = "activities/_history.html" if is_fragment else "activities/history.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response
