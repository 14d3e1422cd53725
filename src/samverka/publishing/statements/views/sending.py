"""Making a month ready, opening it again, and sending it."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samverka.publishing.statements import actions, queries
from samverka.publishing.statements.forms import ReceiptForm
from samverka.toolkit.clock import today

from .fetching import series_of, stand_of
from .squares import empty_ones


def _back(programme_key: str, key: str, month: dt.date):
    return redirect("statements:month", programme_key, key, month)


@require_POST
def make_ready(request, programme_key: str, key: str, month: dt.date):
    """What was looked at is settled; the page says what that was."""
    series, _stand = stand_of(request, programme_key, key, month)
    try:
        actions.make_ready(
            series=series,
            first_month=month,
            on=today(),
            seen=request.POST.get("seen", ""),
            by=request.actor,
        )
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    else:
        undo = reverse("statements:take_back", args=[programme_key, key, month])
        messages.success(request, _("The month is ready to be sent."), extra_tags=undo)
    return _back(programme_key, key, month)


@require_POST
def take_back(request, programme_key: str, key: str, month: dt.date):
    _series, found = stand_of(request, programme_key, key, month)
    if found.ready is None:
        messages.info(request, _("It is not ready, so there is nothing to open again."))
        return _back(programme_key, key, month)
    try:
        actions.take_back(version=found.ready, by=request.actor)
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The month is open again."))
    return _back(programme_key, key, month)


@require_POST
def send(request, programme_key: str, key: str, month: dt.date):
    _series, found = stand_of(request, programme_key, key, month)
    if found.ready is None:
        messages.info(request, _("It is not ready. Make it ready first."))
        return _back(programme_key, key, month)
    try:
        actions.send(version=found.ready, by=request.actor)
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    return _back(programme_key, key, month)


@require_safe
def progress(request, programme_key: str, key: str, month: dt.date):
    """How far the sending has come; when it is done, the page is asked for anew."""
    series, found = stand_of(request, programme_key, key, month)
    version = found.ready
    if version is None or not version.is_being_sent or queries.has_failed(version):
        return HttpResponseClientRefresh()
    context = {
        "programme": series.programme,
        "series": series,
        "month": found.period,
        "progress": queries.progress(version),
    }
    return render(request, "statements/parts/progress.html", context)


@require_POST
def send_empty(request, programme_key: str, key: str):
    """Months in which nothing happened are told of, all of them at once."""
    series = series_of(request, programme_key, key)
    months = empty_ones(queries.months_of(series, on=today()), today())
    if not months:
        messages.info(request, _("No month that is next holds nothing. Open the next one."))
        return redirect("statements:overview", programme_key)
    try:
        sent = actions.send_empty(
            series=series,
            months=[each.first_month for each in months],
            on=today(),
            by=request.actor,
        )
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    else:
        said = ngettext(
            "%(count)s month without anybody is sent.",
            "%(count)s months without anybody are sent.",
            len(sent),
        )
        messages.success(request, said % {"count": len(sent)})
    return redirect("statements:overview", programme_key)


@require_POST
def note_receipt(request, programme_key: str, key: str, month: dt.date):
    _series, found = stand_of(request, programme_key, key, month)
    form = ReceiptForm(request.POST)
    if found.sent is None or not form.is_valid():
        messages.error(request, _("Write what the authority answered, at most 120 signs."))
        return _back(programme_key, key, month)
    try:
        actions.note_receipt(
            version=found.sent, receipt=form.cleaned_data["receipt"], by=request.actor
        )
    except actions.StatementProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The receipt is noted."))
    return _back(programme_key, key, month)
