from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.activities.actions import HasMarks, IsTooEarly, TimesDoNotFit
from samverka.delivery.programmes.permissions import seen_programme
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing
from samverka.toolkit.sent import sent

from . import actions, permissions, queries
from .forms import BookingForm, EntitlementFilters, EntitlementForm
from .models import Booking, Entitlement

ENTITLEMENTS = Listing(
    key="entitlements",
    title=gettext_lazy("What municipalities may book"),
    columns=(
        Column(
            "name",
            gettext_lazy("What can be booked"),
            opens=lambda row: address(
                "entitlements:detail", row.programme.public_key, row.public_key
            ),
            sort="name",
        ),
        Column("held_by", gettext_lazy("Who comes and holds it"), sort="held_by__name"),
        Column("times", gettext_lazy("Times for each"), is_number=True, sort="times"),
        Column("booked", gettext_lazy("Booked"), is_number=True, sort="booked"),
        Column("first_day", gettext_lazy("First day"), sort="first_day"),
        Column("last_day", gettext_lazy("Last day"), sort="last_day"),
    ),
    filters=EntitlementFilters,
    empty_title=gettext_lazy("Nothing to book yet"),
    empty_text=gettext_lazy(
        "Say what each municipality may book and how many times, as one local workshop each."
    ),
)


def _entitlement(request: HttpRequest, programme_key: str, key: str) -> Entitlement:
    found = Entitlement.objects.visible_to(request.actor).select_related("programme", "held_by")
    return get_object_or_404(found, programme__public_key=programme_key, public_key=key)


@require_safe
def entitlement_list(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    may_write = permissions.may_write(request.actor, programme)
    context = {
        "programme": programme,
        "title": _("What municipalities may book"),
        "intro": _("Each municipality that takes part may book so many times."),
        "back_url": reverse("courses:list", args=[programme_key]),
        "back_label": _("Courses"),
    }
    if may_write:
        context["action_url"] = reverse("entitlements:create", args=[programme_key])
        context["action_label"] = _("Add what can be booked")
    find = partial(queries.entitlements_of, request.actor, programme)
    return ENTITLEMENTS.answer(request, find, "toolkit/list_page.html", context)


def create(request, programme_key):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_write(request.actor, programme):
        raise PermissionDenied
    initial = {"held_by": request.actor.organisation, "times": 1}
    form = EntitlementForm(sent(request), programme=programme, initial=initial)
    if form.is_valid():
        made = actions.write_entitlement(
            programme=programme, **form.cleaned_data, by=request.actor
        )
        messages.success(request, _("Municipalities can book it."))
        return redirect("entitlements:detail", programme_key, made.public_key)
    back = reverse("entitlements:list", args=[programme_key])
    return _form_page(request, form, _("Add what can be booked"), back)


def edit(request, programme_key, key):
    entitlement = _entitlement(request, programme_key, key)
    if not permissions.may_write(request.actor, entitlement.programme):
        raise PermissionDenied
    form = EntitlementForm(sent(request), programme=entitlement.programme, instance=entitlement)
    if form.is_valid():
        actions.write_entitlement(
            programme=entitlement.programme,
            entitlement=entitlement,
            **form.cleaned_data,
            by=request.actor,
        )
        messages.success(request, _("It is saved."))
        return redirect("entitlements:detail", programme_key, key)
    back = reverse("entitlements:detail", args=[programme_key, key])
    return _form_page(request, form, _("Change what can be booked"), back)


def _form_page(request, form, title, back, **besides):
    context = {"form": form, "title": title, "back_url": back, **besides}
    status = 422 if form.is_bound else 200
    return render(request, "entitlements/form.html", context, status=status)


@require_safe
def detail(request, programme_key, key):
    entitlement = _entitlement(request, programme_key, key)
    programme = entitlement.programme
    standings = queries.standings(entitlement)
    unused = [row for row in standings if row.left]
    may_write = permissions.may_write(request.actor, programme)
    may_book = permissions.may_book(request.actor, programme)
    books_for = None if may_write else request.actor.organisation_id
    theirs = [row for row in unused if books_for in (None, row.organisation.pk)]
    context = {
        "entitlement": entitlement,
        "programme": programme,
        "bookings": queries.bookings_of(entitlement),
        "unused": unused,
        "in_all": sum(row.times for row in standings),
        "left": sum(row.left for row in standings),
        "may_write": may_write,
        "may_book": may_book,
        "books_for": books_for,
        "is_over": entitlement.last_day < today(),
        "has_some_left": bool(theirs),
    }
    return render(request, "entitlements/entitlement.html", context)


def book(request, programme_key, key):
    entitlement = _entitlement(request, programme_key, key)
    programme = entitlement.programme
    if not permissions.may_book(request.actor, programme):
        raise PermissionDenied
    bookers = queries.entitled(programme)
    if not permissions.may_write(request.actor, programme):
        bookers = bookers.filter(pk=request.actor.organisation_id)
    initial = {"organisation": request.GET.get("kommun", ""), "starts": "13:00", "ends": "16:00"}
    form = BookingForm(sent(request), bookers=bookers, initial=initial)
    if form.is_valid():
        try:
            booking = actions.book(entitlement=entitlement, **form.facts, by=request.actor)
        except (actions.IsUsed, actions.IsOutside, IsTooEarly, TimesDoNotFit) as refused:
            form.add_error(None, str(refused))
        else:
            undo = reverse("entitlements:give_back", args=[programme_key, key, booking.public_key])
            messages.success(request, _("It is booked."), extra_tags=undo)
            for clash in queries.clashes_with(booking, form.cleaned_data["day"]):
                said = _("The same day, for the same people: %(title)s.")
                messages.warning(request, said % {"title": clash.title})
            return redirect("entitlements:detail", programme_key, key)
    back = reverse("entitlements:detail", args=[programme_key, key])
    title = _("Book: %(what)s") % {"what": entitlement.name}
    taken = queries.bookings_of(entitlement)
    return _form_page(request, form, title, back, entitlement=entitlement, taken=taken)


def _own_booking(request, programme_key, key, booking_key) -> Booking:
    entitlement = _entitlement(request, programme_key, key)
    booking = get_object_or_404(
        entitlement.bookings.select_related("activity", "organisation"), public_key=booking_key
    )
    if not permissions.may_give_back(
        request.actor, entitlement.programme, booking.organisation_id
    ):
        raise PermissionDenied
    return booking


@require_POST
def give_back(request, programme_key, key, booking_key):
    booking = _own_booking(request, programme_key, key, booking_key)
    try:
        actions.give_back(booking=booking, by=request.actor)
    except HasMarks as refused:
        messages.error(request, str(refused))
    else:
        undo = reverse("entitlements:take_again", args=[programme_key, key, booking_key])
        said = _("The booking is given back, and the activity is cancelled.")
        messages.success(request, said, extra_tags=undo)
    return redirect("entitlements:detail", programme_key, key)


@require_POST
def take_again(request, programme_key, key, booking_key):
    booking = _own_booking(request, programme_key, key, booking_key)
    try:
        actions.take_again(booking=booking, by=request.actor)
    except actions.IsUsed as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The booking stands."))
    return redirect("entitlements:detail", programme_key, key)
