from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.models import Person
from samverka.register.people.permissions import may_answer_for

from .models import DECIDES, READS, Hold


def may_read_keeping(actor: Actor | None, programme: Programme) -> bool:
    """How long records are kept, and what was deleted: those who lead, and their economist."""
    return actor is not None and actor.is_one_of(*READS) and leads(actor, programme)


def may_read_some(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(*READS)


def may_decide_keeping(actor: Actor | None, programme: Programme) -> bool:
    """Write rules, hold, release and delete: whoever leads it, or their administrator."""
    return actor is not None and actor.is_one_of(*DECIDES) and leads(actor, programme)


def may_hold_person(actor: Actor | None, person: Person) -> bool:
    """Those who answer for the person, and those who lead programmes; never for oneself."""
    if actor is None or person.user_id == actor.user_id or person.is_forgotten:
        return False
    return actor.is_one_of(Role.PROGRAMME_LEADER) or may_answer_for(actor, person)


def may_release(actor: Actor | None, hold: Hold) -> bool:
    """Those who may place such a hold, at the organisation that placed it and no other."""
    if actor is None or hold.organisation_id != actor.organisation_id:
        return False
    if hold.person is not None:
        return may_hold_person(actor, hold.person)
    return hold.programme is not None and may_decide_keeping(actor, hold.programme)
