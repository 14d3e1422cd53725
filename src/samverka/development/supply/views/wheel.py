"""The wheel of the year: its rows, the tasks of a year, and one's own of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samverka.development.supply import actions, queries
from samverka.development.supply.forms import RowForm, YearForm
from samverka.development.supply.models import SupplyPlan, WheelRow
from samverka.toolkit.addresses import address
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .fetching import form_page, plan_written


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
    """By whoever has it on their home, or writes the plan; pressed again it is open."""
    on = today()
    task = get_object_or_404(queries.tasks_ticked_by(request.actor, on), public_key=key)
    is_done = not task.done_on
    actions.mark_task(task=task, is_done=is_done, on=on, by=request.actor)
    said = _("The task is done.") if is_done else _("The task is open again.")
    messages.success(request, said, extra_tags=address("supply:mark_task", key))
    back = request.POST.get("plan", "")
    if back == task.row.plan.public_key:
        return redirect("supply:plan", task.row.plan.programme.public_key, back)
    return redirect("supply:mine")
