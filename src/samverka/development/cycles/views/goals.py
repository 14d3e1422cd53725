"""Goals and steps of a turn: written, changed and taken away by the head, with undo."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samverka.development.cycles import actions, queries
from samverka.development.cycles.forms import GoalForm, StepForm
from samverka.development.cycles.models import Cycle, CycleGoal, CycleStep
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import choices, headed, tried, written


def _goal_of(cycle: Cycle, key: str) -> CycleGoal:
    return get_object_or_404(queries.goals_of(cycle), public_key=key)


def _step_of(cycle: Cycle, key: str) -> CycleStep:
    return get_object_or_404(queries.steps_of(cycle), public_key=key)


def goal(request, key):
    cycle = headed(request, key)
    return written(
        request,
        cycle,
        GoalForm(sent(request), choices=choices(cycle)),
        _("A goal"),
        lambda values: actions.set_goal(cycle=cycle, values=values, on=today(), by=request.actor),
    )


def goal_change(request, key, goal_key):
    cycle = headed(request, key)
    found = _goal_of(cycle, goal_key)
    return written(
        request,
        cycle,
        GoalForm(sent(request), choices=choices(cycle), instance=found),
        _("Change the goal"),
        lambda values: actions.change_goal(goal=found, values=values, by=request.actor),
    )


@require_POST
def goal_remove(request, key, goal_key):
    cycle = headed(request, key)
    tried(request, cycle, actions.remove_goal, goal=_goal_of(cycle, goal_key))
    return redirect("cycles:detail", key)


def step(request, key, goal_key):
    cycle = headed(request, key)
    for_goal = _goal_of(cycle, goal_key)
    return written(
        request,
        cycle,
        StepForm(sent(request)),
        _("A step towards the goal"),
        lambda values: actions.add_step(goal=for_goal, values=values, by=request.actor),
    )


def step_change(request, key, step_key):
    cycle = headed(request, key)
    found = _step_of(cycle, step_key)
    return written(
        request,
        cycle,
        StepForm(sent(request), instance=found),
        _("Change the step"),
        lambda values: actions.change_step(step=found, values=values, by=request.actor),
    )


@require_POST
def step_remove(request, key, step_key):
    cycle = headed(request, key)
    tried(request, cycle, actions.remove_step, step=_step_of(cycle, step_key))
    return redirect("cycles:detail", key)


@require_POST
def mark(request, key, step_key):
    cycle = headed(request, key)
    found = _step_of(cycle, step_key)
    tried(request, cycle, actions.mark_step, step=found, is_done=not found.done_on, on=today())
    return redirect("cycles:detail", key)


@require_POST
def put_back(request, key, token):
    cycle = headed(request, key)
    told = request.deeds.take(token)
    if not told:
        raise Http404
    tried(request, cycle, actions.put_back, cycle=cycle, what=told[0])
    return redirect("cycles:detail", key)
