"""Tasks, and what the acting user has before them."""

import datetime as dt

from django.db.models import F, QuerySet

from samverka.delivery.groups.models import Group, GroupTask, Meeting, Term
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.periods import in_force


def my_tasks(actor: Actor, *, on: dt.date) -> QuerySet[GroupTask]:
    """Undone tasks of the seats that the actor holds, the most urgent first, undated ones last."""
    seats = Term.objects.filter(in_force(on), person__user_id=actor.user_id).values("seat")
    tasks = GroupTask.objects.visible_to(actor).filter(seat__in=seats, done_on=None)
    urgent_first = F("due_on").asc(nulls_last=True)
    return tasks.select_related("group__programme").order_by(urgent_first, "pk")


def tasks_of(group: Group) -> QuerySet[GroupTask]:
    """A group's tasks, undone ones first, by when they are due."""
    return (
        group.tasks.select_related("seat__organisation")
        .prefetch_related("fields")
        .order_by(F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    )


def holders_of(task: GroupTask, *, on: dt.date) -> set[int]:
    """The users of whoever sits on the task's seat."""
    sitting = Term.objects.filter(in_force(on), seat=task.seat_id, person__user__isnull=False)
    return set(sitting.values_list("person__user", flat=True))


def my_meetings(actor: Actor, *, on: dt.date) -> QuerySet[Meeting]:
    """Meetings to come of the groups in which the actor sits, soonest first."""
    sits = Term.objects.filter(in_force(on), person__user_id=actor.user_id)
    return (
        Meeting.objects.visible_to(actor)
        .filter(group__in=sits.values("seat__group"), held_on__gte=on, is_cancelled=False)
        .select_related("group__programme")
        .order_by("held_on", "pk")
    )
