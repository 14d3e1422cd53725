"""The lines of a plan, and the activities that carry them out."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from samverka.delivery.activities.actions import create_activity
from samverka.delivery.activities.models import Activity
from samverka.delivery.plans.models import Plan, PlanItem, PlannedActivity
from samverka.delivery.plans.queries import FACTS, items_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import now

from .plans import locked

OPEN = (Plan.State.DRAFT, Plan.State.SENT_BACK)


@transaction.atomic
def add_item(*, plan: Plan, values: dict, by: Actor) -> PlanItem:
    """A line at the end."""
    plan = locked(plan, *OPEN)
    item = PlanItem.objects.create(plan=plan, number=_next_number(plan), **values)
    mark_changed(plan)
    trail.note(by=by, verb="plans.item_added", about=plan)
    return item


@transaction.atomic
def correct_item(*, item: PlanItem, values: dict, by: Actor) -> PlanItem:
    plan = locked(item.plan, *OPEN)
    item = PlanItem.objects.get(pk=item.pk)
    changed = [name for name, value in values.items() if getattr(item, name) != value]
    for name in changed:
        setattr(item, name, values[name])
    if changed:
        item.save(update_fields=changed)
        mark_changed(plan)
        trail.note(by=by, verb="plans.item_corrected", about=plan, fields=changed)
    return item


@transaction.atomic
def remove_items(*, plan: Plan, items: Sequence[PlanItem], by: Actor) -> None:
    """Take lines away; they can be had back while the plan is being written."""
    plan = locked(plan, *OPEN)
    PlanItem.objects.filter(pk__in=[item.pk for item in items]).update(is_removed=True)
    _number(list(plan.items.in_force().order_by("number", "pk")))
    mark_changed(plan)
    trail.note(by=by, verb="plans.item_removed", about=plan)


@transaction.atomic
def restore_items(*, plan: Plan, items: Sequence[PlanItem], by: Actor) -> None:
    """Each comes back to the place where it stood."""
    plan = locked(plan, *OPEN)
    lines = list(plan.items.in_force().order_by("number", "pk"))
    PlanItem.objects.filter(pk__in=[item.pk for item in items]).update(is_removed=False)
    for item in sorted(items, key=lambda item: item.number):
        if item not in lines:
            lines.insert(item.number - 1, item)
    _number(lines)
    mark_changed(plan)
    trail.note(by=by, verb="plans.item_restored", about=plan)


@transaction.atomic
def move_item(*, item: PlanItem, up: bool, by: Actor) -> None:
    """One step; the first and the last stay where they are."""
    plan = locked(item.plan, *OPEN)
    items = list(plan.items.in_force().order_by("number", "pk"))
    # Somebody may have taken it away meanwhile.
    if item not in items:
        return
    here = items.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
        _number(items)
        mark_changed(plan)
        trail.note(by=by, verb="plans.item_corrected", about=plan, fields=["number"])


@transaction.atomic
def copy_items(*, plan: Plan, source: Plan, by: Actor) -> int:
    """The lines of another plan, at the end, as new lines; answers how many."""
    plan = locked(plan, *OPEN)
    first = _next_number(plan)
    copies = [
        PlanItem(
            plan=plan,
            number=number,
            **{name: getattr(item, name) for name in _copied(plan, source)},
        )
        for number, item in enumerate(items_of(source), first)
    ]
    PlanItem.objects.bulk_create(copies)
    mark_changed(plan)
    trail.note(by=by, verb="plans.items_copied", about=plan)
    return len(copies)


def _copied(plan: Plan, source: Plan) -> tuple[str, ...]:
    """Another's people are not asked to do it here."""
    if plan.organisation_id == source.organisation_id:
        return FACTS
    return tuple(name for name in FACTS if not name.startswith("responsible"))


@transaction.atomic
def report_progress(*, item: PlanItem, status: str, progress_note: str, by: Actor) -> PlanItem:
    """How it goes is told in an approved plan too: what was agreed stays as it is."""
    item = PlanItem.objects.select_for_update().get(pk=item.pk)
    item.status, item.progress_note = status, progress_note
    item.save(update_fields=["status", "progress_note"])
    trail.note(
        by=by, verb="plans.progress_reported", about=item.plan, fields=["status", "progress_note"]
    )
    return item


@transaction.atomic
def make_activity(*, item: PlanItem, kind: str, by: Actor) -> Activity:
    """An activity with what the line says; its days are written next."""
    plan = item.plan
    activity = create_activity(
        programme=plan.programme,
        organiser=plan.organisation,
        title=item.activity[:150],
        kind=kind,
        sessions=[],
        goal=item.goal,
        description=item.aim,
        target_group=item.target_group,
        municipality=plan.organisation.municipality,
        days_to_come=True,
        by=by,
    )
    link_activity(item=item, activity=activity, by=by)
    return activity


@transaction.atomic
def link_activity(*, item: PlanItem, activity: Activity, by: Actor) -> None:
    plan = item.plan
    _row, is_new = PlannedActivity.objects.get_or_create(
        organisation=plan.organisation, line_key=item.line_key, activity=activity
    )
    if is_new:
        trail.note(by=by, verb="plans.activity_linked", about=plan)


@transaction.atomic
def unlink_activity(*, item: PlanItem, activity: Activity, by: Actor) -> None:
    """The activity stays; only the link goes."""
    plan = item.plan
    PlannedActivity.objects.filter(
        organisation=plan.organisation, line_key=item.line_key, activity=activity
    ).delete()
    trail.note(by=by, verb="plans.activity_unlinked", about=plan)


def _number(items: list[PlanItem]) -> None:
    for number, item in enumerate(items, 1):
        item.number = number
    PlanItem.objects.bulk_update(items, ["number"])


def _next_number(plan: Plan) -> int:
    return (plan.items.in_force().aggregate(last=Max("number"))["last"] or 0) + 1


def mark_changed(plan: Plan) -> None:
    plan.changed_at = now()
    plan.save(update_fields=["changed_at"])
