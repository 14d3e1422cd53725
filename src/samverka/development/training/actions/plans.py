"""Plans: made from a mapping, changed line by line, decided."""

import datetime as dt
from collections.abc import Mapping as By

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverka.development.competence.models import Mapping
from samverka.development.competence.queries import Told, nobody_told
from samverka.development.training.computing import Computed
from samverka.development.training.models import (
    PlanLine,
    PlanMaking,
    PlannedSession,
    TrainingModule,
    TrainingPlan,
)
from samverka.development.training.queries import Made, made, plan_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail


class PlanRefused(Exception):
    """The plan is left as it is; the text says why, and what one can do."""


class NothingMet(PlanRefused):
    """No module meets a need that the answers show."""


def make_plan(
    *,
    mapping: Mapping,
    weights: By[str, int],
    on: dt.date,
    by: Actor,
    told: Told = nobody_told,
) -> TrainingPlan:
    """A draft from the answers; made anew, what the coordinator wrote and put there stays.

    :param told: called with how many draws are done and how many there are, for a bar
    :raises PlanRefused: it is decided, has sessions, or no module meets a need
    """
    refuse_if_it_stands(mapping)
    return _keep_plan(
        mapping=mapping, weights=weights, found=made(mapping, weights, told), on=on, by=by
    )


@transaction.atomic
def _keep_plan(
    *, mapping: Mapping, weights: By[str, int], found: Made, on: dt.date, by: Actor
) -> TrainingPlan:
    Mapping.objects.select_for_update().get(pk=mapping.pk)
    plan = refuse_if_it_stands(mapping)
    if not found.lines:
        raise NothingMet(PlanMaking.Problem.NOTHING_MET.label)
    plan = plan or TrainingPlan(mapping=mapping)
    plan.weights, plan.facts, plan.computed_on = dict(weights), found.facts, on
    plan.save()
    _put(plan, found.lines)
    trail.note(by=by, verb="training.plan_made", about=plan)
    return plan


def refuse_if_it_stands(mapping: Mapping) -> TrainingPlan | None:
    """The plan to make anew, if there is one.

    :raises PlanRefused: it is decided, or has sessions
    """
    plan = plan_of(mapping)
    if plan is not None:
        _may_be_made_anew(plan)
    return plan


def _may_be_made_anew(plan: TrainingPlan) -> None:
    if plan.is_decided:
        raise PlanRefused(_("The plan is decided. Open it again to change it."))
    if PlannedSession.objects.filter(line__plan=plan).exists():
        raise PlanRefused(
            _("The plan has sessions, so its lines stay. Change them one by one instead.")
        )


def _put(plan: TrainingPlan, lines: list[Computed]) -> None:
    before = {row.module_id: row for row in plan.lines.all()}
    for order, one in enumerate(lines, start=1):
        row = before.pop(one.module.pk, None) or PlanLine(plan=plan, module=one.module)
        row.order, row.area, row.is_own = order, one.area, False
        row.people, row.sessions = len(one.line.people), one.line.sessions
        row.met, row.left, row.lifted = one.line.met, one.line.left, one.lifted
        row.save()
    for order, row in enumerate(before.values(), start=len(lines) + 1):
        if row.is_own:
            row.order = order
            row.save(update_fields=["order"])
        else:
            row.delete()


def _draft(plan: TrainingPlan) -> TrainingPlan:
    """Locked, while it can be changed.

    :raises PlanRefused: it is decided
    """
    there = TrainingPlan.objects.select_for_update().get(pk=plan.pk)
    if there.is_decided:
        raise PlanRefused(_("The plan is decided. Open it again to change it."))
    return there


@transaction.atomic
def change_line(*, line: PlanLine, place: int, sessions: int, note: str, by: Actor) -> None:
    """Its place among the lines, how many times it is held, and why.

    :raises PlanRefused: the plan is decided, an own line says no why, or more sessions stand
    """
    _draft(line.plan)
    if line.is_own and not note:
        raise PlanRefused(_("Say why the line is there."))
    if line.planned.count() > sessions:
        raise PlanRefused(_("More sessions have their day already. Cancel those first."))
    others = [row for row in line.plan.lines.order_by("order", "pk") if row.pk != line.pk]
    line.sessions, line.note = sessions, note
    line.save(update_fields=["sessions", "note"])
    others.insert(place - 1, line)
    for order, row in enumerate(others, start=1):
        PlanLine.objects.filter(pk=row.pk).update(order=order)
    trail.note(by=by, verb="training.line_changed", about=line.plan)


@transaction.atomic
def add_own_line(
    *, plan: TrainingPlan, module: TrainingModule, sessions: int, note: str, by: Actor
) -> PlanLine:
    """The last line, with the coordinator's own reason.

    :raises PlanRefused: the plan is decided, or has the module
    """
    _draft(plan)
    if plan.lines.filter(module=module).exists():
        raise PlanRefused(_("The plan has this module already. Change or restore its line."))
    last = plan.lines.aggregate(last=Max("order"))["last"] or 0
    first = module.competences.select_related("area").first()
    line = PlanLine.objects.create(
        plan=plan,
        module=module,
        order=last + 1,
        area=first.area.name if first else "",
        sessions=sessions,
        note=note,
        is_own=True,
    )
    trail.note(by=by, verb="training.line_added", about=plan)
    return line


@transaction.atomic
def remove_line(*, line: PlanLine, by: Actor) -> None:
    """:raises PlanRefused: the plan is decided, or the line has sessions"""
    _draft(line.plan)
    if line.planned.exists():
        raise PlanRefused(_("The line has sessions with days. Cancel those first."))
    PlanLine.objects.filter(pk=line.pk).update(is_removed=True)
    trail.note(by=by, verb="training.line_removed", about=line.plan)


@transaction.atomic
def bring_line_back(*, line: PlanLine, by: Actor) -> None:
    """:raises PlanRefused: the plan is decided"""
    _draft(line.plan)
    PlanLine.objects.filter(pk=line.pk).update(is_removed=False)
    trail.note(by=by, verb="training.line_brought_back", about=line.plan)


@transaction.atomic
def decide_plan(*, plan: TrainingPlan, on: dt.date, by: Actor) -> None:
    """From now on it stands, and all who see the programme read it.

    :raises PlanRefused: it is decided already
    """
    there = _draft(plan)
    there.state, there.decided_on = TrainingPlan.State.DECIDED, on
    there.save(update_fields=["state", "decided_on"])
    trail.note(by=by, verb="training.plan_decided", about=there)


@transaction.atomic
def reopen_plan(*, plan: TrainingPlan, by: Actor) -> None:
    """A draft again; sessions and registrations stay."""
    draft = TrainingPlan.State.DRAFT
    TrainingPlan.objects.filter(pk=plan.pk).update(state=draft, decided_on=None)
    trail.note(by=by, verb="training.plan_reopened", about=plan)
