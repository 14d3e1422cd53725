from django.db.models import QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import ChildrenRole, KnownTo, Person
from .queries import employed_by, is_employed, works_elsewhere_too

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


def may_read_children(actor: Actor | None) -> bool:
    """The extra role for what is about children, where one acts (S78)."""
    if actor is None:
        return False
    held = ChildrenRole.objects.filter(user=actor.user_id, organisation=actor.organisation_id)
    return held.exists()


def may_register_person(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(*REGISTERS)


def may_correct_person(actor: Actor | None, person: Person) -> bool:
    """Name, e-mail and telephone: whoever registers people, of a person they see."""
    return may_register_person(actor) and not person.is_forgotten


def may_read_extract(actor: Actor | None, person: Person) -> bool:
    """Everybody may have what is kept of themselves; else those who answer for the person."""
    if actor is None:
        return False
    return person.user_id == actor.user_id or may_answer_request(actor, person)


def may_forget(actor: Actor | None, person: Person) -> bool:
    """The only employer; never oneself, since nobody could say it was done.

    One of several employers may not erase somebody for the others. Of those whom nobody employs
    it is those who lead the programmes they take part in.
    """
    if actor is None or person.user_id == actor.user_id:
        return False
    if is_employed(person):
        answers = may_answer_for(actor, person)
        return answers and not works_elsewhere_too(person, actor.organisation)
    return actor.is_one_of(Role.PROGRAMME_LEADER) and may_answer_request(actor, person)


def may_merge(actor: Actor | None, one: Person, other: Person) -> bool:
    """Who answers for both, or leads the programme: two employers' rows join there."""
    if actor is None:
        return False
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        return not (one.is_forgotten or other.is_forgotten)
    return may_answer_for(actor, one) and may_answer_for(actor, other)


def answers_for_staff(actor: Actor | None) -> bool:
    """Whoever heads staff somewhere."""
    return actor is not None and actor.is_one_of(*ANSWERS_FOR_STAFF)


def answers_for_the_staff_of(actor: Actor, persons: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the persons for whom `may_answer_for` says yes, in one question."""
    if not answers_for_staff(actor):
        return persons.none()
    return employed_by(persons.filter(forgotten_on=None), actor.organisation_id)


def may_merge_some(actor: Actor | None) -> bool:
    """Those who answer for staff, and so decide who is who."""
    return answers_for_staff(actor)


def mergeable(actor: Actor, persons: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the persons for whom `may_merge` says yes, in one question."""
    if actor.is_one_of(Role.PROGRAMME_LEADER):
        return persons
    return employed_by(persons, actor.organisation_id)


def may_answer_request(actor: Actor | None, person: Person) -> bool:
    """Hand out the extract, and answer what somebody asks about their data.

    The employer's; of those whom nobody employs, as most who take part, any organisation that
    knows them.
    """
    if actor is None or is_employed(person):
        return may_answer_for(actor, person)
    return (
        actor.is_one_of(*ANSWERS_FOR_STAFF)
        and not person.is_forgotten
        and bool(_why_known(actor, person))
    )


def may_answer_for(actor: Actor | None, person: Person) -> bool:
    """Number, protection, positions, extract, erasure: those who head staff at the employer."""
    return (
        actor is not None
        and actor.is_one_of(*ANSWERS_FOR_STAFF)
        and not person.is_forgotten
        and KnownTo.Reason.EMPLOYS in _why_known(actor, person)
    )


def _why_known(actor: Actor, person: Person) -> list[str]:
    """Of the rows of the person, which a page fetches once for all that it asks."""
    known = person.known_to.all()
    return [row.reason for row in known if row.organisation_id == actor.organisation_id]
