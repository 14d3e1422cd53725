from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.permissions import ANSWERS_FOR_STAFF

from .models import Import

Kind = Import.Kind
# Persons: those who head staff, and see them. An administrator sees no persons, so could neither
# find who is there already nor see what was written.
ALLOWED = {
    Kind.PERSONS: ANSWERS_FOR_STAFF,
    Kind.UNITS: (*ANSWERS_FOR_STAFF[:2], Role.ADMINISTRATOR),
    Kind.ORGANISATIONS: (Role.PROGRAMME_LEADER,),
}


def may_import(actor: Actor | None, kind: str) -> bool:
    """Whether somebody may import this kind, into their own organisation."""
    return actor is not None and actor.is_one_of(*ALLOWED.get(Kind(kind), ()))


def kinds_of(actor: Actor | None) -> list[Kind]:
    """What somebody may import."""
    return [kind for kind in Kind if may_import(actor, kind)]
