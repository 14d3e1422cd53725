"""When things happened in the region: its own days, not the day on which it was built."""

import datetime as dt

from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.toolkit.clock import at

from . import plan
from .happenings import INVITED_BEFORE

SIGNED_AT = dt.time(8, 30)


def settle_instants() -> None:
    """The region has days of its own: what was just written happened when it was held."""
    for session in Session.objects.filter(attendances__isnull=False).distinct():
        session.attendances.update(marked_at=session.ends_at)
    for activity in Activity.objects.prefetch_related("sessions"):
        days = [session.held_on for session in activity.sessions.all()]
        if days:
            instant = at(min(min(days) - INVITED_BEFORE, plan.TODAY), SIGNED_AT)
            activity.registrations.update(registered_at=instant)
            # Who applied one by one did so at instants of their own.
            at_once = activity.registrations.filter(way=Registration.Way.ORGANISER)
            at_once.update(applied_at=instant)
            Activity.objects.filter(pk=activity.pk).update(created_at=instant)
