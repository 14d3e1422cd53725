"""What is done with several at once: requests are closed, steps are ticked; and taken back."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samverka.delivery.programmes.permissions import seen_programme
from samverka.delivery.support import actions, permissions, queries
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Column, Listing

from .pages import REQUESTS, RESULT, onboarding_of

STEPS = Listing(
    key="onboarding_steps",
    title="",
    columns=(Column("text", ""),),
    empty_title="",
    row_key="number",
)


def _helped(request, programme_key: str):
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_help(request.actor, programme):
        raise PermissionDenied
    return programme


@require_POST
def close_many(request, programme_key):
    """Those that came to the same; one that is closed already keeps its result."""
    programme = _helped(request, programme_key)

    def do(requests, result):
        actions.close_requests(requests=requests, result=result, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s request is closed.", "%(count)s requests are closed.", len(requests)
        )
        return said % {"count": len(requests)}

    return REQUESTS.carry_out(
        request,
        partial(queries.requests_of, request.actor, programme),
        do,
        back=reverse("support:list", args=[programme_key]),
        undo="support:open_many",
        within=[programme_key],
        asks=RESULT,
        already=lambda each: each.closed_on is not None,
        keep=lambda each: each.result,
        themes=queries.themes_of(programme),
    )


@require_POST
def open_many(request, programme_key, token):
    programme = _helped(request, programme_key)

    def do(rows):
        actions.put_requests_back(
            requests=[each for each, _was in rows],
            results=[was for _each, was in rows],
            by=request.actor,
        )
        return _("The requests are open as they were.")

    rows = queries.requests_of(request.actor, programme)
    back = reverse("support:list", args=[programme_key])
    return REQUESTS.take_back(request, token, rows, do, back=back)


def _ticked(request, programme_key: str, key: str):
    onboarding = onboarding_of(request, programme_key, key)
    if not permissions.may_tick(request.actor, onboarding):
        raise PermissionDenied
    return onboarding


@require_POST
def tick_many(request, programme_key, key):
    onboarding = _ticked(request, programme_key, key)

    def do(tasks):
        actions.tick_steps(tasks=tasks, days=[today()] * len(tasks), by=request.actor)
        said = ngettext("%(count)s step is done.", "%(count)s steps are done.", len(tasks))
        return said % {"count": len(tasks)}

    return STEPS.carry_out(
        request,
        partial(queries.tasks_of, onboarding),
        do,
        back=reverse("support:onboarding", args=[programme_key, key]),
        undo="support:untick_many",
        within=[programme_key, key],
        already=lambda task: task.done_on is not None,
    )


@require_POST
def untick_many(request, programme_key, key, token):
    onboarding = _ticked(request, programme_key, key)

    def do(rows):
        actions.tick_steps(
            tasks=[task for task, _was in rows], days=[None] * len(rows), by=request.actor
        )
        return _("The steps are as they were.")

    back = reverse("support:onboarding", args=[programme_key, key])
    return STEPS.take_back(request, token, queries.tasks_of(onboarding), do, back=back)
