"""What the acting user has before them."""

import datetime as dt

from django.db.models import QuerySet

from samverka.delivery.groups.models import GroupTask, Meeting, Term
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.periods import in_force


def my_tasks(actor: Actor, *, on: dt.date) -> QuerySet[GroupTask]:
    """Undone tasks of the seats that the actor holds, the most urgent first."""
    seats = Term.objects.filter(in_force(on), person__user_id=actor.user_id).values("seat")
    tasks = GroupTask.objects.visible_to(actor).filter(seat__in=seats, done_on=None)
    return tasks.select_related("group__programme").order_by("due_on", "pk")


def my_meetings(actor: Actor, *, on: dt.date) -> QuerySet[Meeting]:
    """Meetings to come of the groups in which the actor sits, soonest first."""
    sits = Term.objects.filter(in_force(on), person__user_id=actor.user_id)
    return (
        Meeting.objects.visible_to(actor)
        .filter(group__in=sits.values("seat__group"), held_on__gte=on, is_cancelled=False)
        .select_related("group__programme")
        .order_by("held_on", "pk")
    )
