import datetime as dt

import pytest

from samverka.delivery.activities.tests.factories import training_day
from tests.people import TODAY

from .factories import colleague, invitation, invited


@pytest.fixture
def day(cast):
    """A training day in three weeks, with two seats and a last day to register."""
    return training_day(
        cast,
        TODAY + dt.timedelta(days=21),
        place="Kungälvsrummet",
        seats=2,
        target_group="Socialsekreterare",
        registration_closes_on=TODAY + dt.timedelta(days=14),
    )


@pytest.fixture
def asked(cast, day):
    """An invitation that nobody has got yet: to Amanda and Bashir by mail."""
    made = invitation(cast, day)
    for name in ("Amanda", "Bashir"):
        invited(cast, made, colleague(cast, name, email=f"{name.lower()}@example.org"))
    return made


@pytest.fixture
def olga(cast, client):
    client.force_login(cast.olga.user)
    return client
