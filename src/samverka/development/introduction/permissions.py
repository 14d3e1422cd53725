from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change as may_change_programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.instruments.models import Asked
from samverka.register.instruments.permissions import may_read_figures

from .models import KnowledgeTest

OWN_STAFF = (Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)


def may_change(actor: Actor | None, programme: Programme) -> bool:
    """Choose the course and its tests, and count everybody."""
    return may_change_programme(actor, programme)


def may_read_own(actor: Actor | None) -> bool:
    """Read of the own staff: whoever leads a partner's part of a programme, or heads a unit."""
    return actor is not None and actor.is_one_of(*OWN_STAFF)


def may_read_key(actor: Actor | None, test: KnowledgeTest) -> bool:
    """Whoever is asked sees no right answer before they have answered, whatever they lead."""
    if actor is None or not may_read_figures(actor, test.round):
        return False
    to_answer = Asked.objects.filter(round=test.round, person__user=actor.user_id)
    return not to_answer.exclude(state__in=(Asked.State.DONE, Asked.State.DECLINED)).exists()
