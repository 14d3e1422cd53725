"""The questions of a programme's page, each put together once."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, Min, OuterRef, QuerySet, When, Window
from django.db.models.expressions import RawSQL

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.activities.queries import Taken
from samverka.delivery.certification.queries import remembered
from samverka.delivery.programmes.models import Goal, Participation
from samverka.register.partners.models import Organisation
from samverka.toolkit.prepared import Given, Prepared

HERE = Attendance.Mark.HERE
FEW = 5
GOAL = F("session__activity__goal")
WERE_THERE = Attendance.objects.filter(session=OuterRef("sessions"), mark=HERE)


class ActivityLine(NamedTuple):
    """An activity with its first day; `held` are those of its days when somebody was there."""

    public_key: str
    title: str
    kind: str
    goal: int | None
    municipality: str | None
    first_day: dt.date | None
    days: int
    held: int


def _days() -> QuerySet[Session]:
    days = Session.objects.filter(of_programme=Given("programme"), activity__is_cancelled=False)
    return days.order_by("held_on", "starts_at", "pk")


# The programme's token, and the programme itself where it is not remembered.
THIS_ONE = "touched.programme_id = %s"


def token() -> str:
    return remembered.tokens(THIS_ONE, by_month=False)


def if_stale() -> str:
    found = remembered.stale(THIS_ONE, by_month=False)
    return f"SELECT stale.programme FROM ({found}) stale"  # noqa: S608  the file's own text


def _if_stale() -> RawSQL:
    return RawSQL(if_stale(), [Given("programme"), remembered.known()])  # noqa: S611


# The questions of a programme's page, of which each is about everything in the programme.
MARKS = Prepared(
    lambda: Attendance.objects.filter(
        mark=HERE, session__activity__programme=Given("programme")
    ).values_list("session", "organisation", "person", "minutes")
)
ACTIVITIES = Prepared(
    lambda: (
        Activity.objects.filter(programme__in=_if_stale(), is_cancelled=False)
        .values("pk")
        .annotate(
            first_day=Min("sessions__held_on"),
            days=Count("sessions"),
            held=Count("sessions", filter=Exists(WERE_THERE)),
            begins=Min("sessions__starts_at"),
        )
        .order_by()
        .values_list(*ActivityLine._fields, "begins", "pk")
    )
)
# Whoever was there, each with the goal they came under, unless it was cancelled.
PEOPLE = Prepared(
    lambda: (
        Attendance.objects.filter(mark=HERE, session__activity__programme__in=_if_stale())
        .annotate(goal=Case(When(session__activity__is_cancelled=False, then=GOAL)))
        .values_list("goal", "organisation", "person")
        .distinct()
    )
)
# The days to come, the next first, and those before today that wait, with how many they are.
DAY = ("starts_at", "public_key", "held_on", "ends_at", "activity__public_key", "activity__title")
PLACE = ("activity__place", "activity__seats")
COMING = Prepared(
    lambda: (
        _days()
        .filter(held_on__gte=Given("on"))
        .values_list("pk", *DAY, *PLACE, Taken("activity"))[:FEW]
    )
)
LATE = Prepared(
    lambda: (
        _days()
        .filter(lacks_marks=True, held_on__lt=Given("on"))
        .values_list(
            "pk",
            *DAY,
            "activity__organiser",
            "activity__organiser__name",
            Window(Count("pk")),
        )[:FEW]
    )
)
GOALS = Prepared(
    lambda: (
        Goal.objects.filter(programme=Given("programme"))
        .order_by()
        .values_list(
            "measures",
            "pk",
            "number",
            "title",
            "owner__name",
            "owner__municipality",
            "parent",
            "measures__code",
            "measures__title",
            "measures__definition",
            "measures__unit",
            "measures__counts",
            "measures__target",
            "measures__target_is_limit",
        )
    )
)
PARTNERS = Prepared(
    lambda: (
        Participation.objects.filter(programme=Given("programme"))
        .order_by("organisation__name", "pk")
        .values_list(
            "part",
            "organisation",
            "organisation__part_of",
            "organisation__municipality",
            "organisation__municipality__name",
            "organisation__public_key",
        )
    )
)


# What each unit is a part of.
UNITS = Prepared(
    lambda: Organisation.objects.filter(part_of__isnull=False).values_list("pk", "part_of")
)
