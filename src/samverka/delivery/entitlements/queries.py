"""What municipalities may book, who has, and what is unused."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet

from samverka.delivery.activities.clashes import Clash, clashes
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.toolkit.lists import holding

from .models import Booking, Entitlement


def entitled(programme: Programme) -> QuerySet[Organisation]:
    """The municipalities that take part without leading the programme, by name."""
    partners = Participation.objects.filter(
        programme=programme, part=Participation.Part.PARTICIPANT
    )
    return Organisation.objects.filter(
        pk__in=partners.values("organisation"), kind=Organisation.Kind.MUNICIPALITY
    ).order_by("name")


def entitlements_of(actor: Actor, programme: Programme, *, q: str = "") -> QuerySet[Entitlement]:
    """Each with how many times are `booked`."""
    return (
        Entitlement.objects.visible_to(actor)
        .filter(holding(q, "name"), programme=programme)
        .select_related("programme", "held_by")
        .annotate(booked=Count("bookings", filter=Q(bookings__in=Booking.objects.in_force())))
        .order_by("-first_day", "name", "pk")
    )


def bookings_of(entitlement: Entitlement) -> QuerySet[Booking]:
    """Those in force in the order of their days: the booking calendar."""
    return (
        entitlement.bookings.in_force()
        .select_related("organisation", "activity")
        .annotate(
            held_on=Min("activity__sessions__held_on"),
            starts_at=Min("activity__sessions__starts_at"),
            ends_at=Max("activity__sessions__ends_at"),
        )
        .order_by("held_on", "organisation__name", "pk")
    )


def used_by(
    organisation: Organisation, entitlement: Entitlement
) -> Iterable[tuple[int, str, dt.date]]:
    """Which of its times a municipality has booked, as what and for which day."""
    return (
        entitlement.bookings.in_force()
        .filter(organisation=organisation)
        .order_by("number")
        .values_list("number", "activity__title")
        .annotate(held_on=Min("activity__sessions__held_on"))
    )


@dataclass(frozen=True)
class Standing:
    """One municipality: how many of its times it has booked."""

    organisation: Organisation
    booked: int
    times: int

    @property
    def left(self) -> int:
        return max(self.times - self.booked, 0)


def standings(entitlement: Entitlement) -> list[Standing]:
    """Every entitled municipality, those with unused times first."""
    counts = dict(
        entitlement.bookings.in_force()
        .values_list("organisation")
        .annotate(count=Count("pk"))
        .order_by()
    )
    rows = [
        Standing(place, counts.get(place.pk, 0), entitlement.times)
        for place in entitled(entitlement.programme)
    ]
    return sorted(rows, key=lambda row: not row.left)


def clashes_with(booking: Booking, day: dt.date) -> list[Clash]:
    """What else the programme holds on the day for the same persons (S14)."""
    activity = booking.activity
    return clashes(
        activity.programme, days=[day], target_group=activity.target_group, besides=activity
    )
