"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import ProcessLeader

PATHS = ((ProcessLeader, "programme"),)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Who supported which unit; cycles name nobody, and stay."""
    trail.note(by=by, verb="cycles.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
