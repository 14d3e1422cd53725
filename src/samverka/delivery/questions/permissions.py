from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import Question


def may_ask(actor: Actor | None) -> bool:
    """Everybody who acts in a programme; whoever follows with research asks elsewhere."""
    return actor is not None and not actor.is_one_of(Role.RESEARCHER, Role.ADMINISTRATOR)


def may_lead_desk(actor: Actor | None, programme: Programme) -> bool:
    """Pass questions on and set the desk's rules: who leads the programme."""
    return may_change(actor, programme)


def may_answer(actor: Actor | None, question: Question) -> bool:
    """The function's holder and stand-in, and who leads the programme."""
    if actor is None or not may_ask(actor):
        return False
    contact = question.contact
    holds = contact is not None and actor.user_id in (contact.holder_id, contact.stand_in_id)
    return holds or may_lead_desk(actor, question.programme)


def may_close(actor: Actor | None, question: Question) -> bool:
    """Who asked, and who may answer."""
    is_own = actor is not None and question.asked_by_id == actor.user_id
    return is_own or may_answer(actor, question)
