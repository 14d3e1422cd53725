from collections.abc import Collection

from samverka.delivery.activities.models import RUNS, SEES_OWN_STAFF, Activity
from samverka.delivery.activities.permissions import may_run
from samverka.delivery.programmes.queries import leads
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role
from samverka.register.partners.models import Organisation

from .models import ActivitySeries

ANSWERS_FOR_SUMS = (Role.PROGRAMME_LEADER, Role.ECONOMIST)
# What they thought of it is for whoever runs or follows it; the page itself asks once more.
READS_THOUGHTS = (*RUNS, Role.RESEARCHER)
READS = (*RUNS, Role.ECONOMIST, Role.UNIT_HEAD, Role.RESEARCHER)


def may_create(actor: Actor | None) -> bool:
    return actor is not None and actor.is_one_of(*RUNS)


def may_change(actor: Actor | None, series: ActivitySeries) -> bool:
    """Whoever runs what the organisation of the series carries out."""
    if actor is None or not may_create(actor):
        return False
    return series.organiser_id == actor.organisation_id


def may_read_report(actor: Actor | None) -> bool:
    """How often people came; the days themselves are for everybody in the programme."""
    return actor is not None and actor.is_one_of(*READS)


def sees_small_numbers(
    actor: Actor, series: ActivitySeries, activities: Collection[Activity]
) -> bool:
    """Whoever answers for the programme's sums, or keeps the sheet of every activity in it."""
    if actor.is_one_of(*ANSWERS_FOR_SUMS) and leads(actor, series.programme):
        return True
    organisers = {each.organiser_id for each in activities}
    return actor.is_one_of(*RUNS) and organisers == {actor.organisation_id}


def runs_all(actor: Actor, activities: Collection[Activity]) -> bool:
    """Certificates over a series are given by whoever runs every activity of it."""
    return bool(activities) and all(may_run(actor, activity) for activity in activities)


def own_municipality(actor: Actor) -> str | None:
    """Where one answers for a whole municipality's staff, one knows who of them came.

    Not where one answers for a unit of it, or for another employer there.
    """
    is_whole = actor.organisation.kind == Organisation.Kind.MUNICIPALITY
    if not (is_whole and actor.is_one_of(*SEES_OWN_STAFF)):
        return None
    return actor.organisation.municipality_id
