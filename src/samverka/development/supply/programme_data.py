"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import LeaderLog, Nomination, Successor

PATHS = (
    (LeaderLog, "nomination__programme"),
    (Nomination, "programme"),
    (Successor, "role__plan__programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Process leaders with their logs; plans stay, without who was to follow."""
    trail.note(by=by, verb="supply.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
