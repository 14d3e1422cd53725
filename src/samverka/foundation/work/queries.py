"""Questions about tasks, routines and keys."""

import datetime as dt
import hmac
from uuid import UUID

from django_tasks_db.models import DBTaskResult

from samverka.toolkit import sealing
from samverka.toolkit.clock import now

from .models import Heartbeat, KeyCheck, Progress

SILENCE = dt.timedelta(seconds=45)
KNOWN_WORD = "samverka"
CONTEXT = "key check"


def living_workers() -> set[str]:
    """Workers heard of lately."""
    heard = Heartbeat.objects.filter(seen_at__gte=now() - SILENCE)
    return set(heard.values_list("worker_id", flat=True))


def progress_of(task_id: UUID) -> Progress | None:
    return Progress.objects.filter(task_id=task_id).first()


def has_failed(task_id: UUID | None) -> bool:
    """Whether the task ended by a fault of ours, so that nothing more will come."""
    return DBTaskResult.objects.filter(pk=task_id, status="FAILED").exists()


def has_key_check() -> bool:
    return KeyCheck.objects.exists()


def key_file_fits() -> bool:
    """Whether the key file at hand opens what this database was sealed with."""
    check = KeyCheck.objects.get()
    try:
        opened = sealing.unseal(check.sealed, context=CONTEXT)
    except sealing.CannotOpen:
        return False
    searched = sealing.search_hash(KNOWN_WORD, context=CONTEXT)
    return opened == KNOWN_WORD and hmac.compare_digest(searched, check.searched)
