"""The time of an employer's staff in a programme: who lacks a month, who has a share."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.programmes.queries import leads
from samverka.delivery.working_time import actions, months, permissions, queries
from samverka.delivery.working_time.forms import (
    AllocationForm,
    CeilingForm,
    EndForm,
    StaffFilters,
    day_after,
    month_of,
)
from samverka.delivery.working_time.known import SHIPPED
from samverka.delivery.working_time.models import Allocation, TimeReport
from samverka.foundation.audit import trail
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Bulk, Column, Listing
from samverka.toolkit.periods import EndsBeforeItBegan
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status
from samverka.toolkit.texts import hours

State = TimeReport.State
SHOWN_MONTHS = 12
SIGNS = {State.APPROVED: "done", State.HANDED_IN: "open", State.RETURNED: "late"}


def _state(row: Allocation) -> str:
    if row.report_state is None:
        return status("late", _("Not begun"))
    return status(SIGNS.get(row.report_state, "waiting"), str(State(row.report_state).label))


def _opens(row: Allocation) -> str:
    """What is not handed in is nobody else's to read."""
    is_told = row.report_key and row.report_state != State.OPEN
    return address("working_time:month", row.report_key) if is_told else ""


STAFF = Listing(
    key="working_time",
    title=gettext_lazy("Working time"),
    columns=(
        Column(
            "person",
            gettext_lazy("Person"),
            lambda row: str(row.person),
            opens=_opens,
            sort=("person__family_name", "person__given_name"),
        ),
        Column("function", gettext_lazy("Function"), sort="function"),
        Column("share", gettext_lazy("Share, %"), is_number=True, sort="share"),
        Column(
            "minutes",
            gettext_lazy("Hours"),
            lambda row: round((row.minutes or 0) / 60, 2) if _opens(row) else None,
            show=lambda row: hours(row.minutes or 0) if _opens(row) else "–",
            is_number=True,
        ),
        Column("state", gettext_lazy("State"), lambda row: _plain_state(row), show=_state),
        Column("organisation", gettext_lazy("Employer"), at_first=False),
        Column("valid_from", gettext_lazy("From"), sort="valid_from", at_first=False),
        Column("last_day", gettext_lazy("Last day"), at_first=False),
        Column(
            "end",
            gettext_lazy("Change"),
            lambda row: _("End"),
            opens=lambda row: address(
                "working_time:end_allocation", row.programme.public_key, row.public_key
            ),
        ),
    ),
    filters=StaffFilters,
    empty_title=gettext_lazy("Nobody works here with a share of their time"),
    empty_text=gettext_lazy("Say who of your staff works with the programme, and how much."),
)


def _plain_state(row: Allocation) -> str:
    return str(State(row.report_state).label) if row.report_state else _("Not begun")


