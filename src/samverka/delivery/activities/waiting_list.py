"""Who waits for a seat, what they need, and what the clock has to look after."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

from samverka.toolkit import sealing
from samverka.toolkit.clock import local_now
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Rows

from .keeping import days_kept
from .models import NEED, Activity, Need, Registration

State = Registration.State


def in_turn(places: Iterable[Registration]) -> list[Registration]:
    """Of some places those that are offered a seat, then those that wait for one, in turn."""
    waiting = [place for place in places if place.state in (State.OFFERED, State.WAITING)]
    return sorted(
        waiting,
        key=lambda place: (
            place.state,
            not place.is_first_group,
            place.applied_at,
            place.pk,
        ),
    )


def needs_at(activity: Activity) -> Ask:
    """What those who have a seat need, without their names: for the room and the kitchen."""
    return Ask(_opened, NEEDS.part(activity=activity.pk))


NEEDS = Prepared(
    lambda: Need.objects.filter(
        registration__activity=Given("activity"), registration__state=State.REGISTERED
    ).values_list("sealed")
)


def _opened(rows: Rows) -> list[str]:
    opened = sealing.opener(context=NEED)
    return sorted(opened(sealed) for (sealed,) in rows)


def has_need(place: Registration) -> bool:
    return Need.objects.filter(registration=place).exists()


def to_look_after() -> QuerySet[Activity]:
    """Activities where an offer has run out, or somebody waits who could be next."""
    late = Q(state=State.OFFERED, answer_by__lte=local_now())
    rows = Registration.objects.filter(late | Q(state=State.WAITING))
    # What has no day to come has no seat to offer either.
    coming = Q(sessions__starts_at__gt=local_now()) | Q(registrations__state=State.OFFERED)
    found = Activity.objects.filter(coming, pk__in=rows.values("activity"), is_cancelled=False)
    return found.distinct().order_by("pk")


def needs_due(*, on: dt.date) -> QuerySet[Need]:
    """Needs of activities that have been, and of whoever does not come."""
    latest = on - dt.timedelta(days=days_kept(on))
    over = Activity.objects.annotate(last=Max("sessions__held_on")).filter(last__lt=latest)
    return Need.objects.filter(
        Q(registration__activity__in=over.values("pk")) | Q(registration__state=State.CANCELLED)
    )
