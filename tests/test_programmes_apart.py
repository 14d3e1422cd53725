"""What belongs to one programme is not found under the address of another.

Somebody who leads two programmes stands in one of them, and asks for a thing of the other: every
address that names a programme and a thing in it answers that there is no such thing.
"""

from functools import partial

import pytest
from django.urls import reverse

from samverka.delivery.programmes.models import Participation, Programme
from tests.people import LONG_AGO
from tests.test_who_may import FILES
from tests.who_may.table import CLOSED, Row, answer, browser_of, of_each, signed_in, undone

# What an address names beside the programme and is no thing of it: a month, a kind of fact or of
# records, a language, a partner, which takes part in both, and what one's own session can undo.
NO_THINGS = {"month", "part", "kind", "records", "language", "organisation_key", "token"}
# A commitment is an agreement's, and the goals of several programmes may work on it; material of
# one programme is read, translated and adapted in another.
SHARED = {
    "programmes:commitment",
    # A municipality takes part in both, with its units.
    "cycles:leader",
    "signals:detail",
    # The columns of a file are everybody's.
    "statements:layout",
    "statements:layout_file",
    *(f"materials:{name}" for name in ("detail", "translate", "adapt", "package", "file")),
}


def another_programme(cast) -> Programme:
    """Led by the same and with the same partners; it has none of the things of the first."""
    made = Programme.objects.create(slug="annat", name="Annat program", owner=cast.gr)
    for place, part in ((cast.gr, "owner"), (cast.kungalv, "participant")):
        Participation.objects.create(
            programme=made, organisation=place, part=part, valid_from=LONG_AGO
        )
    return made


@pytest.mark.sqlite
@pytest.mark.parametrize("name", FILES)
def test_a_thing_of_one_programme_is_not_found_in_another(cast, name: str):
    sessions = {who: signed_in(cast.actor(who).user) for who in ("petra", "karin")}
    rows = [row for row in FILES[name] if row.arguments and row.address not in SHARED]
    of_each(rows, cast, partial(is_not_found, sessions))


def is_not_found(sessions: dict[str, str], row: Row, keys: dict, about) -> None:
    if "programme_key" not in keys or keys.keys() - NO_THINGS == {"programme_key"}:
        return
    url = reverse(
        row.address, kwargs=keys | {"programme_key": another_programme(about).public_key}
    )
    data = row.data(about) if row.data else {}
    for name, session in sessions.items():
        with undone():
            given = answer(getattr(browser_of(session), row.method.lower())(url, data))
        assert given in CLOSED - {"login"}, (row, name)
