"""What belongs to one programme is not found under the address of another.

Somebody who leads two programmes stands in one of them, and asks for a thing of the other: every
address that names a programme and a thing in it answers that there is no such thing.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samverka.delivery.programmes.models import Participation, Programme
from tests.people import LONG_AGO
from tests.test_who_may import ROWS
from tests.who_may.table import CLOSED, Row, answer

# What an address names beside the programme and is no thing of it: a month, a kind of fact or of
# records, a language, a partner, which takes part in both, and what one's own session can undo.
NO_THINGS = {"month", "part", "kind", "records", "language", "organisation_key", "token"}
# A commitment is an agreement's, and the goals of several programmes may work on it; material of
# one programme is read, translated and adapted in another.
SHARED = {
    "programmes:commitment",
    # The columns of a file are everybody's.
    "statements:layout",
    "statements:layout_file",
    *(f"materials:{name}" for name in ("detail", "translate", "adapt", "package", "file")),
}
WITHIN = [row for row in ROWS if row.arguments and row.address not in SHARED]


def another_programme(cast) -> Programme:
    """Led by the same and with the same partners; it has none of the things of the first."""
    made = Programme.objects.create(slug="annat", name="Annat program", owner=cast.gr)
    for place, part in ((cast.gr, "owner"), (cast.kungalv, "participant")):
        Participation.objects.create(
            programme=made, organisation=place, part=part, valid_from=LONG_AGO
        )
    return made


@pytest.mark.sqlite
@pytest.mark.parametrize("row", WITHIN, ids=str)
def test_a_thing_of_one_programme_is_not_found_in_another(cast, row: Row):
    keys = row.arguments(cast)
    if "programme_key" not in keys or keys.keys() - NO_THINGS == {"programme_key"}:
        return
    url = reverse(row.address, kwargs=keys | {"programme_key": another_programme(cast).public_key})
    data = row.data(cast) if row.data else {}
    for name in ("petra", "karin"):
        client = Client()
        client.force_login(cast.actor(name).user)
        with transaction.atomic():
            response = getattr(client, row.method.lower())(url, data)
            given = answer(response)
            transaction.set_rollback(True)
        assert given in CLOSED - {"login"}, name
