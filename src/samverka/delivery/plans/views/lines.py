"""All lines of a plan as a list, and what is done with several of them at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import CharField, ChoiceField
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.plans import actions, permissions, queries
from samverka.delivery.plans.forms import LineFilters
from samverka.delivery.plans.models import Plan, PlanItem
from samverka.toolkit.lists import Asks, Bulk, Column, Listing
from samverka.toolkit.lists.columns import NOTHING
from samverka.toolkit.templatetags.look import status

from .fetching import plan_seen, plan_written


def _or_missing(name: str) -> Callable[[PlanItem], str]:
    return lambda item: getattr(item, name) or status("late", _("Missing"))


def _goal(item: PlanItem) -> str:
    return str(item.goal or "")


def _drawn_goal(item: PlanItem) -> str:
    """Its number stays before its title in a page that runs from the right."""
    return format_html("<bdi>{}</bdi>", item.goal) if item.goal else NOTHING


LINES = Listing(
    key="plan_lines",
    title=gettext_lazy("Lines"),
    columns=(
        Column(
            "activity", gettext_lazy("Activity"), opens=lambda item: item.url, sort=("number",)
        ),
        Column("goal", gettext_lazy("Goal"), value=_goal, show=_drawn_goal),
        Column(
            "measure",
            gettext_lazy("Measure"),
            value=lambda item: item.measured_by,
            show=_or_missing("measured_by"),
        ),
        Column(
            "responsible",
            gettext_lazy("Responsible function"),
            show=_or_missing("responsible"),
            sort="responsible",
        ),
        Column("starts_on", gettext_lazy("From"), sort="starts_on", at_first=False),
        Column("ends_on", gettext_lazy("To and with"), sort="ends_on"),
        Column(
            "status", gettext_lazy("How it goes"), value=lambda item: item.get_status_display()
        ),
    ),
    empty_title=gettext_lazy("The plan has no line"),
    empty_text=gettext_lazy("Lines are written on the plan's own page."),
    filters=LineFilters,
    row_key="line_key",
)


@dataclass(frozen=True)
class Deed:
    """What is done with several lines: in which state of the plan, and what is kept for undo."""

    label: Any
    is_for: Callable[[Plan], bool]
    do: Callable[..., None]
    back: Callable[..., None]
    said: Any
    asks: Asks | None = None
    # The fact that is changed, of which each line keeps what it was.
    fact: str = ""


# What each line gets, or got back, stands in `facts`.
def _give(plan, items, facts, by) -> None:
    actions.give_lines(plan=plan, items=items, functions=facts, by=by)


def _report(plan, items, facts, by) -> None:
    actions.report_on_lines(plan=plan, items=items, statuses=facts, by=by)


def _take_away(plan, items, _facts, by) -> None:
    actions.remove_items(plan=plan, items=items, by=by)


def _put_back(plan, items, _facts, by) -> None:
    actions.restore_items(plan=plan, items=items, by=by)


def _is_open(plan: Plan) -> bool:
    return plan.is_open


def _is_approved(plan: Plan) -> bool:
    return plan.state == Plan.State.APPROVED


# By the word in the address.
DEEDS = {
    "ansvarig": Deed(
        gettext_lazy("Let the function answer for those ticked"),
        _is_open,
        _give,
        _give,
        ngettext_lazy(
            "%(count)s line has its function.", "%(count)s lines have their function.", "count"
        ),
        Asks("function", CharField(label=gettext_lazy("Responsible function"), max_length=120)),
        "responsible",
    ),
    "bort": Deed(
        gettext_lazy("Take away those ticked"),
        _is_open,
        _take_away,
        _put_back,
        ngettext_lazy("%(count)s line is taken away.", "%(count)s lines are taken away.", "count"),
    ),
    "lage": Deed(
        gettext_lazy("Note how those ticked go"),
        _is_approved,
        _report,
        _report,
        ngettext_lazy(
            "How %(count)s line goes is noted.", "How %(count)s lines go is noted.", "count"
        ),
        Asks(
            "status",
            ChoiceField(label=gettext_lazy("How it goes"), choices=PlanItem.Status.choices),
        ),
        "status",
    ),
}


@require_safe
def line_list(request, programme_key, key):
    plan = plan_seen(request, programme_key, key)
    may_write = permissions.may_write(request.actor, plan)
    bulk = [
        Bulk(deed.label, reverse("plans:lines_many", args=[programme_key, key, word]), deed.asks)
        for word, deed in DEEDS.items()
        if may_write and deed.is_for(plan)
    ]
    context = {
        "title": _("Lines"),
        "intro": _("Activity plan, %(organisation)s") % {"organisation": plan.organisation},
        "back_url": reverse("plans:detail", args=[programme_key, key]),
        "back_label": _("The plan"),
    }
    return LINES.answer(request, _find(plan), context=context, bulk=bulk)


def _find(plan: Plan) -> Callable[..., list[PlanItem]]:
    """The lines that match; each with the place on the plan's page where it is changed."""
    page = reverse("plans:detail", args=[plan.programme.public_key, plan.public_key])

    def find(q: str = "", lacks: bool = False) -> list[PlanItem]:
        found = queries.lines_holding(plan, words=q, lacks=lacks)
        for item in found:
            item.url = f"{page}#rad-{item.line_key}"
        return found

    return find


def _deed(request, programme_key, key, word: str) -> tuple[Plan, Deed]:
    plan = plan_written(request, programme_key, key)
    if word not in DEEDS:
        raise Http404
    if not DEEDS[word].is_for(plan):
        raise PermissionDenied
    return plan, DEEDS[word]


@require_POST
def many(request, programme_key, key, word):
    plan, deed = _deed(request, programme_key, key, word)

    def do(items, asked=None):
        deed.do(plan, items, [asked] * len(items), request.actor)
        return deed.said % {"count": len(items)}

    return LINES.carry_out(
        request,
        _find(plan),
        do,
        back=reverse("plans:lines", args=[programme_key, key]),
        undo="plans:lines_back",
        within=[programme_key, key, word],
        asks=deed.asks,
        refused=(actions.NotNow,),
        keep=lambda item: getattr(item, deed.fact) if deed.fact else "",
    )


@require_POST
def back(request, programme_key, key, word, token):
    plan, deed = _deed(request, programme_key, key, word)

    def do(rows):
        items = [item for item, _was in rows]
        deed.back(plan, items, [was for _item, was in rows], request.actor)
        said = ngettext(
            "%(count)s line is as it was.", "%(count)s lines are as they were.", len(items)
        )
        return said % {"count": len(items)}

    return LINES.take_back(
        request,
        token,
        plan.items.order_by("number", "pk"),
        do,
        back=reverse("plans:lines", args=[programme_key, key]),
        refused=(actions.NotNow,),
    )
