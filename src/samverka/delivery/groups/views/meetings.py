from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.permissions import may_run as may_run_activity
from samverka.delivery.groups import actions, minutes, permissions, queries
from samverka.delivery.groups.forms import (
    ConflictForm,
    MeetingForm,
    PresentForm,
    SignForm,
)
from samverka.delivery.groups.models import AgendaItem, ConflictOfInterest, Meeting
from samverka.delivery.groups.written_forms import ItemForm
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import attachment

from .pages import (
    allowed,
    form_page,
    group_run,
    guarded,
    meeting_of,
    meeting_run,
    names_read,
    posted,
    seat_name,
    texts_read,
    with_fields,
)


def _back(meeting: Meeting) -> str:
    return reverse("groups:meeting", args=[meeting.group.programme.public_key, meeting.public_key])


def meeting_create(request, programme_key, key):
    group = group_run(request, programme_key, key)
    initial = {"held_on": queries.next_day_proposed(group, on=today())}
    form = guarded(MeetingForm(posted(request), initial=initial, programme=group.programme), group)
    return form_page(
        request,
        form,
        lambda told: actions.call_meeting(
            group=group, on=today(), by=request.actor, **with_fields(told)
        ),
        title=_("New meeting"),
        intro=str(group),
        submit=_("Call the meeting"),
        then=_back,
        back=reverse("groups:detail", args=[programme_key, key]),
        back_label=str(group),
    )


def meeting_edit(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    form = MeetingForm(posted(request), instance=meeting, programme=meeting.group.programme)
    return form_page(
        request,
        form,
        lambda told: actions.correct_meeting(
            meeting=meeting, by=request.actor, **with_fields(told)
        ),
        title=_("Change the meeting"),
        intro=str(meeting.group),
        submit=_("Save"),
        back=_back(meeting),
        back_label=_("The meeting"),
    )


@require_safe
def meeting_detail(request, programme_key, key):
    meeting = meeting_of(request, programme_key, key)
    present = queries.terms_present(meeting)
    if not texts_read(request, meeting):
        return _numbers_only(request, meeting, present)
    items = queries.items_of(meeting)
    noted = [conflict.term for item in items for conflict in item.conflicts.all()]
    names = names_read(request, meeting.group, [*present, *noted])
    runs = permissions.may_run(request.actor, meeting.group)
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "programme": meeting.group.programme,
        "present": [seat_name(term.seat, term, names) for term in present],
        "guests": queries.guests_present(meeting),
        "items": [(item, _conflicts(item, names)) for item in items],
        "reasons": queries.reasons_of(meeting, items) if meeting.group.discusses_cases else {},
        "themes": queries.themes_of(items),
        "needs": _needs(request, meeting),
        "decisions": queries.decisions_of(meeting),
        "joined": list(meeting.fields.order_by("number")),
        "may_write": runs and not meeting.is_signed,
        "may_run": runs,
        "sheet_of": _sheet_of_others(request, meeting),
        "reads_notes": runs or queries.sits_in(request.actor, meeting.group, on=meeting.held_on),
        "today": today(),
    }
    return render(request, "groups/meeting.html", context)


def _sheet_of_others(request, meeting: Meeting) -> str:
    """Who keeps the sheet and invites, where it is not the actor: their pages are shut then."""
    activity = meeting.session.activity if meeting.session else None
    if activity is None or may_run_activity(request.actor, activity):
        return ""
    return str(activity.organiser)


def _numbers_only(request, meeting: Meeting, present):
    """For those without the role for children's data: how much there is, and nothing of it."""
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "programme": meeting.group.programme,
        "present": len(present),
        "items": meeting.items.count(),
        "decisions": meeting.decisions.count(),
    }
    return render(request, "groups/meeting_numbers.html", context)


def _needs(request, meeting: Meeting) -> list[tuple[queries.NeedsRow, bool]]:
    """Each municipality's needs, and whether the actor may take them into its plan."""
    own = request.actor.organisation_id if permissions.may_plan(request.actor) else None
    return [
        (row, row.organisation.pk == own and any(not need.line_key for need in row.needs))
        for row in queries.needs_by_municipality(meeting, on=meeting.held_on)
    ]


def _conflicts(item: AgendaItem, names: set[int]) -> list[tuple[str, ConflictOfInterest]]:
    return [
        (seat_name(conflict.term.seat, conflict.term, names), conflict)
        for conflict in item.conflicts.all()
    ]


