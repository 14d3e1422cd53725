"""What of a programme is public. Nobody is signed in, so nothing here asks who looks."""

import datetime as dt

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from samverka.delivery.activities.models import Activity, Session
from samverka.delivery.activities.queries import next_sessions
from samverka.delivery.groups.models import Meeting
from samverka.delivery.programmes.models import (
    Contact,
    Goal,
    Participation,
    Programme,
    ProgrammeFund,
)
from samverka.toolkit.periods import in_force

MOST_NEWS = 30


def public_programmes() -> QuerySet[Programme]:
    """Those that their leaders show to everybody; what goes on now first."""
    return (
        Programme.objects.filter(is_public=True)
        .select_related("owner")
        .order_by(Coalesce("extended_to", "ends_on").desc(nulls_first=True), "name")
    )


def partners_of(programme: Programme, *, on: dt.date) -> list[Participation]:
    """Who takes part on the day, or took part to the end; the owner first."""
    day = min(on, programme.last_day) if programme.last_day else on
    rank = {"owner": 0, "co_leader": 1}
    rows = (
        programme.participations.filter(Q(valid_to=None) | Q(valid_to__gt=day))
        .select_related("organisation")
        .order_by("organisation__name")
    )
    return sorted(rows, key=lambda row: rank.get(row.part, 2))


def goals_of(programme: Programme) -> QuerySet[Goal]:
    return programme.goals.select_related("owner").order_by("number")


def funds_of(programme: Programme) -> QuerySet[ProgrammeFund]:
    return ProgrammeFund.objects.filter(programme=programme).select_related("fund")


def contacts_of(programme: Programme, *, on: dt.date) -> QuerySet[Contact]:
    """Functions that are public and held on the day; gone when their period is over."""
    return (
        Contact.objects.filter(in_force(on), programme=programme, is_public=True)
        .select_related("organisation", "goal", "field")
        .order_by(F("goal__number").asc(nulls_first=True), "organisation__name", "function", "pk")
    )


def coming_days(programme: Programme, *, on: dt.date) -> QuerySet[Session]:
    """What is held from the day on, soonest first."""
    public = next_sessions(on=on).filter(activity__programme=programme)
    return public.exclude(activity__in=_meetings_of_groups())


def _meetings_of_groups() -> QuerySet:
    """Those have a sheet for their hours, and are for nobody but who sits there."""
    return Meeting.objects.exclude(session=None).values("session__activity")


def news_of(programme: Programme) -> QuerySet[Activity]:
    """Its latest activities, each with its first day."""
    return (
        Activity.objects.filter(programme=programme, is_cancelled=False)
        .exclude(pk__in=_meetings_of_groups())
        .annotate(first_day=Min("sessions__held_on"))
        .order_by("-created_at", "-pk")[:MOST_NEWS]
    )
