"""Whom the actor may be told that a request is about."""

from collections.abc import Iterable

from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person
from samverka.register.requests.models import SubjectRequest


def name_persons(actor: Actor, requests: Iterable[SubjectRequest]) -> None:
    """Give each request `told`: the person where the actor sees them, else None."""
    requests = list(requests)
    keys = {request.person_id for request in requests}
    seen = Person.objects.visible_to(actor).filter(forgotten_on=None).in_bulk(keys)
    for request in requests:
        request.told = seen.get(request.person_id)
