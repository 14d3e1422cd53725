from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.imports.models import Import
from samverka.register.partners.permissions import KEEPS_OWN, may_add_organisation
from samverka.register.people.permissions import ANSWERS_FOR_STAFF

Kind = Import.Kind
# Persons: those who head staff, and see them. An administrator sees no persons, so could neither
# find who is there already nor see what was written.
ALLOWED = {
    Kind.PERSONS: ANSWERS_FOR_STAFF,
    Kind.UNITS: (Role.PROGRAMME_LEADER, *KEEPS_OWN),
}


def may_import(actor: Actor | None, kind: str) -> bool:
    """Whether somebody may import this kind: persons and units into their own organisation."""
    if kind == Kind.ORGANISATIONS:
        return may_add_organisation(actor)
    # Into all of the organisation: a role in one programme is not enough.
    return actor is not None and actor.is_one_of(*ALLOWED[Kind(kind)]) and not actor.programme


def kinds_of(actor: Actor | None) -> list[Kind]:
    """What somebody may import."""
    return [kind for kind in Kind if may_import(actor, kind)]
