"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import ActivityReader, Attendance, AttendanceVersion, Need, Registration

# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (AttendanceVersion, "attendance__session__activity__programme"),
    (Attendance, "session__activity__programme"),
    (Need, "registration__activity__programme"),
    (Registration, "activity__programme"),
    (ActivityReader, "activity__programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Places, marks and their corrections; the activities stay, and name nobody."""
    trail.note(by=by, verb="activities.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
