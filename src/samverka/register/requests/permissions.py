from samverka.foundation.accounts.actor import Actor
from samverka.register.people.models import Person
from samverka.register.people.permissions import may_answer_request

from .models import HANDLES, SubjectRequest


def may_read_register(actor: Actor | None) -> bool:
    """The list: those who answer for persons, and the administrator, who sees no names."""
    return actor is not None and actor.is_one_of(*HANDLES)


def may_ask(actor: Actor | None, person: Person) -> bool:
    """Oneself, and those who answer for the person."""
    if actor is None or person.is_forgotten:
        return False
    return person.user_id == actor.user_id or may_answer_request(actor, person)


def may_answer(actor: Actor | None, request: SubjectRequest) -> bool:
    """Those at the organisation that got it who answer for persons; never one's own."""
    return (
        may_read_register(actor)
        and actor is not None
        and request.organisation_id == actor.organisation_id
        and request.person.user_id != actor.user_id
    )
