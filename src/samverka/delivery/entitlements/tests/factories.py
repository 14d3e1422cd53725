"""What the tests of entitlements stand on."""

import datetime as dt

from samverka.delivery.activities.actions import Times
from samverka.delivery.entitlements import actions
from samverka.delivery.entitlements.models import Booking, Entitlement
from samverka.delivery.programmes.models import Participation
from samverka.register.partners.models import Organisation
from tests.people import LONG_AGO, TODAY, Cast, municipality

PART = Participation.Part.PARTICIPANT


def workshop(cast: Cast, **facts) -> Entitlement:
    """One for each municipality, this spring."""
    return actions.write_entitlement(
        programme=facts.pop("programme", cast.programme),
        held_by=cast.gr,
        name="Interkulturell kompetens",
        first_day=dt.date(2026, 1, 1),
        last_day=dt.date(2026, 6, 30),
        by=cast.petra,
        **facts,
    )


def eight_municipalities(cast: Cast) -> None:
    """Kungälv and Partille have six more beside them."""
    for code, name in enumerate(("Ale", "Öckerö", "Tjörn", "Lerum", "Härryda", "Mölndal"), 1440):
        Participation.objects.create(
            programme=cast.programme,
            organisation=municipality(str(code), name),
            part=PART,
            valid_from=LONG_AGO,
        )


def booking(
    cast: Cast, entitlement: Entitlement, organisation: Organisation | None = None
) -> Booking:
    return actions.book(
        entitlement=entitlement,
        organisation=organisation or cast.kungalv,
        times=Times(TODAY + dt.timedelta(days=9), dt.time(13), dt.time(16)),
        by=cast.karin,
    )
