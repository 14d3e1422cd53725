"""A month of somebody's time: written by the person, decided by whoever answers for the staff."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.working_time import actions, months, on_paper, permissions, queries
from samverka.delivery.working_time.forms import MonthForm, SendBackForm, name_of
from samverka.delivery.working_time.models import Allocation, TimeReport
from samverka.foundation.audit import trail
from samverka.toolkit.clock import today
from samverka.toolkit.pdf import PDF_TYPE
from samverka.toolkit.spreadsheet import attachment

REFUSED = (actions.NotOpen, actions.NotWaiting, actions.NotYourOwn, actions.NotYet)


@require_safe
def mine(request):
    """Months that one writes oneself, and those that wait for one's answer."""
    actor = request.actor
    this_month = months.first_of(today())
    own = queries.own_months(actor.user_id, on=today()) if actor else []
    context = {
        "months": own,
        "this_month": this_month,
        # Of all that is not begun, what one comes to first is what one is asked to do.
        "next": next((row for row in own if not row.report and row.month < this_month), None),
        "waiting": queries.to_decide(actor) if permissions.may_allocate(actor) else [],
    }
    if context["waiting"]:
        _note_read(actor, context["waiting"])
    return render(request, "working_time/mine.html", context)


@require_POST
def begin(request):
    """Only for one's own share."""
    found = Allocation.objects.visible_to(request.actor).select_related("person")
    key = request.POST.get("allocation", "").replace("\0", "")
    allocation = get_object_or_404(found, public_key=key)
    if allocation.person.user_id != request.actor.user_id:
        raise PermissionDenied
    wanted = months.read(request.POST.get("month", "")) or months.first_of(today())
    try:
        report = actions.begin_month(
            allocation=allocation, month=wanted, on=today(), by=request.actor
        )
    except REFUSED as refused:
        messages.error(request, str(refused))
        return redirect("working_time:mine")
    return redirect("working_time:month", report.public_key)


def _report(request: HttpRequest, key: str) -> TimeReport:
    found = TimeReport.objects.visible_to(request.actor).select_related(*queries.WITH_NAMES)
    return get_object_or_404(found, public_key=key)


def _own(request: HttpRequest, key: str) -> TimeReport:
    report = _report(request, key)
    if not permissions.is_own(request.actor, report):
        raise PermissionDenied
    return report


def _decided(request: HttpRequest, key: str) -> TimeReport:
    report = _report(request, key)
    if not permissions.may_decide(request.actor, report):
        raise PermissionDenied
    return report


def month(request, key):
    """A grid of days; each is kept as it is written."""
    if request.method == "POST":
        return _write(request, _own(request, key))
    return _page(request, _report(request, key))


def _write(request: HttpRequest, report: TimeReport):
    form = _form(report, request.POST)
    form.is_valid()
    told = form.told | form.same_as_before(request.POST.get("same", ""))
    try:
        actions.write_days(report=report, minutes=told, by=request.actor)
    except actions.NotOpen as refused:
        messages.error(request, str(refused))
        return redirect("working_time:month", report.public_key)
    if request.htmx.request_type == "partial":
        return render(request, "working_time/_sum.html", _sums(report) | {"form": form})
    if form.errors:
        return _page(request, report, form)
    same = request.POST.get("same", "")
    return redirect(f"{request.path}#{_anchor(form, same)}")


def _anchor(form: MonthForm, same: str) -> str:
    """The day that was filled in, so that the page stays where the finger was; else the sum."""
    return next((f"id_{name_of(day)}" for day in form.days if day.isoformat() == same), "sum")


def _form(report: TimeReport, sent=None) -> MonthForm:
    days = queries.days_to_write(report, on=today())
    return MonthForm(sent, days=days, minutes=queries.minutes_by_day(report))


def _sums(report: TimeReport) -> dict:
    return {
        "report": report,
        "standing": queries.standing(report),
        "without_ceiling": queries.funds_without_ceiling(report.programme, on=report.month),
    }


def _page(request, report: TimeReport, form=None, back_form=None):
    actor = request.actor
    is_own = permissions.is_own(actor, report)
    if not is_own:
        _note_read(actor, [report])
    context = _sums(report) | {
        "allocations": queries.allocations_of_report(report),
        "is_own": is_own,
        "may_write": is_own and report.is_with_the_person,
        "may_decide": permissions.may_decide(actor, report),
        "back_form": back_form or SendBackForm(),
        "faulty": form or back_form,
    }
    if context["may_write"]:
        context["form"] = form or _form(report)
    else:
        context["days"] = queries.minutes_by_day(report)
    status = 422 if context["faulty"] else 200
    return render(request, "working_time/month.html", context, status=status)


def _note_read(actor, reports) -> None:
    for report in reports:
        trail.note_read(by=actor, about=report, person_ids=[report.person_id])


@require_POST
def hand_in(request, key):
    """What stands in the boxes goes with it, also where no script kept it."""
    report = _own(request, key)
    form = _form(report, request.POST)
    if request.POST.get("with_days") and not form.is_valid():
        return _page(request, report, form)
    told = form.told if request.POST.get("with_days") else {}
    try:
        actions.hand_in(report=report, minutes=told, on=today(), by=request.actor)
    except REFUSED as refused:
        messages.error(request, str(refused))
        return redirect("working_time:month", key)
    undo = reverse("working_time:take_back", args=[key])
    messages.success(request, _("The month is handed in."), extra_tags=undo)
    return redirect("working_time:month", key)


def _done(request, key: str, said: str, do, *, undo: str = ""):
    """Do one thing with a report, say it, and go back to it."""
    try:
        do()
    except REFUSED as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said, extra_tags=reverse(undo, args=[key]) if undo else "")
    return redirect("working_time:month", key)


@require_POST
def take_back(request, key):
    report = _own(request, key)
    return _done(
        request,
        key,
        _("The month lies with you again."),
        lambda: actions.take_back(report=report, by=request.actor),
    )


@require_POST
def approve(request, key):
    report = _decided(request, key)
    return _done(
        request,
        key,
        _("The month is approved."),
        lambda: actions.approve(reports=[report], on=today(), by=request.actor),
        undo="working_time:take_back_approval",
    )


@require_POST
def take_back_approval(request, key):
    report = _decided(request, key)
    return _done(
        request,
        key,
        _("The month waits for approval again."),
        lambda: actions.take_back_approval(reports=[report], by=request.actor),
    )


@require_POST
def send_back(request, key):
    report = _decided(request, key)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _page(request, report, back_form=form)
    site = request.build_absolute_uri("/")
    reason = form.cleaned_data["reason"]
    return _done(
        request,
        key,
        _("The month is sent back. The person gets a letter."),
        lambda: actions.send_back(report=report, reason=reason, site=site, by=request.actor),
    )


@require_safe
def month_pdf(request, key):
    """To sign on paper."""
    report = _report(request, key)
    if not permissions.is_own(request.actor, report):
        _note_read(request.actor, [report])
    allocations = queries.allocations_of_report(report)
    days = queries.minutes_by_day(report)
    document = on_paper.month_pdf(report, allocations, days, queries.standing(report))
    return attachment(document, f"arbetstid-{report.month:%Y-%m}.pdf", PDF_TYPE)
