"""What is done with several activities of the list, and how it is taken back."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samverka.delivery.activities import actions
from samverka.delivery.activities.forms import GoalOfManyField
from samverka.delivery.activities.models import Activity
from samverka.delivery.activities.permissions import may_create, may_run
from samverka.toolkit.lists import Asks, Bulk

from .columns import ACTIVITIES, found


def deeds(request) -> list[Bulk]:
    """What the actor is offered to do with those ticked."""
    if not may_create(request.actor):
        return []
    asks = _asks_goal(request, request.GET.get("programme", ""))
    goal = [Bulk(_("Place under the goal"), reverse("activities:serve_goal"), asks)]
    cancel = Bulk(_("Cancel those ticked"), reverse("activities:cancel_many"))
    return [*([] if asks.field.is_empty else goal), cancel]


def _asks_goal(request, programme_key: str = "") -> Asks:
    programme_key = programme_key.replace("\0", "")
    return Asks("goal", GoalOfManyField(actor=request.actor, programme_key=programme_key))


def _refuse_others(request) -> None:
    if not may_create(request.actor):
        raise PermissionDenied


def _carried_out(request, do, **options):
    """Only what the actor's organisation runs; the others are named and stay."""
    _refuse_others(request)

    def ticked(**filters):
        rows = found(request)(**filters).values("public_key")
        return Activity.objects.visible_to(request.actor).filter(public_key__in=rows)

    back = reverse("activities:list")
    may = partial(may_run, request.actor)
    try:
        return ACTIVITIES.carry_out(
            request,
            ticked,
            do,
            back=back,
            may=may,
            actor=request.actor,
            **options,
        )
    except actions.GoalElsewhere as refused:
        messages.error(request, str(refused))
        return ACTIVITIES.back(request, back)


def _taken_back(request, token: str, do):
    _refuse_others(request)
    rows = Activity.objects.visible_to(request.actor).filter(
        organiser=request.actor.organisation_id
    )
    return ACTIVITIES.take_back(request, token, rows, do, back=reverse("activities:list"))


@require_POST
def cancel_many(request):
    def do(activities):
        actions.cancel_many(activities=activities, by=request.actor)
        said = ngettext(
            "%(count)s activity is cancelled.",
            "%(count)s activities are cancelled.",
            len(activities),
        )
        return said % {"count": len(activities)}

    return _carried_out(
        request,
        do,
        undo="activities:restore_many",
        already=lambda activity: activity.is_cancelled,
    )


@require_POST
def restore_many(request, token):
    def do(rows):
        held = [activity for activity, _was in rows]
        actions.restore_many(activities=held, by=request.actor)
        return _("The activities will be held.")

    return _taken_back(request, token, do)


@require_POST
def serve_goal(request):
    # Before the goals one may choose among are asked for.
    _refuse_others(request)

    def do(activities, goal):
        actions.serve_goal(activities=activities, goal=goal, by=request.actor)
        said = ngettext(
            "%(count)s activity serves “%(goal)s”.",
            "%(count)s activities serve “%(goal)s”.",
            len(activities),
        )
        return said % {"count": len(activities), "goal": goal}

    return _carried_out(
        request,
        do,
        undo="activities:serve_as_before",
        asks=_asks_goal(request),
        keep=lambda activity: str(activity.goal_id or ""),
    )


@require_POST
def serve_as_before(request, token):
    def do(rows):
        actions.serve_as_before(
            activities=[activity for activity, _was in rows],
            goals=[int(was) if was else None for _activity, was in rows],
            by=request.actor,
        )
        return _("The activities serve the goals they served.")

    return _taken_back(request, token, do)
