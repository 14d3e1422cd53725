from django.db.models import QuerySet

from samverka.delivery.programmes.models import Fund, Programme
from samverka.delivery.programmes.permissions import changed_funds, may_change
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation
from samverka.register.people.permissions import answers_for_staff

from .models import READS, TimeReport


def may_see_staff_time(actor: Actor | None) -> bool:
    """Whoever answers for staff, or keeps the employer's accounts."""
    return actor is not None and actor.is_one_of(*READS)


def may_allocate(actor: Actor | None) -> bool:
    """Say who of one's own organisation's staff works with a programme, and remind them."""
    return answers_for_staff(actor)


def is_own(actor: Actor | None, report: TimeReport) -> bool:
    return actor is not None and report.person.user_id == actor.user_id


def may_decide(actor: Actor | None, report: TimeReport) -> bool:
    """Whoever answers for the employer's staff; never on their own time."""
    return (
        actor is not None
        and answers_for_staff(actor)
        and report.organisation_id == actor.organisation_id
        and not is_own(actor, report)
    )


def funds_one_may_limit(actor: Actor, programme: Programme) -> QuerySet[Fund]:
    """Funds of a programme whose ceilings the actor may write down."""
    if not may_change(actor, programme):
        return Fund.objects.none()
    return changed_funds(actor).filter(programmes=programme).distinct()


def may_see_pay(actor: Actor | None) -> bool:
    """Economists, of the employer and of whoever leads; which rows is asked besides."""
    return actor is not None and actor.is_one_of(Role.ECONOMIST)


def may_set_pay(actor: Actor, organisation: Organisation) -> bool:
    """The employer's own economist."""
    return may_see_pay(actor) and organisation.pk == actor.organisation_id
