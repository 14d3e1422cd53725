"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import Contact, Programme, ProgrammeRole

# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (Contact, "programme"),
    (ProgrammeRole, "programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Who held functions, and acted in the programme."""
    trail.note(by=by, verb="programmes.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
