import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .queries import zip_of


@transaction.atomic
def take_rows(*, programme: Programme, on: dt.date, by: Actor) -> bytes:
    """All rows as one file, and a note of who took them out."""
    content = zip_of(programme, on=on)
    trail.note(by=by, verb="rows_as_files.taken", about=programme)
    return content
