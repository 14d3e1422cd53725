from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import KnownTo, Person

REGISTERS = (
    Role.PROGRAMME_LEADER,
    Role.SUB_PROJECT_LEADER,
    Role.ORGANISER,
    Role.UNIT_HEAD,
)
ANSWERS_FOR_STAFF = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)


def may_see_list(actor: Actor | None) -> bool:
    """Those whose work is with other persons than themselves."""
    return actor is not None and (actor.is_one_of(*REGISTERS) or actor.is_one_of(Role.ECONOMIST))


def may_register_person(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(*REGISTERS)


def may_correct_person(actor: Actor | None, person: Person) -> bool:
    """Name, e-mail and telephone: whoever registers people, of a person they see."""
    return may_register_person(actor) and not person.is_forgotten


def may_answer_for(actor: Actor | None, person: Person) -> bool:
    """Number, protection, positions, extract, erasure: those who head staff at the employer."""
    return (
        actor is not None
        and actor.is_one_of(*ANSWERS_FOR_STAFF)
        and not person.is_forgotten
        and KnownTo.objects.filter(
            person=person,
            organisation_id=actor.organisation_id,
            reason=KnownTo.Reason.EMPLOYS,
        ).exists()
    )
