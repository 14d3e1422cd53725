from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Deviation, Interpreter, InterpreterBooking

KEEPS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)
BOOKS = (*KEEPS, Role.UNIT_HEAD, Role.STAFF_MEMBER)


def may_book(actor: Actor | None) -> bool:
    """For one's own organisation, in a programme that one sees."""
    return actor is not None and actor.is_one_of(*BOOKS)


def may_keep_pool(actor: Actor | None) -> bool:
    """Take interpreters into the pool that the programme's municipalities share."""
    return actor is not None and actor.is_one_of(*KEEPS)


def may_change_interpreter(actor: Actor | None, interpreter: Interpreter) -> bool:
    """Whoever took the interpreter in, and those who lead."""
    if actor is None or not may_keep_pool(actor):
        return False
    is_own = interpreter.kept_by_id == actor.organisation_id
    return is_own or may_write_agencies(actor, interpreter.programme)


def may_write_agencies(actor: Actor | None, programme: Programme) -> bool:
    if actor is None or not actor.is_one_of(Role.PROGRAMME_LEADER, Role.ORGANISER):
        return False
    return leads(actor, programme)


def may_change_booking(actor: Actor | None, booking: InterpreterBooking) -> bool:
    return may_book(actor) and booking.organisation_id == actor.organisation_id  # type: ignore[union-attr]


def is_keeper(actor: Actor | None, deviation: Deviation) -> bool:
    """Whether one follows it up for whoever keeps the framework agreement."""
    if actor is None or not may_keep_pool(actor) or deviation.agency is None:
        return False
    return bool(deviation.agency.agreement.keeper_id == actor.organisation_id)


def may_answer_deviation(actor: Actor | None, deviation: Deviation) -> bool:
    return is_keeper(actor, deviation) or may_change_booking(actor, deviation.booking)
