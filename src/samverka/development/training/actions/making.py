"""A plan is made by a task, as its bootstrap takes a while where many have answered."""

import datetime as dt
from collections.abc import Mapping as By

from django.db import transaction
from django_tasks import task

from samverka.delivery.programmes.queries import acts_still, who_asked
from samverka.development.competence.models import Mapping
from samverka.development.training.models import PlanMaking
from samverka.development.training.permissions import may_plan
from samverka.development.training.queries import is_being_made, making_of
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.work import actions as work
from samverka.toolkit.clock import today

from .plans import NothingMet, PlanRefused, make_plan, refuse_if_it_stands

State, Problem = PlanMaking.State, PlanMaking.Problem


@transaction.atomic
def begin_plan(
    *, mapping: Mapping, weights: By[str, int] | None = None, on: dt.date, by: Actor
) -> PlanMaking:
    """Begin a task that makes it; one under way is left to end.

    :param weights: those of the making before where none are chosen
    :raises PlanRefused: the plan is decided, or has sessions
    """
    Mapping.objects.select_for_update().get(pk=mapping.pk)
    refuse_if_it_stands(mapping)
    there = making_of(mapping)
    if there is not None and is_being_made(there):
        return there
    making = there or PlanMaking(mapping=mapping)
    making.weights = making.weights if weights is None else dict(weights)
    making.begun_on = on
    making.state, making.problem = State.COMPUTING, ""
    making.save()
    begun = make_planned.enqueue(
        making.pk, user_id=by.user_id, role=str(by.role), organisation_id=by.organisation_id
    )
    making.task_id = begun.id
    PlanMaking.objects.filter(pk=making.pk).update(task_id=begun.id)
    trail.note(by=by, verb="training.plan_begun", about=mapping)
    return making


@task()
def make_planned(making_id: int, user_id: int, role: str, organisation_id: int) -> None:
    """Begun anew if the worker ends; the same answers give the same plan."""
    found = PlanMaking.objects.select_related("mapping__programme", "mapping__round")
    making = found.filter(pk=making_id, state=State.COMPUTING).first()
    if making is None:
        return
    by = who_asked(user_id=user_id, role=role, organisation_id=organisation_id)
    programme = making.mapping.programme
    if not (acts_still(by, programme, on=today()) and may_plan(by, programme)):
        _end(making, Problem.NOT_YOURS)
        return

    def told(done: int, total: int) -> None:
        if making.task_id:
            work.report_progress(task_id=making.task_id, done=done, total=total)

    told(0, 1)
    try:
        make_plan(
            mapping=making.mapping, weights=making.weights, on=making.begun_on, by=by, told=told
        )
    except NothingMet:
        _end(making, Problem.NOTHING_MET)
    except PlanRefused:
        _end(making, Problem.STANDS)
    else:
        _end(making)


def _end(making: PlanMaking, problem: str = "") -> None:
    state = State.REFUSED if problem else State.MADE
    PlanMaking.objects.filter(pk=making.pk).update(state=state, problem=problem)
