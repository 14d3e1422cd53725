from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.permissions import may_read_children

from .models import SEES_OWN, Participant

# Who may look at a document and say so, and who says that somebody began or ended.
ANSWERS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ECONOMIST)


def may_read(actor: Actor | None) -> bool:
    """The rows are narrowed further by `visible_to`."""
    return actor is not None and actor.is_one_of(*SEES_OWN)


def may_answer(actor: Actor | None) -> bool:
    """Say when somebody began and ended, and verify, for rows one sees."""
    return actor is not None and actor.is_one_of(*ANSWERS)


def may_fill_in(actor: Actor | None, participant: Participant) -> bool:
    """What the fund asks: whoever answers, and the unit head for those of the own organisation."""
    is_own = actor is not None and participant.organisation_id == actor.organisation_id
    return may_answer(actor) or (is_own and may_read(actor))


def may_set_children_rule(actor: Actor | None, programme: Programme, *, holds: bool) -> bool:
    """Whoever leads the programme; only with the role for it is anybody opened again."""
    return may_change(actor, programme) and (holds or may_read_children(actor))
