"""Whose registrations and marks somebody may see."""

from django.db.models import Q

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.people.models import is_opened_to

from .readers import is_known_to

# Who runs what their organisation carries out, and so ticks who was there.
RUNS = (Role.PROGRAMME_LEADER, Role.SUB_PROJECT_LEADER, Role.ORGANISER)
SEES_OWN_ACTIVITIES = (*RUNS, Role.ECONOMIST)
SEES_OWN_STAFF = (Role.SUB_PROJECT_LEADER, Role.ECONOMIST, Role.UNIT_HEAD, Role.PROGRAMME_LEADER)


def rows_seen_by(actor: Actor, *, organiser: str) -> Q:
    """Rows of what one's organisation runs, of those it employs, and one's own.

    `organiser` is the path from the row to the organisation that runs the activity. What is
    sensitive is seen by those on its list. Totals count everybody and do not pass through here.
    """
    activity = organiser.removesuffix("organiser_id")
    mine = Q(person__user_id=actor.user_id)
    seen = mine
    if actor.is_one_of(*SEES_OWN_ACTIVITIES):
        seen |= Q(**{organiser: actor.organisation_id}) & is_known_to(actor, activity)
    if actor.is_one_of(*SEES_OWN_STAFF):
        # Who takes part in something sensitive is nothing for the employer.
        open_to_employer = {f"{activity}is_sensitive": False}
        seen |= Q(organisation_id=actor.organisation_id, **open_to_employer)
    if actor.programme:
        seen &= Q(**{f"{activity}programme_id": actor.programme_id})
    return seen & (is_opened_to(actor) | mine)
