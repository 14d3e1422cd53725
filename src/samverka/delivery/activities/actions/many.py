"""Several activities at once, all or none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.programmes.models import Goal
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .activities import cancel_activity, restore_activity


class GoalElsewhere(Exception):
    """A goal of another programme than the activity's."""

    def __init__(self, activity: Activity):
        self.activity = activity

    def __str__(self):
        return _(
            "“%(activity)s” is in another programme than the goal, so nothing is changed. "
            "Show one programme at a time."
        ) % {"activity": self.activity}


@transaction.atomic
def cancel_many(*, activities: Sequence[Activity], by: Actor) -> None:
    """None of them will be held."""
    for activity in activities:
        cancel_activity(activity=activity, by=by)


@transaction.atomic
def restore_many(*, activities: Sequence[Activity], by: Actor) -> None:
    """They will be held after all."""
    for activity in activities:
        restore_activity(activity=activity, by=by)


@transaction.atomic
def serve_goal(*, activities: Sequence[Activity], goal: Goal, by: Actor) -> None:
    """They serve one goal of their programme.

    :raises GoalElsewhere: one of them is in another programme
    """
    for activity in activities:
        if activity.programme_id != goal.programme_id:
            raise GoalElsewhere(activity)
        _serve(activity, goal.pk, by)


@transaction.atomic
def serve_as_before(
    *, activities: Sequence[Activity], goals: Sequence[int | None], by: Actor
) -> None:
    """Each serves the goal it served, or none."""
    for activity, goal in zip(activities, goals, strict=True):
        _serve(activity, goal, by)


def _serve(activity: Activity, goal: int | None, by: Actor) -> None:
    activity.goal_id = goal
    activity.save(update_fields=["goal"])
    trail.note(by=by, verb="activities.activity_corrected", about=activity, fields=["goal"])
