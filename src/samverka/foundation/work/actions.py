"""Heartbeats, tasks taken up again, progress, routines and the key check.

The machine's own notes: nobody acts, so nothing goes to the trail.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from samverka.toolkit import sealing
from samverka.toolkit.clock import now

from .models import Heartbeat, KeyCheck, Progress, Routine
from .queries import CONTEXT, KNOWN_WORD, SILENCE, living_workers

MOST_ATTEMPTS = 3


class GivenUp(Exception):
    """A task's worker died again and again, so it is not taken up once more."""


class Cancelled(Exception):
    """Somebody asked the task to stop."""


def beat(*, worker_id: str) -> None:
    """Tell that a worker lives."""
    Heartbeat.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": now()})


def leave(*, worker_id: str) -> None:
    """Tell that a worker has ended; what it left is taken up at once."""
    Heartbeat.objects.filter(worker_id=worker_id).delete()


def take_up_abandoned_tasks() -> int:
    """Make tasks of dead workers ready again; those that killed three workers have failed."""
    living = living_workers()
    taken_up = 0
    for task in DBTaskResult.objects.running():
        if not task.worker_ids or task.worker_ids[-1] not in living:
            taken_up += _take_up(task)
    Heartbeat.objects.filter(seen_at__lt=now() - 10 * SILENCE).delete()
    return taken_up


@transaction.atomic
def _take_up(abandoned: DBTaskResult) -> int:
    # Asked again under a lock: its worker may have ended it, or another server taken it up.
    task = DBTaskResult.objects.select_for_update().running().filter(pk=abandoned.pk).first()
    if task is None or task.worker_ids != abandoned.worker_ids:
        return 0
    if len(task.worker_ids) >= MOST_ATTEMPTS:
        task.set_failed(GivenUp(f"{MOST_ATTEMPTS} workers ended before the task did."))
        return 0
    task.status = "READY"
    task.save(update_fields=["status"])
    return 1


def report_progress(*, task_id: UUID, done: int, total: int, note: str = "") -> None:
    """Note how far a task has come.

    :raises Cancelled: somebody asked it to stop; the task ends by letting this through
    """
    progress, _ = Progress.objects.update_or_create(
        task_id=task_id,
        defaults={"done": done, "total": total, "note": note, "changed_at": now()},
    )
    if progress.is_cancelled:
        raise Cancelled


def cancel_task(*, task_id: UUID) -> None:
    """Ask a task to stop the next time it tells of its progress."""
    Progress.objects.update_or_create(
        task_id=task_id, defaults={"is_cancelled": True, "changed_at": now()}
    )


@transaction.atomic
def begin_routine(*, name: str, every: dt.timedelta) -> bool:
    """Whether it is this server that does it now; of several that ask, one gets yes."""
    moment = now()
    begun = {"begun_at": moment, "ended_at": None, "problem": ""}
    due = Routine.objects.filter(name=name, begun_at__lte=moment - every)
    if due.update(**begun):
        return True
    _, is_new = Routine.objects.get_or_create(name=name, defaults=begun)
    return is_new


def end_routine(*, name: str, problem: str = "") -> None:
    Routine.objects.filter(name=name).update(ended_at=now(), problem=problem)


def forget_old_progress() -> int:
    """Progress is of interest while a task runs and the day after."""
    old = Progress.objects.filter(changed_at__lt=now() - dt.timedelta(days=1))
    return old.delete()[0]


@transaction.atomic
def mark_with_key() -> None:
    """Seal a known word with the current keys; again after each rotation."""
    KeyCheck.objects.update_or_create(
        pk=1,
        defaults={
            "sealed": sealing.seal(KNOWN_WORD, context=CONTEXT),
            "searched": sealing.search_hash(KNOWN_WORD, context=CONTEXT),
        },
    )
