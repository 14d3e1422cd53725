"""Writes of what municipalities may book."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.actions import (
    HasMarks,
    Times,
    cancel_activity,
    create_activity,
    restore_activity,
)
from samverka.delivery.activities.models import Attendance
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit.texts import day

from .models import Booking, Entitlement
from .queries import used_by


class IsUsed(Exception):
    """The municipality has booked all it may."""

    def __init__(self, organisation: Organisation, title: str, held_on: dt.date):
        self.organisation, self.title, self.held_on = organisation, title, held_on

    def __str__(self):
        return _(
            "%(organisation)s has booked already: %(title)s on %(day)s. That is all it may book. "
            "Give that booking back to choose another day."
        ) % {
            "organisation": self.organisation,
            "title": self.title,
            "day": day(self.held_on),
        }


class IsOutside(Exception):
    """A day on which nothing can be booked."""

    def __init__(self, entitlement: Entitlement):
        self.entitlement = entitlement

    def __str__(self):
        return _("Days from %(first)s to %(last)s can be booked. Choose one of them.") % {
            "first": day(self.entitlement.first_day),
            "last": day(self.entitlement.last_day),
        }


@transaction.atomic
def write_entitlement(
    *, programme: Programme, entitlement: Entitlement | None = None, by: Actor, **facts
) -> Entitlement:
    """What can be booked, or a correction of it: bookings that are made stay."""
    entitlement = entitlement or Entitlement(programme=programme)
    for name, value in facts.items():
        setattr(entitlement, name, value)
    entitlement.save()
    trail.note(by=by, verb="entitlements.written", about=entitlement)
    return entitlement


@transaction.atomic
def book(
    *,
    entitlement: Entitlement,
    organisation: Organisation,
    times: Times,
    place: str = "",
    by: Actor,
) -> Booking:
    """An activity of whoever holds it, in the municipality that books.

    :raises IsUsed: the municipality has no time left
    :raises IsOutside: the day is not one that can be booked
    """
    entitlement = Entitlement.objects.select_for_update().get(pk=entitlement.pk)
    if not entitlement.first_day <= times.day <= entitlement.last_day:
        raise IsOutside(entitlement)
    number = _free_number(entitlement, organisation)
    activity = create_activity(
        programme=entitlement.programme,
        organiser=entitlement.held_by,
        title=_("%(what)s, %(where)s")
        % {"what": entitlement.name, "where": organisation.municipality or organisation},
        kind=entitlement.kind,
        description=entitlement.description,
        target_group=entitlement.target_group,
        municipality=organisation.municipality,
        place=place,
        sessions=[times],
        by=by,
    )
    booking = Booking.objects.create(
        entitlement=entitlement, organisation=organisation, number=number, activity=activity
    )
    trail.note(by=by, verb="entitlements.booked", about=booking)
    return booking


def _free_number(entitlement: Entitlement, organisation: Organisation) -> int:
    """The caller holds the lock on the entitlement."""
    # An activity that was cancelled on its own page uses no time, whether or not it is held again.
    cancelled = entitlement.bookings.filter(organisation=organisation, activity__is_cancelled=True)
    cancelled.update(number=None)
    used = {
        number: (title, held_on) for number, title, held_on in used_by(organisation, entitlement)
    }
    free = [number for number in range(1, entitlement.times + 1) if number not in used]
    if not free:
        raise IsUsed(organisation, *next(iter(used.values())))
    return free[0]


@transaction.atomic
def give_back(*, booking: Booking, by: Actor) -> None:
    """The time is unused again, and the activity is cancelled.

    :raises HasMarks: it has been held
    """
    Entitlement.objects.select_for_update().get(pk=booking.entitlement_id)
    booking = Booking.objects.select_related("activity").get(pk=booking.pk)
    if booking.number is None and booking.activity.is_cancelled:
        return
    marks = Attendance.objects.filter(session__activity=booking.activity_id)
    held = marks.exclude(mark=Attendance.Mark.CLEARED).select_related("session").first()
    if held:
        raise HasMarks(held.session.held_on)
    booking.number = None
    booking.save(update_fields=["number"])
    cancel_activity(activity=booking.activity, by=by)
    trail.note(by=by, verb="entitlements.given_back", about=booking)


@transaction.atomic
def take_again(*, booking: Booking, by: Actor) -> None:
    """A booking that was given back stands again, if its time is still unused.

    :raises IsUsed: the municipality has booked another day meanwhile
    """
    entitlement = Entitlement.objects.select_for_update().get(pk=booking.entitlement_id)
    booking = Booking.objects.select_related("activity", "organisation").get(pk=booking.pk)
    if booking.number is None:
        booking.number = _free_number(entitlement, booking.organisation)
        booking.save(update_fields=["number"])
        restore_activity(activity=booking.activity, by=by)
        trail.note(by=by, verb="entitlements.taken_again", about=booking)
