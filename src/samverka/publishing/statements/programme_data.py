"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, keys_of, rows_of

from .actions import empty_version
from .models import Row, SentFile, Version

# Each table with its path to the programme; what hangs on others stands first.
PATHS = (
    (SentFile, "version__statement__series__programme"),
    (Row, "version__statement__series__programme"),
)
# What stays for ever, and why.
STAYS = {Version: "sums and hashes prove what was sent, and by whom; nobody told of is in them"}


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """Rows and files of every month sent; its sums and hashes stay."""
    keys = keys_of(rows_of(PATHS, programme))
    sent = Version.objects.filter(
        statement__series__programme=programme, state=Version.State.SENT, emptied_on=None
    )
    for version in sent.order_by("pk"):
        empty_version(version=version, on=on, by=by)
    trail.note(by=by, verb="statements.deleted_in_time", about=programme)
    return keys
