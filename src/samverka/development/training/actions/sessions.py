"""A line's sessions, each an activity of its own, and when workplaces can spare nobody."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity
from samverka.development.training.models import (
    ClosedDay,
    PlanLine,
    PlannedSession,
    TrainingModule,
    TrainingPlan,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation

from .plans import PlanRefused

KINDS = {
    TrainingModule.Form.LECTURE: Activity.Kind.TRAINING_DAY,
    TrainingModule.Form.GROUP_WORK: Activity.Kind.WORKSHOP,
}


@dataclass(frozen=True)
class When:
    """A session's day and place; it takes as long as its module."""

    day: dt.date
    starts: dt.time
    municipality: Municipality | None = None
    place: str = ""


@transaction.atomic
def set_sessions(*, line: PlanLine, sessions: Sequence[When], by: Actor) -> list[PlannedSession]:
    """An activity of each: its seats are its own.

    :raises PlanRefused: the line is taken away, or a session would go past midnight
    """
    if line.is_removed:
        raise PlanRefused(_("The line is taken away. Restore it first."))
    made = [_planned(line, one, by) for one in sessions]
    trail.note(by=by, verb="training.sessions_set", about=line.plan)
    return made


def _planned(line: PlanLine, one: When, by: Actor) -> PlannedSession:
    module = line.module
    ends = dt.datetime.combine(one.day, one.starts) + dt.timedelta(minutes=module.minutes)
    if ends.date() != one.day:
        raise PlanRefused(_("The session would go past midnight. Let it start earlier."))
    activity = activities.create_activity(
        programme=module.programme,
        organiser=by.organisation,
        title=module.name,
        kind=KINDS[TrainingModule.Form(module.form)],
        sessions=[activities.Times(one.day, one.starts, ends.time())],
        municipality=one.municipality,
        place=one.place,
        seats=module.places,
        registration_by=Activity.RegistrationBy.ORGANISER,
        by=by,
    )
    return PlannedSession.objects.create(line=line, activity=activity)


@transaction.atomic
def set_closed_days(
    *, plan: TrainingPlan, organisation: Organisation, weekdays: Iterable[int], by: Actor
) -> None:
    """The days of the week when a workplace can spare nobody."""
    ClosedDay.objects.filter(plan=plan, organisation=organisation).delete()
    ClosedDay.objects.bulk_create(
        ClosedDay(plan=plan, organisation=organisation, weekday=day) for day in weekdays
    )
    trail.note(by=by, verb="training.closed_days_set", about=plan)
