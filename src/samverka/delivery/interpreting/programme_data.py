"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import Ask, DaysOff, Interpreter, InterpreterBooking, InterpreterLanguage

# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (Ask, "booking__programme"),
    (InterpreterLanguage, "interpreter__programme"),
    (DaysOff, "interpreter__programme"),
    (Interpreter, "programme"),
    (InterpreterBooking, "programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """The pool and the bookings; what went wrong goes with the booking."""
    trail.note(by=by, verb="interpreting.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
