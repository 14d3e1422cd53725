from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Organisation
from .queries import with_units


def may_administer(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(Role.ADMINISTRATOR)


def administered_by(actor: Actor | None) -> QuerySet[Organisation]:
    """The actor's own organisation and its units, where the actor is its administrator."""
    if actor is None or not may_administer(actor):
        return Organisation.objects.none()
    return with_units(actor.organisation)