def _read(request: HttpRequest, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_see_staff_time(request.actor):
        raise PermissionDenied
    return programme


def _answered_for(request: HttpRequest, key: str) -> Programme:
    programme = seen_programme(request.actor, key)
    if not permissions.may_allocate(request.actor):
        raise PermissionDenied
    return programme


def _find(request: HttpRequest, programme: Programme):
    """The list asks with what it is narrowed by; the month comes as people write one."""

    def find(*, q: str = "", month: str = "", state: str = ""):
        wanted = month_of(month, on=today())
        return queries.staff_of(request.actor, programme, month=wanted, q=q, state=state)

    return find


def _shown() -> list:
    """The month that has passed first: that is what is to be handed in."""
    this, passed, *earlier = months.latest(today(), SHOWN_MONTHS)
    return [passed, this, *earlier]


@require_safe
def staff_list(request, programme_key):
    programme = _read(request, programme_key)
    actor = request.actor
    may_allocate = permissions.may_allocate(actor)
    sums_of = month_of(request.GET.get("month", ""), on=today())
    may_see_sums = leads(actor, programme)
    context = {
        "programme": programme,
        "intro": _("Who works with the programme, and how their month stands."),
        "action_url": reverse("working_time:allocate", args=[programme_key])
        if may_allocate
        else "",
        "action_label": _("Give somebody a share"),
        "sums_of": sums_of,
        "sums": queries.approved_minutes(programme, month=sums_of) if may_see_sums else [],
        "may_see_sums": may_see_sums,
        "ceilings": queries.ceilings_of(programme.pk, on=sums_of),
        "without_ceiling": queries.funds_without_ceiling(programme, on=sums_of),
        "funds": queries.funds_of(programme),
        "may_see_pay": permissions.may_see_pay(actor),
        "may_limit": permissions.funds_one_may_limit(actor, programme).exists(),
    }
    return STAFF.answer(
        request,
        _find(request, programme),
        "working_time/staff.html",
        context,
        shown=_shown(),
        bulk=_deeds(programme) if may_allocate else [],
        noted=partial(_note_read, request, programme),
    )


def _note_read(request, programme, rows) -> None:
    trail.note_read(by=request.actor, about=programme, person_ids={row.person_id for row in rows})


def _deeds(programme: Programme) -> list[Bulk]:
    key = programme.public_key
    return [
        Bulk(_("Remind"), reverse("working_time:remind", args=[key])),
        Bulk(_("Approve"), reverse("working_time:approve_many", args=[key])),
    ]


@require_POST
def remind_many(request, programme_key):
    programme = _answered_for(request, programme_key)
    site = request.build_absolute_uri("/")

    def do(rows):
        sent = actions.remind(allocations=rows, month=rows[0].month, site=site, by=request.actor)
        said = ngettext(
            "%(count)s letter is on its way.", "%(count)s letters are on their way.", sent
        )
        return said % {"count": sent}

    return STAFF.carry_out(
        request,
        _find(request, programme),
        do,
        back=reverse("working_time:staff", args=[programme_key]),
        already=lambda row: row.report_state in (State.HANDED_IN, State.APPROVED),
        shown=_shown(),
    )


@require_POST
def approve_many(request, programme_key):
    programme = _answered_for(request, programme_key)
    actor = request.actor

    def do(rows):
        reports = queries.reports_of(actor, programme, rows, month=rows[0].month)
        actions.approve(reports=reports, on=today(), by=actor)
        said = ngettext(
            "%(count)s month is approved.", "%(count)s months are approved.", len(reports)
        )
        return said % {"count": len(reports)}

    return STAFF.carry_out(
        request,
        _find(request, programme),
        do,
        back=reverse("working_time:staff", args=[programme_key]),
        undo="working_time:take_back_many",
        within=[programme_key],
        refused=(actions.NotWaiting, actions.NotYourOwn),
        may=lambda row: _may_approve(actor, row),
        already=lambda row: row.report_state == State.APPROVED,
        keep=lambda row: f"{row.month:%Y-%m}",
        changes=lambda row: [TimeReport(pk=row.report_id)],
        shown=_shown(),
    )


def _may_approve(actor, row: Allocation) -> bool:
    """What is handed in at one's own employer, and is not one's own."""
    is_ready = row.report_state in (State.HANDED_IN, State.APPROVED)
    is_ours = row.organisation_id == actor.organisation_id
    return is_ready and is_ours and row.person.user_id != actor.user_id


@require_POST
def take_back_many(request, programme_key, token):
    programme = _answered_for(request, programme_key)
    actor = request.actor

    def do(rows):
        wanted = month_of(rows[0][1], on=today())
        ours = [row for row, _was in rows if row.organisation_id == actor.organisation_id]
        reports = queries.reports_of(actor, programme, ours, month=wanted)
        actions.take_back_approval(reports=reports, by=actor)
        return _("The months wait for approval again.")

    rows = Allocation.objects.visible_to(actor).filter(programme=programme)
    ever = queries.reports_by_person(actor, programme)
    return STAFF.take_back(
        request,
        token,
        rows,
        do,
        back=reverse("working_time:staff", args=[programme_key]),
        refused=(actions.NotWaiting,),
        changes=lambda row: ever.get(row.person_id, []),
    )


def form_page(request, programme, form, title: str, **more):
    context = {"programme": programme, "form": form, "title": title, **more}
    status = 422 if form.is_bound else 200
    return render(request, "working_time/form.html", context, status=status)


def allocate(request, programme_key):
    """Only staff of one's own organisation."""
    programme = _answered_for(request, programme_key)
    actor = request.actor
    form = AllocationForm(
        sent(request),
        persons=queries.colleagues(actor, on=today()),
        initial={"valid_from": months.first_of(today())},
    )
    if form.is_valid():
        try:
            actions.allocate(
                programme=programme, organisation=actor.organisation, **form.facts, by=actor
            )
        except (actions.HasSuchAShare, EndsBeforeItBegan) as refused:
            form.add_error("valid_from", str(refused))
        else:
            messages.success(request, _("The share is noted."))
            return redirect("working_time:staff", programme_key)
    return form_page(request, programme, form, _("A share of somebody's time"))


def end_allocation(request, programme_key, key):
    programme = _answered_for(request, programme_key)
    found = Allocation.objects.visible_to(request.actor).filter(
        programme=programme, organisation=request.actor.organisation_id
    )
    allocation = get_object_or_404(found.select_related("person"), public_key=key)
    form = EndForm(sent(request), initial={"last_day": allocation.last_day or today()})
    if form.is_valid():
        ends = day_after(form.cleaned_data["last_day"])
        try:
            actions.end_allocation(allocation=allocation, on=ends, by=request.actor)
        except EndsBeforeItBegan as refused:
            form.add_error("last_day", str(refused))
        else:
            messages.success(request, _("The last day is noted."))
            return redirect("working_time:staff", programme_key)
    title = _("End the share of %(person)s") % {"person": allocation.person}
    return form_page(request, programme, form, title)


def ceilings(request, programme_key):
    """What the programme's funds take of one person's time, with where it is written."""
    return rule_page(
        request,
        programme_key,
        CeilingForm,
        actions.set_ceiling,
        known=SHIPPED,
        title=_("What a fund takes of one person's time"),
        noted=_("The ceiling is noted."),
    )


def rule_page(request, programme_key, form_of, action, *, known, title: str, noted: str):
    """A fund's rule from a day on, as somebody writes it or takes it over from what we know."""
    programme = seen_programme(request.actor, programme_key)
    funds = permissions.funds_one_may_limit(request.actor, programme)
    if not funds.exists():
        raise PermissionDenied
    chosen = known.get(request.GET.get("known", ""))
    form = form_of(sent(request), funds=funds, initial=chosen.facts if chosen else None)
    if form.is_valid():
        try:
            action(**form.facts, by=request.actor)
        except EndsBeforeItBegan as refused:
            form.add_error("last_day", str(refused))
        else:
            messages.success(request, noted)
            return redirect("working_time:staff", programme_key)
    return form_page(request, programme, form, title, known=known)
