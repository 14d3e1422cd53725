from typing import Any

from django.db.models import Count, QuerySet
from django_tasks_db.models import DBTaskResult

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.work.models import Progress
from samverka.foundation.work.queries import progress_of
from samverka.register.imports.models import Import, ImportRow
from samverka.register.imports.sealed import opened


def imports_of(actor: Actor) -> QuerySet[Import]:
    """One's own that lie open or were written during the last day, the newest first."""
    return Import.objects.visible_to(actor).defer("content", "found").order_by("-created_at")


def found_in(batch: Import) -> dict[str, Any]:
    """Sheets, headings and which column holds what; empty until the file has been read."""
    return opened(batch.found) if batch.found else {}


def counts(batch: Import) -> dict[str, int]:
    """How many rows there are of each outcome."""
    found = batch.rows.values_list("outcome").annotate(count=Count("pk"))
    return dict.fromkeys(ImportRow.Outcome.values, 0) | dict(found)


def rows_of(batch: Import, *, outcome: str = "") -> QuerySet[ImportRow]:
    """The rows of the file in their order."""
    rows = batch.rows.order_by("number")
    if outcome:
        rows = rows.filter(outcome=outcome)
    return rows


def progress(batch: Import) -> Progress | None:
    return progress_of(batch.task_id) if batch.task_id else None


def has_failed(batch: Import) -> bool:
    """Whether the task ended by a fault of ours, so that nothing more will come."""
    return DBTaskResult.objects.filter(pk=batch.task_id, status="FAILED").exists()
