"""What the tests of requests stand on."""

from samverka.register.people.models import Person
from samverka.register.requests import actions
from samverka.register.requests.models import SubjectRequest
from tests.people import TODAY, Cast


def asked(cast: Cast, somebody: Person, kind: str = "access", received_on=TODAY) -> SubjectRequest:
    """Karin in Kungälv writes down what somebody asks."""
    return actions.receive(
        person=somebody,
        organisation=cast.kungalv,
        kind=kind,
        received_on=received_on,
        by=cast.karin,
    )


def full_request(cast: Cast, somebody: Person) -> None:
    asked(cast, somebody)
