from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.delivery.groups import actions, permissions, queries
from samverka.delivery.groups.forms import TaskForm
from samverka.delivery.groups.models import Group, GroupTask
from samverka.toolkit.clock import today

from .pages import (
    allowed,
    form_page,
    group_run,
    guarded,
    names_read,
    posted,
    seat_name,
    with_fields,
)


def _names(request, group: Group) -> dict[int, str]:
    seats = queries.seats_on(group, on=today())
    seen = names_read(request, group, [row.term for row in seats if row.term])
    return {row.seat.pk: seat_name(row.seat, row.term, seen) for row in seats}


def task_create(request, programme_key, key):
    group = group_run(request, programme_key, key)
    form = guarded(TaskForm(posted(request), group=group, names=_names(request, group)), group)
    return form_page(
        request,
        form,
        lambda told: actions.add_task(group=group, by=request.actor, **with_fields(told)),
        title=_("New task"),
        intro=str(group),
        submit=_("Add the task"),
        back=reverse("groups:detail", args=[programme_key, key]),
        back_label=str(group),
    )


def _task(request, programme_key: str, key: str) -> GroupTask:
    tasks = GroupTask.objects.visible_to(request.actor).select_related("group__programme")
    return get_object_or_404(tasks, group__programme__public_key=programme_key, public_key=key)


def task_edit(request, programme_key, key):
    task = _task(request, programme_key, key)
    group = allowed(request, task.group)
    names = _names(request, group)
    form = guarded(TaskForm(posted(request), instance=task, group=group, names=names), group)
    return form_page(
        request,
        form,
        lambda told: actions.correct_task(task=task, by=request.actor, **with_fields(told)),
        title=_("Change the task"),
        submit=_("Save"),
        back=reverse("groups:detail", args=[programme_key, group.public_key]),
        back_label=str(group),
    )


def _ticked(request, programme_key: str, key: str) -> GroupTask:
    task = _task(request, programme_key, key)
    if not permissions.may_tick_task(request.actor, task, queries.holders_of(task, on=today())):
        raise PermissionDenied
    return task


@require_POST
def task_done(request, programme_key, key):
    task, undo = _ticked(request, programme_key, key), ""
    # One that somebody has ticked already keeps its day, and is theirs to undo.
    if task.done_on is None:
        actions.tick_task(task=task, on=today(), by=request.actor)
        request.deeds.left(task, "done_on")
        undo = reverse("groups:task_open", args=[programme_key, key])
    messages.success(request, _("The task is done."), extra_tags=undo)
    return redirect("groups:detail", programme_key, task.group.public_key)


@require_POST
def task_open(request, programme_key, key):
    task = _ticked(request, programme_key, key)
    actions.open_task_again(task=task, by=request.actor)
    messages.success(request, _("The task is open again."))
    return redirect("groups:detail", programme_key, task.group.public_key)
