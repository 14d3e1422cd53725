from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed

from .queries import everything_about


@transaction.atomic
def make_extract(*, person: Person, by: Actor) -> list[Disclosed]:
    """What is kept about somebody, for handing over; the trail says who took it out."""
    trail.note(by=by, verb="people.extract_made", about=person, person_id=person.pk)
    return everything_about(person, to=by)
