"""What is done with several lines of a plan at once, and how it is taken back."""

from collections.abc import Sequence

from django.db import transaction

from samverka.delivery.plans.models import Plan, PlanItem
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .items import OPEN, mark_changed
from .plans import locked


@transaction.atomic
def give_lines(
    *, plan: Plan, items: Sequence[PlanItem], functions: Sequence[str], by: Actor
) -> None:
    """Which function answers for each line."""
    plan = locked(plan, *OPEN)
    for item, function in zip(items, functions, strict=True):
        item.responsible = function
    PlanItem.objects.bulk_update(items, ["responsible"])
    mark_changed(plan)
    trail.note(by=by, verb="plans.item_corrected", about=plan, fields=["responsible"])


@transaction.atomic
def report_on_lines(
    *, plan: Plan, items: Sequence[PlanItem], statuses: Sequence[str], by: Actor
) -> None:
    """How each line goes; it is told in an approved plan too."""
    for item, status in zip(items, statuses, strict=True):
        item.status = status
    PlanItem.objects.bulk_update(items, ["status"])
    trail.note(by=by, verb="plans.progress_reported", about=plan, fields=["status"])
