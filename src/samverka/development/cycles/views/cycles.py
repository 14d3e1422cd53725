"""A unit's own turns, for its head and its process leader."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.development.cycles import actions, permissions, queries
from samverka.development.cycles.forms import AreasForm, GoalForm, MeetingForm, StepForm
from samverka.development.cycles.models import Cycle, CycleGoal
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import token_of
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .showing import name_of

REFUSED = (actions.IsClosed, actions.NotAnswered, actions.NotFollowedUp)


def _seen(request, key: str) -> Cycle:
    seen = Cycle.objects.visible_to(request.actor).select_related(
        "unit__part_of", "programme", "asked__round__version", "follow_up__round"
    )
    return get_object_or_404(seen, public_key=key)


def _headed(request, key: str) -> Cycle:
    """Of the unit that the actor heads; whoever supports it reads, and notes meetings."""
    cycle = _seen(request, key)
    if not permissions.heads(request.actor, cycle):
        raise PermissionDenied
    return cycle


def _areas(cycle: Cycle) -> list[tuple[queries.Area, str]]:
    form = cycle.asked.round.version.form
    return [(area, name_of(form, area)) for area in queries.areas_of(form)]


def _choices(cycle: Cycle) -> list[tuple[str, str]]:
    return [(area.name, name) for area, name in _areas(cycle)]


@require_safe
def mine(request):
    on = today()
    rows = [(cycle, queries.place_of(cycle, on)) for cycle in queries.cycles_of(request.actor, on)]
    return render(request, "cycles/mine.html", {"rows": rows})


@require_safe
def detail(request, key):
    cycle, on = _seen(request, key), today()
    with_facts = queries.with_place(cycle, on)
    rounds = queries.measured(cycle)
    areas = _areas(cycle)
    changes = queries.compared([area for area, _name in areas], rounds)
    names = dict(_choices(cycle))
    is_head = permissions.heads(request.actor, cycle)
    context = {
        "cycle": cycle,
        "place": queries.place_of(with_facts, on),
        "stuck_after": with_facts.stuck_after,
        "stages": queries.STAGES.items(),
        "is_head": is_head,
        "may_write": is_head and not cycle.closed_on,
        "answer_url": _to_answer(cycle, on) if is_head else "",
        "rounds": rounds,
        "changes": [(names[one.area.name], one) for one in changes],
        "is_answered": cycle.asked.state == Asked.State.DONE,
        "is_followed_up": bool(cycle.follow_up and cycle.follow_up.state == Asked.State.DONE),
        "chosen": [names.get(name, name) for name in cycle.areas],
        "goals": [(names.get(goal.area, goal.area), goal) for goal in queries.goals_of(cycle)],
        "meetings": cycle.meetings.all(),
        "leader": queries.supporters(cycle.programme, on).get(cycle.unit_id),
        "others": queries.turns_of(cycle),
        "areas_form": AreasForm(choices=_choices(cycle), initial={"areas": cycle.areas}),
        "on": on,
    }
    return render(request, "cycles/cycle.html", context)


def _to_answer(cycle: Cycle, on) -> str:
    """What the head is asked for the unit, and has not answered."""
    for asked in (cycle.asked, cycle.follow_up):
        if asked and asked.state != Asked.State.DONE and asked.round.is_open(on):
            return address("instruments_answer:begin", token_of(asked))
    return ""


@require_POST
def areas(request, key):
    cycle = _headed(request, key)
    form = AreasForm(request.POST, choices=_choices(cycle))
    if form.is_valid():
        _try(request, actions.choose_areas, cycle=cycle, areas=form.cleaned_data["areas"])
    return redirect("cycles:detail", key)


def _try(request, action, **facts) -> None:
    try:
        action(**facts, by=request.actor)
    except REFUSED as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))


def goal(request, key):
    cycle = _headed(request, key)
    form = GoalForm(sent(request), choices=_choices(cycle))
    return _written(
        request,
        cycle,
        form,
        _("A goal"),
        lambda values: actions.set_goal(cycle=cycle, values=values, on=today(), by=request.actor),
    )


def _written(request, cycle, form, title, write):
    """One form, one deed, and back to the cycle."""
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data)
        except REFUSED as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("cycles:detail", cycle.public_key)
    status = 422 if request.method == "POST" else 200
    context = {"cycle": cycle, "form": form, "title": title}
    return render(request, "cycles/form.html", context, status=status)


def _goal_of(cycle: Cycle, key: str) -> CycleGoal:
    return get_object_or_404(queries.goals_of(cycle), public_key=key)


@require_POST
def goal_remove(request, key, goal_key):
    cycle = _headed(request, key)
    _try(request, actions.remove_goal, goal=_goal_of(cycle, goal_key))
    return redirect("cycles:detail", key)


def step(request, key, goal_key):
    cycle = _headed(request, key)
    for_goal = _goal_of(cycle, goal_key)
    return _written(
        request,
        cycle,
        StepForm(sent(request)),
        _("A step towards the goal"),
        lambda values: actions.add_step(goal=for_goal, values=values, by=request.actor),
    )


@require_POST
def mark(request, key, step_key):
    cycle = _headed(request, key)
    found = get_object_or_404(queries.steps_of(cycle), public_key=step_key)
    _try(request, actions.mark_step, step=found, is_done=not found.done_on, on=today())
    return redirect("cycles:detail", key)


def meeting(request, key):
    """The head and the process leader both write; the notes are theirs alone."""
    cycle = _seen(request, key)
    return _written(
        request,
        cycle,
        MeetingForm(sent(request), initial={"held_on": today()}),
        _("A meeting with the process leader"),
        lambda values: actions.note_meeting(cycle=cycle, values=values, by=request.actor),
    )


@require_POST
def close(request, key):
    cycle = _headed(request, key)
    try:
        begun = actions.close_cycle(cycle=cycle, on=today(), by=request.actor)
    except REFUSED as refused:
        messages.error(request, str(refused))
        return redirect("cycles:detail", key)
    messages.success(request, _("The turn is closed, and the next has begun."))
    return redirect("cycles:detail", begun.public_key)
