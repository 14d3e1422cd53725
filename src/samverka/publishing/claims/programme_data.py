"""Which rows with persons go when a programme's records have been kept long enough."""

import datetime as dt

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.deletion import Keys, delete_rows, rows_of

from .models import ClaimedCertificate, ClaimFile

# Each table with its path to the programme. What is claimed of a certificate goes, so that the
# certificate can go after it.
PATHS = (
    (ClaimFile, "claim__programme"),
    (ClaimedCertificate, "claim__programme"),
)


@transaction.atomic
def delete_of_programme(*, programme: Programme, on: dt.date, by: Actor) -> Keys:
    """The files, with the certificates in them; the claim and its sums stay, and name nobody."""
    trail.note(by=by, verb="claims.deleted_in_time", about=programme)
    return delete_rows(rows_of(PATHS, programme))
