"""Rounds of a programme: opening one, changing it, and who has which part."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samverka.delivery.programmes.models import Programme
from samverka.delivery.programmes.permissions import seen_programme
from samverka.guidance.matching import permissions
from samverka.guidance.matching.actions import rounds as actions
from samverka.guidance.matching.criteria import USUAL
from samverka.guidance.matching.forms.rounds import ChangeRoundForm, PartForm, RoundForm
from samverka.guidance.matching.models import MatchingRound
from samverka.guidance.matching.queries import offers
from samverka.guidance.matching.queries import rounds as queries
from samverka.guidance.matching.queries.cases import numbers_of
from samverka.guidance.matching.queries.one_case import (
    next_to_decide,
    noes_of_a_closed,
    objections_waiting,
)
from samverka.guidance.matching.queries.resting import lacking
from samverka.toolkit.clock import today
from samverka.toolkit.sent import sent

from .showing import OFFICER, context, seen, status_of


@require_safe
def round_list(request, programme_key):
    """The reader's rounds; to who has no part in any and leads nothing there is no such page."""
    rounds = permissions.counted(permissions.seen_rounds(request.actor, programme_key))
    rows = list(rounds)
    programme = rows[0].programme if rows else _led(request, programme_key)
    told = {
        "programme": programme,
        "rows": rows,
        "may_open": permissions.may_open(request.actor, programme),
    }
    return render(request, "matching/round_list.html", told)


def _led(request, programme_key: str) -> Programme:
    programme = seen_programme(request.actor, programme_key)
    if not permissions.may_open(request.actor, programme):
        raise Http404
    return programme


def create(request, programme_key):
    programme = _led(request, programme_key)
    form = RoundForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_round(
                programme=programme,
                **form.cleaned_data,
                weights=USUAL,
                on=today(),
                by=request.actor,
            )
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("The round is open. Now give parts in it."))
            return redirect("matching:parts", programme_key, made.public_key)
    told = {"programme": programme, "form": form}
    return render(request, "matching/round_form.html", told, status=status_of(request))


@require_safe
def detail(request, programme_key, round_key):
    """What the round is, how far it is, and what is to be done; numbers for who leads."""
    matching, held = seen(request, programme_key, round_key)
    is_officer = OFFICER in held
    told = {
        # An officer's open the households; others see how many there are, and none of them.
        "states": numbers_of(matching, request.actor)
        if is_officer
        else queries.states_of(matching),
        "may_see_households": is_officer,
        "may_lead": permissions.may_open(request.actor, matching.programme),
        "may_give_words": permissions.may_give_words(request.actor),
        "without_home": offers.without_home(matching) if is_officer else (),
        "next": next_to_decide(matching, request.actor) if is_officer else None,
        "objections": objections_waiting(matching, request.actor) if is_officer else (),
        "lacking": lacking(matching, request.actor) if is_officer else (),
        "noes": noes_of_a_closed(matching, request.actor) if is_officer else (),
    }
    return render(
        request, "matching/round.html", context(matching, held, "matching:detail", **told)
    )


def _changed(request, programme_key: str, round_key: str) -> tuple[MatchingRound, frozenset[str]]:
    matching, held = seen(request, programme_key, round_key)
    if not permissions.may_open(request.actor, matching.programme):
        raise PermissionDenied
    return matching, held


def edit(request, programme_key, round_key):
    matching, held = _changed(request, programme_key, round_key)
    form = ChangeRoundForm(sent(request), instance=matching)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(matching=matching, **form.cleaned_data, by=request.actor)
        except actions.NameTaken as refused:
            form.add_error("name", str(refused))
        except actions.OfferedElsewhere as refused:
            form.add_error("state", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:detail", programme_key, round_key)
    told = context(matching, held, "", form=form)
    return render(request, "matching/round_form.html", told, status=status_of(request))


def parts(request, programme_key, round_key):
    """Who has which part, and giving one."""
    matching, held = _changed(request, programme_key, round_key)
    form = PartForm(sent(request), organisations=queries.organisations_to_choose())
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_part(matching=matching, **form.cleaned_data, on=today(), by=request.actor)
        except actions.HasThePart as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The part is given."))
            return redirect("matching:parts", programme_key, round_key)
    told = context(matching, held, "", form=form, rows=queries.parts_in(matching, today()))
    return render(request, "matching/parts.html", told, status=status_of(request))


@require_POST
def end_part(request, programme_key, round_key, key):
    matching, _held = _changed(request, programme_key, round_key)
    role = get_object_or_404(queries.parts_in(matching, today()), public_key=key)
    actions.end_part(role=role, on=today(), by=request.actor)
    messages.success(request, _("The part is ended."))
    return redirect("matching:parts", programme_key, round_key)
