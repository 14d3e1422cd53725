"""What the tests of check-in stand on."""

from samverka.delivery.activities.models import Session
from samverka.delivery.activities.tests.factories import only_session, training_day
from samverka.delivery.check_in import actions
from samverka.delivery.check_in.models import Arrival
from samverka.foundation.accounts.actor import SYSTEM
from samverka.register.people.models import Person
from tests.people import TODAY, Cast


def held_today(cast: Cast, **facts) -> Session:
    return only_session(training_day(cast, TODAY, **facts))


def arrival(cast: Cast, name: str = "Bashir Exempel") -> Arrival:
    session = held_today(cast)
    actions.say_here(session=session, name=name, contact="0701740605", on=TODAY, by=SYSTEM)
    return Arrival.objects.get(session=session)


def came(cast: Cast, somebody: Person) -> None:
    """Somebody who has no place says that they are here, signed in."""
    session = held_today(cast)
    actions.say_here_as(session=session, person=somebody, on=TODAY, by=SYSTEM)