@require_POST
def meeting_cancel(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    try:
        actions.cancel_meeting(meeting=meeting, by=request.actor)
    except actions.Signed as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("groups:meeting_restore", args=[programme_key, key])
        messages.success(request, _("The meeting is cancelled."), extra_tags=undo)
    return redirect(_back(meeting))


@require_POST
def meeting_restore(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    actions.restore_meeting(meeting=meeting, by=request.actor)
    messages.success(request, _("The meeting will be held."))
    return redirect(_back(meeting))


def present(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    if meeting.session:
        return redirect("activities:sheet", meeting.session.public_key)
    sitting = list(queries.terms_sitting(meeting.group, on=meeting.held_on))
    seen = names_read(request, meeting.group, sitting)
    there = {term.pk for term in queries.terms_present(meeting)}
    form = PresentForm(
        posted(request),
        meeting=meeting,
        names={term.pk: seat_name(term.seat, term, seen) for term in sitting},
        initial={"terms": there},
    )
    return form_page(
        request,
        form,
        lambda told: actions.note_present(meeting=meeting, terms=told["terms"], by=request.actor),
        title=_("Who was there"),
        intro=str(meeting.group),
        submit=_("Save"),
        back=_back(meeting),
        back_label=_("The meeting"),
    )


def item_create(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    programme = meeting.group.programme
    form = guarded(ItemForm(posted(request), programme=programme), meeting.group)
    del form.fields["is_open_question"]
    return form_page(
        request,
        form,
        lambda told: actions.add_item(meeting=meeting, by=request.actor, **told),
        title=_("New item"),
        submit=_("Add the item"),
        back=_back(meeting),
        back_label=_("The meeting"),
    )


def _item(request, programme_key: str, key: str) -> AgendaItem:
    items = AgendaItem.objects.visible_to(request.actor).select_related(
        "meeting__group__programme"
    )
    item = get_object_or_404(
        items, meeting__group__programme__public_key=programme_key, public_key=key
    )
    allowed(request, item.meeting.group)
    return item


def item_edit(request, programme_key, key):
    item = _item(request, programme_key, key)
    group = item.meeting.group
    form = guarded(ItemForm(posted(request), instance=item, programme=group.programme), group)
    return form_page(
        request,
        form,
        lambda told: actions.correct_item(item=item, by=request.actor, **told),
        title=_("Item %(number)s") % {"number": item.number},
        submit=_("Save"),
        back=_back(item.meeting),
        back_label=_("The meeting"),
        remove_url=reverse("groups:item_remove", args=[programme_key, key]),
        remove_label=_("Take it off the agenda"),
    )


@require_POST
def item_remove(request, programme_key, key):
    item = _item(request, programme_key, key)
    try:
        what = actions.remove_item(item=item, by=request.actor)
    except actions.Signed as refused:
        messages.error(request, str(refused))
        return redirect(_back(item.meeting))
    token = request.deeds.keep("groups.items", "groups:item_restore", [what])
    undo = reverse("groups:item_restore", args=[programme_key, item.meeting.public_key, token])
    said = _("“%(item)s” is taken off the agenda.") % {"item": item.title}
    messages.success(request, said, extra_tags=undo)
    return redirect(_back(item.meeting))


@require_POST
def item_restore(request, programme_key, key, token):
    meeting = meeting_run(request, programme_key, key)
    told = request.deeds.take(token)
    if not told:
        raise Http404
    try:
        actions.put_item_back(meeting=meeting, what=told[0], by=request.actor)
    except (actions.Signed, actions.GoneSince) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The item is on the agenda again."))
    return redirect(_back(meeting))


def conflict(request, programme_key, key):
    item = _item(request, programme_key, key)
    sitting = list(queries.terms_sitting(item.meeting.group, on=item.meeting.held_on))
    seen = names_read(request, item.meeting.group, sitting)
    names = {term.pk: seat_name(term.seat, term, seen) for term in sitting}
    form = ConflictForm(posted(request), meeting=item.meeting, names=names)
    return form_page(
        request,
        form,
        lambda told: actions.note_conflict(item=item, by=request.actor, **told),
        title=_("Conflict of interest"),
        intro=item.title,
        submit=_("Save"),
        back=_back(item.meeting),
        back_label=_("The meeting"),
    )


@require_POST
def conflict_remove(request, programme_key, key, term_key):
    item = _item(request, programme_key, key)
    noted = get_object_or_404(item.conflicts.all(), term__public_key=term_key)
    try:
        actions.remove_conflict(conflict=noted, by=request.actor)
    except actions.Signed as refused:
        messages.error(request, str(refused))
    return redirect(_back(item.meeting))


def sign(request, programme_key, key):
    meeting = meeting_run(request, programme_key, key)
    form = SignForm(posted(request), initial={"day": today()})
    return form_page(
        request,
        form,
        lambda told: actions.sign_minutes(
            meeting=meeting, signed_by=told["signed_by"], on=told["day"], by=request.actor
        ),
        title=_("Sign the minutes"),
        intro=_("From then on items and decisions stand as they are. Outcomes are written after."),
        submit=_("Sign the minutes"),
        back=_back(meeting),
        back_label=_("The meeting"),
    )


@require_safe
def minutes_file(request, programme_key, key):
    """The minutes to read, print or send: PDF, or a page that needs nothing else."""
    meeting = meeting_of(request, programme_key, key)
    if not texts_read(request, meeting):
        raise PermissionDenied
    terms = queries.terms_present(meeting)
    told = minutes.told(meeting, terms, names_read(request, meeting.group, terms))
    name = f"{slugify(meeting.group.name)}-{meeting.held_on:%Y-%m-%d}"
    if request.GET.get("format") == "html":
        text = render_to_string("groups/minutes_file.html", told)
        return attachment(text.encode(), f"{name}.html", "text/html; charset=utf-8")
    return attachment(minutes.as_pdf(told), f"{name}.pdf", PDF_TYPE)
