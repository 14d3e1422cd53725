"""The page of a plan, which every step of writing one comes back to."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.permissions import may_create
from samverka.delivery.plans import permissions, queries
from samverka.delivery.plans.forms import CopyForm, ItemForm, ProgressForm
from samverka.delivery.plans.models import Plan
from samverka.toolkit.spreadsheet import download

NEW = "new"


def plan_page(request, plan, *, editing="", adds=False, form=None, refused=None, status=200):
    """`editing` is the key of the line whose form is open; `form` is one that was refused.

    `adds`: a line was added just now, and the next one follows.
    """
    actor = request.actor
    may_write = permissions.may_write(actor, plan)
    writes = may_write and plan.is_open
    items = list(queries.items_of(plan))
    activities = queries.activities_of(plan, actor)
    revisions = list(queries.revisions_of(plan, actor))
    runs = may_write and may_create(actor)
    context = {
        "plan": plan,
        "programme": plan.programme,
        "lines": [
            {
                "item": item,
                "missing": queries.missing_in(item),
                "activities": activities.get(item.line_key, []),
                "progress_form": ProgressForm(instance=item, auto_id=f"p{item.line_key}_%s"),
            }
            for item in items
        ],
        "editing": editing,
        "edit_form": _edit_form(plan, items, editing, form) if writes else None,
        "new_form": _new_form(plan, editing, form, adds) if writes else None,
        "copy_form": _copy_form(plan, actor) if writes else None,
        "kinds": Activity.Kind.choices if runs else (),
        "own_activities": list(queries.own_activities(plan, actor)) if runs else (),
        "lacking": queries.hindrances_in(items),
        "refused": refused,
        "writes": writes,
        "may_write": may_write,
        "may_report": may_write and plan.state == Plan.State.APPROVED,
        "may_decide": permissions.may_approve(actor, plan.programme),
        "is_own": plan.organisation_id == actor.organisation_id,
        "is_latest": plan.revision == revisions[0].revision,
        "revisions": revisions,
    }
    return render(request, "plans/plan.html", context, status=status)


def _edit_form(plan, items, editing, form):
    """The form of the line that is being changed, as it was typed if it was refused."""
    item = next((one for one in items if one.line_key == editing), None)
    if item is None:
        return None
    return form or _ready(ItemForm(instance=item, plan=plan, prefix=item.line_key))


def _new_form(plan, editing, form, adds):
    if form and editing == NEW:
        return form
    return _ready(ItemForm(plan=plan)) if adds else ItemForm(plan=plan)


def _ready(form):
    """One can write at once."""
    form.fields["activity"].widget.attrs["autofocus"] = True
    return form


def _copy_form(plan, actor):
    form = CopyForm(plan=plan, actor=actor)
    return form if len(form.fields["source"].choices) > 1 else None


def as_file(request, plan):
    columns = [
        _("Number"),
        _("Activity"),
        _("Aim"),
        _("Target group"),
        _("Resources"),
        _("Goal"),
        _("Measure"),
        _("From"),
        _("To and with"),
        _("Responsible function"),
        _("Where the function is"),
        _("Commitment it keeps"),
        _("How it goes"),
        _("Note on how it goes"),
    ]
    rows = (
        (
            item.number,
            item.activity,
            item.aim,
            item.target_group,
            item.resources,
            str(item.goal or ""),
            item.measured_by,
            item.starts_on,
            item.ends_on,
            item.responsible,
            str(item.responsible_at or plan.organisation),
            str(item.commitment or ""),
            item.get_status_display(),
            item.progress_note,
        )
        for item in queries.items_of(plan)
    )
    name = _("Activity plan %(organisation)s revision %(number)s") % {
        "organisation": plan.organisation,
        "number": plan.revision,
    }
    return download(request, name, columns, rows)
