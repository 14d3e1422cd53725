from samverka.delivery.programmes.models import Participation, Programme
from samverka.delivery.programmes.permissions import may_change as may_change_programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation

from .models import Nomination, SupplyPlan

# Who has the pages of plans, and of process leaders.
READS_PLANS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)
READS_LEADERS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER)


def may_read_plans(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(*READS_PLANS)


def may_write_for(actor: Actor | None, programme: Programme, place: Organisation) -> bool:
    """Write an organisation's plan: its manager, that of what it is part of, the programme's."""
    if actor is None:
        return False
    if actor.is_one_of(Role.UNIT_HEAD):
        return actor.organisation_id == place.pk
    if actor.is_one_of(Role.SUB_PROJECT_LEADER):
        return actor.organisation_id in (place.pk, place.part_of_id)
    return may_change_programme(actor, programme)


def may_write(actor: Actor | None, plan: SupplyPlan) -> bool:
    return may_write_for(actor, plan.programme, plan.organisation)


def may_read_leaders(actor: Actor | None, programme: Programme) -> bool:
    """Whoever leads the programme, or a partner's part of it."""
    return may_change_programme(actor, programme) or _leads_a_part(actor, programme)


def _leads_a_part(actor: Actor | None, programme: Programme) -> bool:
    return (
        actor is not None
        and actor.is_one_of(Role.SUB_PROJECT_LEADER)
        and Participation.objects.filter(
            programme=programme, organisation=actor.organisation_id
        ).exists()
    )


def may_set_training(actor: Actor | None, programme: Programme) -> bool:
    return may_change_programme(actor, programme)


def may_change_nomination(actor: Actor | None, nomination: Nomination) -> bool:
    """Write that somebody is trained and from when they are assigned; never the log."""
    if may_change_programme(actor, nomination.programme):
        return True
    return (
        actor is not None
        and actor.is_one_of(Role.SUB_PROJECT_LEADER)
        and actor.organisation_id == nomination.organisation_id
    )


def writes_log(actor: Actor | None, nomination: Nomination) -> bool:
    """The log is a process leader's own."""
    return actor is not None and nomination.person.user_id == actor.user_id
