"""What the tests of programmes stand on."""

from samverka.delivery.programmes.models import Contact
from samverka.foundation.accounts.models import User
from tests.people import TODAY, Cast


def function_held_by(cast: Cast, user: User, email: str) -> Contact:
    return Contact.objects.create(
        programme=cast.programme,
        organisation=cast.kungalv,
        function="Samordnare",
        email=email,
        holder=user,
        stand_in=cast.sara.user,
        away_until=TODAY,
        valid_from=TODAY,
    )
