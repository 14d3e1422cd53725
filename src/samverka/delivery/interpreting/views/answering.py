"""Pages behind a secret link: the interpreter's on a telephone, and the agency's list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samverka.delivery.interpreting import actions, queries
from samverka.delivery.interpreting.calendar import booking_file
from samverka.delivery.interpreting.codes import checklist
from samverka.delivery.interpreting.forms import AgencyAnswerForm, AnswerForm
from samverka.delivery.interpreting.guarding import TellsOfSomebody
from samverka.delivery.interpreting.models import Agency, Ask, DeviationNote
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import today

from .bookings import ics


def nothing_here(request) -> HttpResponse:
    """The same for a link that never was and one that is over."""
    return render(request, "interpreting/nothing_here.html", status=404)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def interpreter(request, token):
    found = queries.interpreter_with(token)
    if found is None:
        return nothing_here(request)
    rows = list(queries.asks_to(found))
    refused = ""
    if request.method == "POST":
        form = AnswerForm(request.POST)
        ask = next((one for one in rows if one.public_key == form.data.get("ask")), None)
        if ask is None or not form.is_valid():
            return nothing_here(request)
        refused = _take_answer(request, ask, form.cleaned_data)
        if not refused:
            return redirect("interpreting_answer:interpreter", token)
    on = today()
    to_come = [one for one in reversed(rows) if one.booking.day >= on]
    context = {
        "interpreter": found,
        "token": token,
        "refused": refused,
        "whys": Ask.Why.choices,
        "waiting": [one for one in to_come if one.state == "waiting"],
        "coming": [one for one in to_come if one.state == "accepted"],
        "before": [one for one in rows if one.booking.day < on or one.state == "declined"],
        "days_off": queries.days_off_of(found, on=on),
        "checklist": dict(checklist())["during"],
    }
    return render(request, "interpreting/own_page.html", context, status=422 if refused else 200)


def _take_answer(request, ask: Ask, told: dict) -> str:
    """Why it was refused; nothing where it was taken."""
    takes_it = told["answer"] == "yes"
    try:
        actions.answer(
            asked=ask,
            takes_it=takes_it,
            declares=told["declares"],
            why=told["why"] or Ask.Why.OTHER,
            site=request.build_absolute_uri("/"),
            on=today(),
            by=SYSTEM,
        )
    except actions.Refused as refusal:
        return str(refusal)
    taken, not_taken = _("You have taken it. It is confirmed."), _("You have said no.")
    messages.success(request, taken if takes_it else not_taken)
    return ""


@login_not_required
@never_cache
@require_safe
def calendar(request, token, key):
    found = queries.interpreter_with(token)
    if found is None:
        return nothing_here(request)
    asks = queries.asks_to(found).filter(state=Ask.State.ACCEPTED)
    return ics(booking_file(get_object_or_404(asks, public_key=key).booking))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def agency(request, token):
    found = queries.agency_with(token)
    if found is None:
        return nothing_here(request)
    refused = ""
    if request.method == "POST":
        form = AgencyAnswerForm(request.POST)
        if not form.is_valid():
            return nothing_here(request)
        refused = _take_from_agency(request, found, form.cleaned_data)
        if not refused:
            return redirect("interpreting_answer:agency", token)
    rows = reversed(list(queries.asks_to(found)))
    asks = [one for one in rows if one.booking.day >= today()]
    context = {
        "agency": found,
        "refused": refused,
        "waiting": [
            (one, queries.who_could(found, one.booking)) for one in asks if one.state == "waiting"
        ],
        "answered": [one for one in asks if one.state != "waiting"],
        "deviations": queries.deviations_at(found),
    }
    return render(
        request, "interpreting/agency_page.html", context, status=422 if refused else 200
    )


def _take_from_agency(request, found: Agency, told: dict) -> str:
    """Why it was refused; nothing where it was taken."""
    take = _take_about_deviation if told["deviation"] else _take_about_ask
    try:
        take(request, found, told)
    except (actions.Refused, TellsOfSomebody) as refusal:
        return str(refusal)
    messages.success(request, _("It is saved."))
    return ""


def _take_about_deviation(request, found: Agency, told: dict) -> None:
    actions.answer_deviation(
        deviation=get_object_or_404(found.deviations, public_key=told["deviation"]),
        side=DeviationNote.Side.AGENCY,
        text=told["text"],
        on=today(),
        by=SYSTEM,
    )


def _take_about_ask(request, found: Agency, told: dict) -> None:
    whom = None
    if told["interpreter"]:
        whom = get_object_or_404(found.interpreters, public_key=told["interpreter"])
    actions.answer_for_agency(
        asked=get_object_or_404(found.asks, public_key=told["ask"]),
        interpreter=whom,
        site=request.build_absolute_uri("/"),
        on=today(),
        by=SYSTEM,
    )
