"""What did not go as it should: reported, answered, closed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.interpreting.guarding import guard
from samverka.delivery.interpreting.messages import send_deviation
from samverka.delivery.interpreting.models import (
    Agency,
    Ask,
    Deviation,
    DeviationNote,
    InterpreterBooking,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .bookings import Refused


@transaction.atomic
def report(
    *,
    booking: InterpreterBooking,
    kind: str,
    minutes_late: int | None = None,
    text: str = "",
    site: str,
    on: dt.date,
    by: Actor,
) -> Deviation:
    """It stands on the list of the agency that was asked, and of whoever keeps its agreement.

    :raises Refused: the day has not come, or no interpreter has taken the booking
    :raises TellsOfSomebody: the text may tell whom the talk was with
    """
    if booking.state != InterpreterBooking.State.CONFIRMED or booking.day > on:
        raise Refused(_("The day has not come, or no interpreter has taken the booking."))
    guard(text, by=by)
    made = Deviation.objects.create(
        booking=booking,
        agency=_agency_of(booking),
        kind=kind,
        minutes_late=minutes_late,
        text=text,
        reported_on=on,
    )
    trail.note(by=by, verb="interpreting.deviation_reported", about=made)
    send_deviation.enqueue(deviation_id=made.pk, site=site)
    return made


def _agency_of(booking: InterpreterBooking) -> Agency | None:
    """Of whoever took it; else the agency that passed it on."""
    asks = booking.asks.select_related("agency", "interpreter__agency").order_by("-pk")
    taken = [one for one in asks if one.state == Ask.State.ACCEPTED and one.interpreter]
    if taken and taken[0].interpreter and taken[0].interpreter.agency:
        return taken[0].interpreter.agency
    return next((one.agency for one in asks if one.agency), None)


@transaction.atomic
def answer_deviation(
    *, deviation: Deviation, side: str, text: str, on: dt.date, by: Actor
) -> None:
    """An answer, or what was done.

    :raises TellsOfSomebody: the text may tell whom the talk was with
    """
    guard(text, by=by)
    DeviationNote.objects.create(deviation=deviation, side=side, text=text, written_on=on)
    trail.note(by=by, verb="interpreting.deviation_answered", about=deviation)


@transaction.atomic
def close_deviation(*, deviation: Deviation, on: dt.date, by: Actor) -> None:
    """Nothing more is to be done."""
    deviation.closed_on = on
    deviation.save(update_fields=["closed_on"])
    trail.note(by=by, verb="interpreting.deviation_closed", about=deviation)


@transaction.atomic
def open_deviation(*, deviation: Deviation, by: Actor) -> None:
    """It was closed too early."""
    deviation.closed_on = None
    deviation.save(update_fields=["closed_on"])
    trail.note(by=by, verb="interpreting.deviation_opened", about=deviation)
