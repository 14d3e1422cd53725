"""The wheel of the year: its rows, the tasks of a year, and one's own of them."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.development.supply import actions, queries
from samverka.development.supply.forms import RowForm, YearForm
from samverka.development.supply.models import SupplyPlan, WheelRow, WheelTask
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import form_page, plan_written

PUT_BACK = "supply:put_task_back"


def _row_page(request, plan: SupplyPlan, row: WheelRow | None, **context):
    form = RowForm(sent(request), instance=row)
    return form_page(
        request,
        form,
        lambda: actions.write_row(
            plan=plan, row=row, values=form.values(), on=today(), by=request.actor
        ),
        reverse("supply:plan", args=[plan.programme.public_key, plan.public_key]),
        title=_("A row of the yearly wheel"),
        intro=str(plan),
        back_label=str(plan),
        functions=queries.functions_at(plan, today()),
        programme=plan.programme,
        **context,
    )


def add(request, programme_key, key):
    return _row_page(request, plan_written(request, programme_key, key), None)


def edit(request, programme_key, key, row_key):
    plan = plan_written(request, programme_key, key)
    row = get_object_or_404(plan.rows.filter(removed_on=None), public_key=row_key)
    removes = reverse("supply:remove", args=[programme_key, key, "rad", row_key])
    return _row_page(request, plan, row, removes=removes)


@require_POST
def make_year(request, programme_key, key):
    plan, on = plan_written(request, programme_key, key), today()
    form = YearForm(request.POST, this_year=on.year)
    if form.is_valid():
        year = form.cleaned_data["year"]
        count = actions.make_year(plan=plan, year=year, on=on, by=request.actor)
        said = ngettext(
            "%(year)s has %(count)s task. It is on the home of whoever holds the function.",
            "%(year)s has %(count)s tasks. They are on the homes of those who hold the functions.",
            count,
        )
        messages.success(request, said % {"year": year, "count": count})
    else:
        messages.error(request, _("Choose this year, or one of the next two."))
    return redirect("supply:plan", programme_key, key)


@require_safe
def mine(request):
    """What is to do of the functions one holds, late ones first; what one did this year."""
    on = today()
    tasks = list(queries.my_tasks(request.actor, on)) if request.actor else []
    context = {
        "open": [task for task in tasks if not task.done_on],
        "done": [task for task in tasks if task.done_on and task.due_on.year == on.year],
        "on": on,
    }
    return render(request, "supply/mine.html", context)


@require_POST
def mark(request, key):
    """By whoever has it on their home, or writes the plan: done, or not done after all."""
    task = _ticked(request, key)
    was, is_done = task.done_on, "done" in request.POST
    actions.mark_task(task=task, is_done=is_done, on=today(), by=request.actor)
    said = _("The task is done.") if is_done else _("The task is open again.")
    # Two may press at once: whose press changed nothing has nothing to undo.
    undo = _undo(request, task, was) if task.done_on != was else ""
    messages.success(request, said, extra_tags=undo)
    return _back(request, task)


def _ticked(request, key) -> WheelTask:
    return get_object_or_404(queries.tasks_ticked_by(request.actor, today()), public_key=key)


def _undo(request, task: WheelTask, was: dt.date | None) -> str:
    request.deeds.left(task, "done_on")
    plan = request.POST.get("plan", "")
    token = request.deeds.keep("supply.tasks", PUT_BACK, [was and f"{was}", plan])
    return reverse(PUT_BACK, args=[task.public_key, token])


def _back(request, task: WheelTask, plan: str = ""):
    if (plan or request.POST.get("plan", "")) == task.row.plan.public_key:
        return redirect(
            "supply:plan", task.row.plan.programme.public_key, task.row.plan.public_key
        )
    return redirect("supply:mine")


@require_POST
def put_back(request, key, token):
    """Done on the day that stood before, or open."""
    task = _ticked(request, key)
    told = request.deeds.take(token)
    if not told:
        messages.error(request, _("There is nothing left to undo."))
        return _back(request, task)
    was, plan = told
    actions.put_task(task=task, done_on=was and dt.date.fromisoformat(was), by=request.actor)
    messages.success(request, _("The task is as it was."))
    return _back(request, task, plan)
