"""What members of groups take on."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from samverka.delivery.groups.models import Group, GroupTask, Meeting, Seat
from samverka.delivery.programmes.models import Field
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .guarding import guard


@transaction.atomic
def add_task(
    *,
    group: Group,
    title: str,
    seat: Seat | None = None,
    meeting: Meeting | None = None,
    fields: Iterable[Field] = (),
    due_on: dt.date | None = None,
    no_person: str = "",
    by: Actor,
) -> GroupTask:
    """A task of a group; of several fields it is joint work of theirs.

    :raises Identifying: it may tell whom a case is about
    """
    task = GroupTask.objects.create(
        group=group, title=title, seat=seat, meeting=meeting, due_on=due_on
    )
    task.fields.set(fields)
    guard(group=group, about=task, texts={"title": title}, no_person=no_person, by=by)
    trail.note(by=by, verb="groups.task_added", about=task)
    return task


@transaction.atomic
def correct_task(
    *,
    task: GroupTask,
    title: str,
    seat: Seat | None,
    fields: Iterable[Field],
    due_on: dt.date | None,
    no_person: str = "",
    by: Actor,
) -> None:
    """What, who or when is another.

    :raises Identifying: it may tell whom a case is about
    """
    task.title, task.seat, task.due_on = title, seat, due_on
    task.save(update_fields=["title", "seat", "due_on"])
    task.fields.set(fields)
    guard(group=task.group, about=task, texts={"title": title}, no_person=no_person, by=by)
    trail.note(by=by, verb="groups.task_corrected", about=task)


@transaction.atomic
def tick_task(*, task: GroupTask, on: dt.date, by: Actor) -> None:
    """It is done."""
    task.done_on = on
    task.save(update_fields=["done_on"])
    trail.note(by=by, verb="groups.task_done", about=task)


@transaction.atomic
def open_task_again(*, task: GroupTask, by: Actor) -> None:
    """It is not done after all."""
    task.done_on = None
    task.save(update_fields=["done_on"])
    trail.note(by=by, verb="groups.task_opened_again", about=task)
