"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import AttendanceCertificate, Giving

# Each table with its path to the programme; what hangs on others stands first.
PATHS = ((Giving, "programme"), (AttendanceCertificate, "programme"))


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """The certificates that were given; what holds of them cannot be verified any more."""
    trail.note(by=by, verb="certificates.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
