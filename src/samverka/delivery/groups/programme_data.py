"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import ConflictOfInterest, PresentSeat, ReportedTime, Term

# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (ConflictOfInterest, "item__meeting__group__programme"),
    (PresentSeat, "meeting__group__programme"),
    (ReportedTime, "term__seat__group__programme"),
    (Term, "seat__group__programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Who sat where and was there; seats, minutes and decisions stay."""
    trail.note(by=by, verb="groups.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
