import calendar
import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.development.supply.models import (
    CriticalRole,
    InductionStep,
    Successor,
    SupplyPlan,
    WheelRow,
    WheelTask,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person

Part = CriticalRole | InductionStep | WheelRow


class IsBegun(Exception):
    """An organisation has one plan in a programme."""

    def __str__(self):
        return _("That organisation has a plan already. Open it in the list.")


class TwoSuccessors(Exception):
    """A person or a function takes over, not both."""

    def __str__(self):
        return _("Choose a person or write a function, not both.")


@transaction.atomic
def begin_plan(
    *, programme: Programme, organisation: Organisation, on: dt.date, by: Actor
) -> SupplyPlan:
    """:raises IsBegun: there is one"""
    made, is_new = SupplyPlan.objects.get_or_create(
        programme=programme, organisation=organisation, defaults={"begun_on": on}
    )
    if not is_new:
        raise IsBegun
    trail.note(by=by, verb="supply.began", about=made)
    return made


@transaction.atomic
def write_role(
    *,
    plan: SupplyPlan,
    role: CriticalRole | None = None,
    values: Mapping[str, object],
    successor: Person | None,
    by: Actor,
) -> CriticalRole:
    """A new one, or another wording of one that is there.

    :raises TwoSuccessors: a person and a function are to take over
    """
    if successor and values.get("successor_function"):
        raise TwoSuccessors
    found = role or CriticalRole(plan=plan)
    _fill(found, values)
    Successor.objects.filter(role=found).delete()
    if successor:
        Successor.objects.create(role=found, person=successor)
    trail.note(
        by=by,
        verb="supply.role_written",
        about=found,
        person_id=successor.pk if successor else None,
    )
    return found


def _fill(found: Part, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.save()


@transaction.atomic
def write_step(
    *,
    role: CriticalRole,
    step: InductionStep | None = None,
    values: Mapping[str, object],
    by: Actor,
) -> InductionStep:
    found = step or InductionStep(role=role)
    _fill(found, values)
    trail.note(by=by, verb="supply.step_written", about=found)
    return found


@transaction.atomic
def mark_step(*, step: InductionStep, is_done: bool, on: dt.date, by: Actor) -> None:
    step.done_on = on if is_done else None
    step.save(update_fields=["done_on"])
    trail.note(by=by, verb="supply.step_marked", about=step)


@transaction.atomic
def write_row(
    *,
    plan: SupplyPlan,
    row: WheelRow | None = None,
    values: Mapping[str, object],
    on: dt.date,
    by: Actor,
) -> WheelRow:
    """A row of the wheel. What is to be done of it moves along; a year that is made gets its task.

    A month that is over gets no task: nobody was asked to do it then.
    """
    SupplyPlan.objects.select_for_update().get(pk=plan.pk)
    found = row or WheelRow(plan=plan)
    _fill(found, values)
    for task in found.tasks.filter(done_on=None):
        task.due_on = _last_day(task.due_on.year, found.month)
        task.save(update_fields=["due_on"])
    years = WheelTask.objects.filter(row__plan=plan, due_on__year__gte=on.year)
    for year in sorted({day.year for day in years.values_list("due_on", flat=True)}):
        _make(found, year, on)
    trail.note(by=by, verb="supply.row_written", about=found)
    return found


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _make(row: WheelRow, year: int, on: dt.date) -> None:
    day = _last_day(year, row.month)
    if day >= on and not row.tasks.filter(due_on__year=year).exists():
        WheelTask.objects.create(row=row, due_on=day)


@transaction.atomic
def make_year(*, plan: SupplyPlan, year: int, on: dt.date, by: Actor) -> int:
    """Tasks of a year from the rows, once each; answers how many there now are."""
    SupplyPlan.objects.select_for_update().get(pk=plan.pk)
    for row in plan.rows.filter(removed_on=None):
        _make(row, year, on)
    trail.note(by=by, verb="supply.year_made", about=plan)
    return WheelTask.objects.filter(row__plan=plan, due_on__year=year).count()


@transaction.atomic
def mark_task(*, task: WheelTask, is_done: bool, on: dt.date, by: Actor) -> None:
    """A task that is so already keeps its day."""
    if bool(task.done_on) != is_done:
        put_task(task=task, done_on=on if is_done else None, by=by)


@transaction.atomic
def put_task(*, task: WheelTask, done_on: dt.date | None, by: Actor) -> None:
    """Done on a day, or open; undo gives back the very day."""
    task.done_on = done_on
    task.save(update_fields=["done_on"])
    trail.note(by=by, verb="supply.task_marked", about=task)


@transaction.atomic
def take_away(*, part: Part, on: dt.date, by: Actor) -> None:
    """It is shown no more, and can be brought back."""
    part.removed_on = on
    part.save(update_fields=["removed_on"])
    trail.note(by=by, verb="supply.taken_away", about=part)


@transaction.atomic
def bring_back(*, part: Part, by: Actor) -> None:
    part.removed_on = None
    part.save(update_fields=["removed_on"])
    trail.note(by=by, verb="supply.brought_back", about=part)
