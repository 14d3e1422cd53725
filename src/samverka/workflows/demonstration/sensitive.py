"""Something sensitive: a neutral name for all, and a list of those who see who takes part."""

import datetime as dt

from samverka.delivery.activities import actions
from samverka.delivery.activities.actions import Times
from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation

from . import plan
from .staff import Staff

HELD = (dt.date(2026, 3, 26), dt.date(2026, 4, 9))
FROM_EACH = 2


def hold_something_sensitive(
    programme: Programme,
    organisations: dict[str, Organisation],
    staff: Staff,
    by: Actor,
) -> None:
    """Whoever arranges it is alone on the list; others there see only that it is held."""
    activity = actions.create_activity(
        programme=programme,
        organiser=organisations[plan.GR],
        title="Träff i liten grupp",
        inner_title="Samtalsgrupp om oro och sömn",
        is_sensitive=True,
        kind=Activity.Kind.MEETING,
        registration_by=Activity.RegistrationBy.ORGANISER,
        description=plan.NOTE,
        place="Exempelsalen, Göteborg",
        sessions=[Times(day=day, starts=dt.time(15), ends=dt.time(16, 30)) for day in HELD],
        by=by,
    )
    for name in (plan.KUNGALV, plan.PARTILLE):
        for person in [one for one in staff[name] if not one.is_protected][-FROM_EACH:]:
            actions.register(
                activity=activity,
                person=person,
                organisation=organisations[name],
                on=plan.TODAY,
                by=by,
            )
