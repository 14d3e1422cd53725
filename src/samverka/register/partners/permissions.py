from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Organisation
from .queries import with_units

# Those who keep their own organisation's units in order.
KEEPS_OWN = (Role.ADMINISTRATOR, Role.SUB_PROJECT_LEADER)


def may_administer(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(Role.ADMINISTRATOR)


def administered_by(actor: Actor | None) -> QuerySet[Organisation]:
    """The actor's own organisation and its units, where the actor is its administrator."""
    if actor is None or not may_administer(actor):
        return Organisation.objects.none()
    return with_units(actor.organisation)


def may_add_organisation(actor: Actor | None) -> bool:
    """Whoever leads programmes writes down those who come along; not in one programme alone."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER) and not actor.programme


def may_keep_own(actor: Actor | None) -> bool:
    """All of the own organisation, not in one programme alone."""
    return actor is not None and actor.is_one_of(*KEEPS_OWN) and not actor.programme


def changed_by(actor: Actor | None) -> QuerySet[Organisation]:
    """What the actor may correct and give units: leaders anything, others what is their own."""
    if may_add_organisation(actor):
        return Organisation.objects.all()
    if actor is None or not may_keep_own(actor):
        return Organisation.objects.none()
    return with_units(actor.organisation)


def may_change(actor: Actor | None, organisation: Organisation) -> bool:
    return changed_by(actor).filter(pk=organisation.pk).exists()


def may_close(actor: Actor | None, organisation: Organisation) -> bool:
    """One's own units; a whole organisation is closed by those who may add one."""
    return may_change(actor, organisation) and closes_what_one_changes(actor, organisation)


def closes_what_one_changes(actor: Actor | None, organisation: Organisation) -> bool:
    """Of an organisation that one may change."""
    return organisation.part_of_id is not None or may_add_organisation(actor)


def may_keep_regions(actor: Actor | None) -> bool:
    """Regions and population are the same for everybody."""
    return may_add_organisation(actor)
