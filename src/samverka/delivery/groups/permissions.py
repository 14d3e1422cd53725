from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import may_change
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.permissions import may_read_children

from .models import Group, GroupTask, Seat, Term

CONVENES = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)
NAMES_MEMBERS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.UNIT_HEAD)


def may_lead(actor: Actor | None, programme: Programme) -> bool:
    """Make groups, and say which fields an activity joins: who leads the programme."""
    return may_change(actor, programme)


def may_read_texts(actor: Actor | None, group: Group) -> bool:
    """What is written and decided there: about children only with the role for it (S78)."""
    return not group.is_about_children or may_read_children(actor)


def may_run(actor: Actor | None, group: Group) -> bool:
    """Call meetings, keep minutes and tasks: who leads the programme, and the convener.

    About children only with the role for it, as all that is written there.
    """
    if actor is None or not may_read_texts(actor, group):
        return False
    convenes = actor.is_one_of(*CONVENES) and group.convener_id == actor.organisation_id
    return convenes or may_lead(actor, group.programme)


def may_run_some(actor: Actor | None, programme: Programme) -> bool:
    """Somebody who runs at least one group of the programme."""
    if actor is None or not actor.is_one_of(*CONVENES):
        return False
    convened = Group.objects.filter(programme=programme, convener=actor.organisation_id)
    return convened.exists() or may_lead(actor, programme)


def may_seat(actor: Actor | None, seat: Seat) -> bool:
    """Say who sits: whoever runs the group, and each organisation for its own seat."""
    if actor is None:
        return False
    is_own = actor.is_one_of(*NAMES_MEMBERS) and seat.organisation_id == actor.organisation_id
    return is_own or may_run(actor, seat.group)


def may_report_time(actor: Actor | None, term: Term) -> bool:
    """A member their own; whoever runs the group anybody's."""
    if actor is None:
        return False
    is_own = term.person is not None and term.person.user_id == actor.user_id
    return is_own or may_run(actor, term.seat.group)


def may_read_time(actor: Actor | None, term: Term) -> bool:
    """A member's hours: their own, their organisation's, and for whoever runs the group."""
    if actor is None:
        return False
    home = term.organisation
    is_ours = actor.organisation_id in {home.pk, home.part_of_id}
    return is_ours or may_report_time(actor, term)


def may_plan(actor: Actor | None) -> bool:
    """Take what one's own municipality needs into its plan: who writes that plan."""
    return actor is not None and actor.is_one_of(Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER)


def may_tick_task(actor: Actor | None, task: GroupTask, holders: set[int]) -> bool:
    """Whoever runs the group, and who sits on the task's seat; `holders` are their users."""
    return actor is not None and (actor.user_id in holders or may_run(actor, task.group))
