"""Tasks: what a dead worker left is taken up, and a task can be asked to stop."""

import datetime as dt
import uuid

import pytest
from django_tasks_db.models import DBTaskResult

from samverka.foundation.work import actions, queries
from samverka.foundation.work.models import Heartbeat
from samverka.toolkit.clock import now

pytestmark = pytest.mark.django_db


def running_task(*, workers: list[str]) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        task_path="samverka.nowhere",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        run_after=now(),
        started_at=now(),
        worker_ids=workers,
    )


def test_the_task_of_a_living_worker_is_left_alone():
    task = running_task(workers=["anna"])
    actions.beat(worker_id="anna")

    assert actions.take_up_abandoned_tasks() == 0

    task.refresh_from_db()
    assert task.status == "RUNNING"


def test_the_task_of_a_worker_that_ended_is_ready_again():
    task = running_task(workers=["anna"])
    actions.beat(worker_id="anna")
    actions.leave(worker_id="anna")

    assert actions.take_up_abandoned_tasks() == 1

    task.refresh_from_db()
    assert task.status == "READY"


def test_the_task_of_a_silent_worker_is_ready_again():
    task = running_task(workers=["anna"])
    long_ago = now() - queries.SILENCE - dt.timedelta(seconds=1)
    Heartbeat.objects.create(worker_id="anna", seen_at=long_ago)

    actions.take_up_abandoned_tasks()

    task.refresh_from_db()
    assert task.status == "READY"


def test_a_task_that_ended_three_workers_has_failed():
    task = running_task(workers=["anna", "bo", "cia"])

    assert actions.take_up_abandoned_tasks() == 0

    task.refresh_from_db()
    assert task.status == "FAILED"
    assert "GivenUp" in task.exception_class_path


def test_progress_is_told():
    task_id = uuid.uuid4()

    actions.report_progress(task_id=task_id, done=3, total=8, note="Kungälv")

    progress = queries.progress_of(task_id)
    assert (progress.done, progress.total, progress.note) == (3, 8, "Kungälv")


def test_a_cancelled_task_stops_when_it_tells_of_its_progress():
    task_id = uuid.uuid4()
    actions.report_progress(task_id=task_id, done=1, total=8)

    actions.cancel_task(task_id=task_id)

    with pytest.raises(actions.Cancelled):
        actions.report_progress(task_id=task_id, done=2, total=8)


def test_progress_of_the_day_before_yesterday_is_forgotten():
    task_id = uuid.uuid4()
    actions.report_progress(task_id=task_id, done=8, total=8)
    progress = queries.progress_of(task_id)
    progress.changed_at = now() - dt.timedelta(days=2)
    progress.save()

    actions.forget_old_progress()

    assert queries.progress_of(task_id) is None
