"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import Addressee, Invitation, InvitationLetter

# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (InvitationLetter, "addressee__invitation__activity__programme"),
    (Addressee, "invitation__activity__programme"),
    (Invitation, "activity__programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Who was invited and what they answered, with the letters."""
    trail.note(by=by, verb="invitations.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
