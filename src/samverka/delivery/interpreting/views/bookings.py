"""Booking an interpreter: what to know first, what is needed, who suits, what came of it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.interpreting import actions, permissions, queries
from samverka.delivery.interpreting.calendar import booking_file
from samverka.delivery.interpreting.codes import checklist, level_said, source_of
from samverka.delivery.interpreting.forms import BookingFilters, BookingForm
from samverka.delivery.interpreting.guarding import TellsOfSomebody
from samverka.delivery.interpreting.models import Interpreter, InterpreterBooking
from samverka.delivery.programmes.permissions import seen_programme
from samverka.foundation.audit import trail
from samverka.toolkit.addresses import address
from samverka.toolkit.calendar_file import CALENDAR_TYPE
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent
from samverka.toolkit.templatetags.look import status

from .pool import agency_of, form_page

PARTS = {
    "before": gettext_lazy("Before"),
    "during": gettext_lazy("During"),
    "after": gettext_lazy("Afterwards"),
}
KINDS = {"open": "open", "asked": "waiting", "confirmed": "done", "cancelled": "neutral"}


def _state(row) -> str:
    if row.is_left:
        return status("late", _("The interpreter is off that day"))
    return status(KINDS[row.state], row.get_state_display())


BOOKINGS = Listing(
    key="interpreter_bookings",
    title=gettext_lazy("Booked interpreters"),
    columns=(
        Column("day", gettext_lazy("Day"), sort=("day", "starts")),
        Column("starts", gettext_lazy("From"), value=lambda row: f"{row.starts:%H:%M}"),
        Column(
            "variety",
            gettext_lazy("Language and variety"),
            value=str,
            opens=lambda row: address(
                "interpreting:booking", row.programme.public_key, row.public_key
            ),
            sort="variety",
        ),
        Column("mode", gettext_lazy("How"), value=lambda row: row.get_mode_display(), sort="mode"),
        Column(
            "about",
            gettext_lazy("What it concerns"),
            value=lambda row: row.get_about_display(),
            sort="about",
        ),
        Column(
            "state",
            gettext_lazy("State"),
            value=lambda row: row.get_state_display(),
            show=_state,
            sort="state",
        ),
    ),
    filters=BookingFilters,
    empty_title=gettext_lazy("No interpreter booked yet"),
    empty_text=gettext_lazy("Read what to think of first, then book."),
)


@require_safe
def booking_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "counts": queries.counts_of(request.actor, programme),
        "may_book": permissions.may_book(request.actor),
    }
    find = partial(queries.bookings_of, request.actor, programme)
    return BOOKINGS.answer(request, find, "interpreting/bookings.html", context)


def _checklist() -> list[tuple[str, list[str]]]:
    return [(str(PARTS[part]), lines) for part, lines in checklist()]


@require_safe
def guide(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "checklist": _checklist(),
        "source": source_of("checklist"),
        "levels_source": source_of("levels"),
        "may_book": permissions.may_book(request.actor),
    }
    return render(request, "interpreting/guide.html", context)


def book(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_book(request.actor):
        raise PermissionDenied
    initial = {"municipality": request.actor.organisation.municipality_id}
    form = BookingForm(sent(request), programme=programme, initial=initial)
    if form.is_valid():
        try:
            made = actions.book(programme=programme, on=today(), by=request.actor, **form.needs)
        except (actions.Refused, TellsOfSomebody) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Now choose whom to ask."))
            return redirect("interpreting:booking", programme_key, made.public_key)
    return form_page(
        request,
        form,
        title=_("Book an interpreter"),
        back=reverse("interpreting:guide", args=[programme_key]),
        back_label=_("Before you book"),
        submit=_("Go on and choose whom to ask"),
        intro=_("A booking tells of nobody: no names and no numbers."),
    )


def _booking(request, programme_key: str, key: str) -> InterpreterBooking:
    found = InterpreterBooking.objects.visible_to(request.actor).select_related(
        "programme", "organisation", "requested_by", "municipality"
    )
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


@require_safe
def booking(request, programme_key, key):
    found = _booking(request, programme_key, key)
    history = list(queries.history_of(found))
    context = {
        "programme": found.programme,
        "booking": found,
        "state": KINDS[found.state],
        "level": level_said(found.level_wanted) if found.level_wanted else "",
        "interpreter": next((one.interpreter for one in history if one.state == "accepted"), None),
        "history": history,
        "checklist": _checklist(),
        "is_over": found.day <= today(),
        "is_left": queries.is_left(found),
        "may_change": permissions.may_change_booking(request.actor, found),
        "deviations": found.deviations.order_by("pk"),
        "suggestions": [],
        "agencies": [],
    }
    if found.state == InterpreterBooking.State.OPEN and context["may_change"]:
        suggested = queries.suggestions(request.actor, found, on=today())
        persons = [one.interpreter.person_id for one in suggested]
        trail.note_read(by=request.actor, about=found, person_ids=persons)
        context["suggestions"] = suggested
        context["agencies"] = queries.agencies_of(found.programme)
    return render(request, "interpreting/booking.html", context)


def changed_booking(request, programme_key: str, key: str) -> InterpreterBooking:
    found = _booking(request, programme_key, key)
    if not permissions.may_change_booking(request.actor, found):
        raise PermissionDenied
    return found


def _do(request, programme_key: str, key: str, do, said: str):
    """One action; what it refuses is told on the booking's page."""
    try:
        do()
    except actions.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("interpreting:booking", programme_key, key)


@require_POST
def ask(request, programme_key, key):
    """Only somebody of the pool, or an agency: nobody else can be named."""
    found = changed_booking(request, programme_key, key)
    whom: dict = {}
    if agency := request.POST.get("agency"):
        whom["agency"] = agency_of(request, found.programme, agency)
    else:
        pool = Interpreter.objects.visible_to(request.actor).filter(programme=found.programme)
        chosen = request.POST.get("interpreter", "")
        whom["interpreter"] = get_object_or_404(pool.select_related("person"), public_key=chosen)
    site = request.build_absolute_uri("/")
    do = partial(actions.ask, booking=found, site=site, on=today(), by=request.actor, **whom)
    return _do(request, programme_key, key, do, _("The request is sent."))


@require_POST
def withdraw(request, programme_key, key):
    found = changed_booking(request, programme_key, key)
    site = request.build_absolute_uri("/")
    do = partial(actions.withdraw, booking=found, site=site, by=request.actor)
    return _do(request, programme_key, key, do, _("The request is taken back."))


@require_POST
def cancel(request, programme_key, key):
    found = changed_booking(request, programme_key, key)
    site = request.build_absolute_uri("/")
    do = partial(actions.cancel, booking=found, site=site, by=request.actor)
    return _do(request, programme_key, key, do, _("It is cancelled, and whoever was asked told."))


@require_POST
def outcome(request, programme_key, key):
    found = changed_booking(request, programme_key, key)
    held = request.POST.get("outcome") == "held"
    came = InterpreterBooking.Outcome.HELD if held else InterpreterBooking.Outcome.UNUSED
    do = partial(actions.note_outcome, booking=found, outcome=came, on=today(), by=request.actor)
    return _do(request, programme_key, key, do, _("It is noted."))


@require_safe
def calendar(request, programme_key, key):
    found = _booking(request, programme_key, key)
    return ics(booking_file(found))


def ics(file: bytes) -> HttpResponse:
    response = HttpResponse(file, content_type=f"{CALENDAR_TYPE}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="interpreter.ics"'
    return response
