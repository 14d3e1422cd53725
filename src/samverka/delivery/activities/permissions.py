from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import Role

from .models import RUNS, SEES_OWN_ACTIVITIES, Activity, Registration

REGISTERS_OWN_STAFF = (Role.UNIT_HEAD, Role.SUB_PROJECT_LEADER, Role.PROGRAMME_LEADER)


def may_create(actor: Actor) -> bool:
    return actor is not None and actor.is_one_of(*RUNS)


def may_run(actor: Actor, activity: Activity) -> bool:
    """Change it, register anybody one knows, and tick who was there."""
    return (
        may_create(actor)
        and activity.organiser_id == actor.organisation_id
        and is_known(actor, activity)
    )


def may_read_sheet(actor: Actor, activity: Activity) -> bool:
    """The economist reads the sheet that the hours come from, but does not tick."""
    return (
        actor.is_one_of(*SEES_OWN_ACTIVITIES)
        and activity.organiser_id == actor.organisation_id
        and is_known(actor, activity)
    )


def is_known(actor: Actor, activity: Activity) -> bool:
    """Who takes part in something sensitive is known to those on its list alone."""
    if not activity.is_sensitive:
        return True
    return any(reader.user_id == actor.user_id for reader in activity.readers.all())


def may_change_readers(actor: Actor, activity: Activity) -> bool:
    """Those on the list, and whoever leads, so that it is never left to nobody; all is noted."""
    return (
        actor is not None
        and activity.is_sensitive
        and activity.organiser_id == actor.organisation_id
        and (may_run(actor, activity) or actor.is_one_of(Role.PROGRAMME_LEADER))
    )


def may_register_colleagues(actor: Actor) -> bool:
    """Those whom one's own organisation employs."""
    return actor.is_one_of(*REGISTERS_OWN_STAFF)


def may_apply(activity: Activity) -> bool:
    """Whether people apply themselves, and not only whoever runs it writes them down."""
    return activity.registration_by != Activity.RegistrationBy.ORGANISER


def may_register_others(actor: Actor, activity: Activity) -> bool:
    return may_run(actor, activity) or (may_register_colleagues(actor) and may_apply(activity))


def may_give_back(actor: Actor, place: Registration) -> bool:
    """One's own place, a colleague's, or any at what one runs."""
    return (
        place.person.user_id == actor.user_id
        or may_run(actor, place.activity)
        or (may_register_colleagues(actor) and place.organisation_id == actor.organisation_id)
    )
