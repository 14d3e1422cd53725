"""A unit's own turns, for its head and its process leader."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.development.cycles import actions, permissions, queries
from samverka.development.cycles.forms import AreasForm, MeetingForm
from samverka.development.cycles.models import Cycle
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import token_of
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import REFUSED, areas_of, choices, headed, seen, tried, written


@require_safe
def mine(request):
    on = today()
    rows = [(cycle, queries.place_of(cycle, on)) for cycle in queries.cycles_of(request.actor, on)]
    context = {
        "going": [row for row in rows if not row[0].closed_on],
        "closed": [row for row in rows if row[0].closed_on],
    }
    return render(request, "cycles/mine.html", context)


@require_safe
def detail(request, key):
    cycle, on = seen(request, key), today()
    with_facts = queries.with_place(cycle, on)
    rounds = queries.measured(cycle)
    areas = areas_of(cycle)
    changes = queries.compared([area for area, _name in areas], rounds)
    names = dict(choices(cycle))
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
        "meetings": queries.meetings_of(cycle),
        "leader": queries.supporters(cycle.programme, on).get(cycle.unit_id),
        "others": queries.turns_of(cycle),
        "areas_form": AreasForm(choices=choices(cycle), initial={"areas": cycle.areas}),
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
    cycle = headed(request, key)
    form = AreasForm(request.POST, choices=choices(cycle))
    if form.is_valid():
        tried(request, cycle, actions.choose_areas, cycle=cycle, areas=form.cleaned_data["areas"])
    return redirect("cycles:detail", key)


def meeting(request, key):
    """The head and the process leader both write; the notes are theirs alone."""
    cycle = seen(request, key)
    return written(
        request,
        cycle,
        MeetingForm(sent(request), initial={"held_on": today()}),
        _("A meeting with the process leader"),
        lambda values: actions.note_meeting(cycle=cycle, **values, by=request.actor),
    )


@require_POST
def close(request, key):
    cycle = headed(request, key)
    try:
        begun = actions.close_cycle(cycle=cycle, on=today(), by=request.actor)
    except REFUSED as refused:
        messages.error(request, str(refused))
        return redirect("cycles:detail", key)
    messages.success(request, _("The turn is closed, and the next has begun."))
    return redirect("cycles:detail", begun.public_key)
