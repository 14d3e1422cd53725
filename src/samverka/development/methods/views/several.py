"""What is done with several methods, or several hand-overs, at once."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samverka.delivery.programmes.permissions import may_change as may_lead
from samverka.development.methods import actions, permissions
from samverka.development.methods.models import Method
from samverka.toolkit.clock import today

from .fetching import programme_seen
from .hand_overs import HAND_OVERS, followed_up_on, hand_over_rows
from .methods import METHODS, found_by


def _day(was: str) -> dt.date | None:
    return dt.date.fromisoformat(was) if was else None


def _kept(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _led(request, programme_key):
    programme = programme_seen(request, programme_key)
    if not may_lead(request.actor, programme):
        raise PermissionDenied
    return programme


def _carry_out(request, programme_key, do, **options):
    programme = _led(request, programme_key)
    return METHODS.carry_out(
        request,
        found_by(request.actor, programme),
        do,
        back=reverse("methods:list", args=[programme_key]),
        undo="methods:several_undo",
        within=[programme_key],
        keep=lambda method: _kept(method.recommended_on),
        **options,
    )


@require_POST
def recommend(request, programme_key):
    def do(methods):
        actions.recommend_methods(methods=methods, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s method is recommended.", "%(count)s methods are recommended.", len(methods)
        )
        return said % {"count": len(methods)}

    return _carry_out(
        request,
        programme_key,
        do,
        already=lambda method: method.recommended_on is not None,
        refused=(actions.SomeNotReady,),
    )


@require_POST
def stop_recommending(request, programme_key):
    def do(methods):
        days = [(method, None) for method in methods]
        actions.set_recommended(days=days, by=request.actor)
        said = ngettext(
            "%(count)s method is no longer recommended.",
            "%(count)s methods are no longer recommended.",
            len(methods),
        )
        return said % {"count": len(methods)}

    return _carry_out(
        request, programme_key, do, already=lambda method: method.recommended_on is None
    )


@require_POST
def undo(request, programme_key, token):
    programme = _led(request, programme_key)

    def do(rows):
        days = [(method, _day(was)) for method, was in rows]
        changed = [(method, day) for method, day in days if method.recommended_on != day]
        actions.set_recommended(days=changed, by=request.actor)
        said = ngettext(
            "%(count)s method is as it was.", "%(count)s methods are as they were.", len(rows)
        )
        return said % {"count": len(rows)}

    return METHODS.take_back(
        request,
        token,
        Method.objects.visible_to(request.actor).filter(programme=programme),
        do,
        back=reverse("methods:list", args=[programme_key]),
        refused=(actions.NotReady,),
    )


# --- Hand-overs ---------------------------------------------------------------------------------


def _own(request, row: dict) -> bool:
    """One's own organisation's, once something of it is written."""
    return row["hand_over"] is not None and row["organisation_id"] == request.actor.organisation_id


def _written(row: dict) -> list:
    return [row["hand_over"]]


def _partner(request, programme_key):
    programme = programme_seen(request, programme_key)
    if not permissions.may_take_part(request.actor, programme):
        raise PermissionDenied
    return programme


@require_POST
def follow_up(request, programme_key):
    programme = _partner(request, programme_key)

    def do(rows, day):
        days = [(row["hand_over"], day) for row in rows]
        actions.set_followed_up(days=days, by=request.actor)
        said = ngettext(
            "%(count)s hand-over is followed up.",
            "%(count)s hand-overs are followed up.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return HAND_OVERS.carry_out(
        request,
        hand_over_rows(request, programme),
        do,
        back=reverse("methods:hand_overs", args=[programme_key]),
        undo="methods:several_not_followed_up",
        within=[programme_key],
        asks=followed_up_on(),
        may=lambda row: _own(request, row),
        keep=lambda row: _kept(row["hand_over"].followed_up_on),
        changes=_written,
    )


@require_POST
def not_followed_up(request, programme_key, token):
    programme = _partner(request, programme_key)
    rows = [row for row in hand_over_rows(request, programme)("") if _own(request, row)]

    def do(found):
        days = [(row["hand_over"], _day(was)) for row, was in found]
        actions.set_followed_up(days=days, by=request.actor)
        said = ngettext(
            "%(count)s hand-over is as it was.",
            "%(count)s hand-overs are as they were.",
            len(found),
        )
        return said % {"count": len(found)}

    back = reverse("methods:hand_overs", args=[programme_key])
    return HAND_OVERS.take_back(request, token, rows, do, back=back, changes=_written)
