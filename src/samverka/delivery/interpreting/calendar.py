"""A booking for a calendar: the language and the place, and nobody's name."""

from django.utils.translation import gettext as _

from samverka.toolkit.calendar_file import CANCEL, PUBLISH, Entry, calendar_file
from samverka.toolkit.clock import at, now

from .models import InterpreterBooking


def booking_file(booking: InterpreterBooking) -> bytes:
    State = InterpreterBooking.State
    is_off = booking.state == State.CANCELLED
    entry = Entry(
        key=f"interpreter-{booking.public_key}",
        starts_at=at(booking.day, booking.starts),
        ends_at=at(booking.day, booking.ends),
        title=_("Interpreter, %(language)s") % {"language": booking},
        written_at=now(),
        place=booking.place or str(booking.get_mode_display()),
        sequence=booking.sequence,
        is_cancelled=is_off,
        is_tentative=booking.state != State.CONFIRMED,
    )
    return calendar_file([entry], method=CANCEL if is_off else PUBLISH)
