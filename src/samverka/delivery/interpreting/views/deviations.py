"""What did not go as it should: reported, read by the agreement's keeper, answered."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.interpreting import actions, permissions, queries
from samverka.delivery.interpreting.forms import DeviationFilters, DeviationForm, NoteForm
from samverka.delivery.interpreting.guarding import TellsOfSomebody
from samverka.delivery.interpreting.models import Deviation, DeviationNote
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent

from .bookings import changed_booking
from .pool import form_page

DEVIATIONS = Listing(
    key="deviations",
    title=gettext_lazy("What did not go as it should"),
    columns=(
        Column("reported_on", gettext_lazy("Reported"), sort="reported_on"),
        Column(
            "kind",
            gettext_lazy("What happened"),
            value=lambda row: row.get_kind_display(),
            opens=lambda row: address(
                "interpreting:deviation", row.booking.programme.public_key, row.public_key
            ),
            sort="kind",
        ),
        Column("minutes_late", gettext_lazy("Minutes late"), is_number=True, sort="minutes_late"),
        Column(
            "agency",
            gettext_lazy("Agency"),
            value=lambda row: str(row.agency or ""),
            sort="agency__organisation__name",
        ),
        Column(
            "booked_by", gettext_lazy("Booked by"), value=lambda row: str(row.booking.organisation)
        ),
        Column("answers", gettext_lazy("Answers"), is_number=True, sort="answers"),
        Column("closed_on", gettext_lazy("Closed"), sort="closed_on"),
    ),
    filters=DeviationFilters,
    empty_title=gettext_lazy("Nothing reported"),
    empty_text=gettext_lazy("One reports on the page of a booking, when the day has come."),
)


@require_safe
def deviation_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    context = {
        "programme": programme,
        "title": _("What did not go as it should"),
        "intro": _("Of your own bookings, and of agencies whose agreement you keep."),
        "back_url": reverse("interpreting:bookings", args=[programme_key]),
        "back_label": _("Booked interpreters"),
    }
    find = partial(queries.deviations_of, request.actor, programme)
    return DEVIATIONS.answer(request, find, "toolkit/list_page.html", context)


def report(request, programme_key, key):
    booking = changed_booking(request, programme_key, key)
    form = DeviationForm(sent(request))
    if form.is_valid():
        try:
            made = actions.report(
                booking=booking,
                site=request.build_absolute_uri("/"),
                on=today(),
                by=request.actor,
                **form.cleaned_data,
            )
        except (actions.Refused, TellsOfSomebody) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is reported."))
            return redirect("interpreting:deviation", programme_key, made.public_key)
    return form_page(
        request,
        form,
        title=_("Report what did not go as it should"),
        back=reverse("interpreting:booking", args=[programme_key, key]),
        submit=_("Report"),
        intro=str(booking),
    )


def _deviation(request, programme_key: str, key: str) -> Deviation:
    rows = Deviation.objects.visible_to(request.actor).select_related(
        "booking__programme",
        "booking__organisation",
        "agency__organisation",
        "agency__agreement__keeper",
    )
    return get_object_or_404(rows, booking__programme__public_key=programme_key, public_key=key)


def deviation(request, programme_key, key):
    found = _deviation(request, programme_key, key)
    may_answer = permissions.may_answer_deviation(request.actor, found)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied
    form = NoteForm(sent(request))
    if form.is_valid():
        keeps = permissions.is_keeper(request.actor, found)
        side = DeviationNote.Side.KEEPER if keeps else DeviationNote.Side.BOOKER
        try:
            actions.answer_deviation(
                deviation=found,
                side=side,
                text=form.cleaned_data["text"],
                on=today(),
                by=request.actor,
            )
        except TellsOfSomebody as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, _("It is saved."))
            return redirect("interpreting:deviation", programme_key, key)
    context = {
        "programme": found.booking.programme,
        "deviation": found,
        "booking": found.booking,
        "notes": found.notes.all(),
        "form": form,
        "may_answer": may_answer,
    }
    status = 422 if form.is_bound else 200
    return render(request, "interpreting/deviation.html", context, status=status)


def _answered(request, programme_key: str, key: str) -> Deviation:
    found = _deviation(request, programme_key, key)
    if not permissions.may_answer_deviation(request.actor, found):
        raise PermissionDenied
    return found


@require_POST
def close(request, programme_key, key):
    found, undo = _answered(request, programme_key, key), ""
    # One that the other side has closed already keeps its day, and is theirs to undo.
    if found.closed_on is None:
        actions.close_deviation(deviation=found, on=today(), by=request.actor)
        request.deeds.left(found, "closed_on")
        undo = reverse("interpreting:open_deviation", args=[programme_key, key])
    messages.success(request, _("It is closed."), extra_tags=undo)
    return redirect("interpreting:deviation", programme_key, key)


@require_POST
def open_again(request, programme_key, key):
    found = _answered(request, programme_key, key)
    actions.open_deviation(deviation=found, by=request.actor)
    messages.success(request, _("It is open again."))
    return redirect("interpreting:deviation", programme_key, key)
