"""What is done with several participants at once, and how it is taken back."""

import json
from functools import partial

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from samverka.delivery.participants import actions, permissions, queries
from samverka.delivery.participants.forms import (
    ANSWERED,
    AnswerField,
    day_field,
    words_field,
)
from samverka.delivery.programmes.models import FundRule
from samverka.delivery.programmes.queries import asked_with_bands
from samverka.toolkit.clock import today
from samverka.toolkit.lists import Asks, Bulk

from .columns import PARTICIPANTS, found, programme_of

BEGAN = Asks("first", day_field(gettext_lazy("First day")))
REFUSED = (actions.IsStaff, actions.DaysDoNotFit)


def _answer(asked, bands) -> Asks:
    return Asks("answer", AnswerField(asked, bands))


def _seen(choices) -> Asks:
    return Asks("how", words_field(_("What you saw"), choices[FundRule.Subject.VERIFYING]))


def _ended(choices) -> Asks:
    return Asks("reason", words_field(_("Why it ended"), choices[FundRule.Subject.END_REASONS]))


def deeds(request, programme, asked, bands) -> list[Bulk]:
    """What the actor is offered to do with those ticked."""

    def to(name: str) -> str:
        return reverse(f"participants:{name}", args=[programme.public_key])

    offered = []
    if set(ANSWERED) & set(asked):
        offered.append(Bulk(_("Fill in"), to("fill_in_many"), _answer(asked, bands)))
    if not permissions.may_answer(request.actor):
        return offered
    choices = queries.choices_of(programme.pk, on=today())
    if FundRule.Asked.VERIFICATION in asked:
        offered.append(Bulk(_("I have seen it today"), to("verify_many"), _seen(choices)))
    offered.append(Bulk(_("Began this day"), to("begin_many"), BEGAN))
    offered.append(Bulk(_("Ended today"), to("end_many"), _ended(choices)))
    return offered


def _answering(request, programme_key):
    programme = programme_of(request, programme_key)
    if not permissions.may_answer(request.actor):
        raise PermissionDenied
    return programme


def _carried_out(request, programme, do, asks, *, names, **options):
    """`names` are the facts that the deed changes: undo puts back those, and leaves the others."""
    asked, bands = asked_with_bands(programme.pk, on=today())
    return PARTICIPANTS.carry_out(
        request,
        found(request, programme, asked),
        do,
        back=reverse("participants:list", args=[programme.public_key]),
        undo="participants:put_back_many",
        within=[programme.public_key],
        asks=asks,
        refused=REFUSED,
        keep=lambda row: json.dumps({name: row.kept[name] for name in names}),
        asked=asked,
        bands=bands,
        organisations=queries.organisations_of(request.actor, programme),
        **options,
    )


@require_POST
def fill_in_many(request, programme_key):
    programme = programme_of(request, programme_key)
    asked, bands = asked_with_bands(programme.pk, on=today())

    def do(rows, answer):
        name, value = answer
        actions.fill_in(participants=rows, by=request.actor, **{name: value})
        said = ngettext(
            "Filled in for %(count)s participant.",
            "Filled in for %(count)s participants.",
            len(rows),
        )
        return said % {"count": len(rows)}

    may = partial(permissions.may_fill_in, request.actor)
    question = request.POST.get("answer", "").partition(" ")[0]
    names = [ANSWERED[question]] if question in ANSWERED else []
    return _carried_out(request, programme, do, _answer(asked, bands), names=names, may=may)


@require_POST
def begin_many(request, programme_key):
    programme = _answering(request, programme_key)

    def do(rows, first):
        actions.set_days(participants=rows, started_on=first, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s participant has a first day.",
            "%(count)s participants have a first day.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return _carried_out(request, programme, do, BEGAN, names=["started_on"])


@require_POST
def end_many(request, programme_key):
    programme = _answering(request, programme_key)

    def do(rows, reason):
        actions.set_days(
            participants=rows, ended_on=today(), end_reason=reason, on=today(), by=request.actor
        )
        said = ngettext(
            "%(count)s participant has ended.", "%(count)s participants have ended.", len(rows)
        )
        return said % {"count": len(rows)}

    choices = queries.choices_of(programme.pk, on=today())
    return _carried_out(
        request,
        programme,
        do,
        _ended(choices),
        names=["ended_on", "end_reason"],
        already=lambda row: row.ended_on is not None,
    )


@require_POST
def verify_many(request, programme_key):
    programme = _answering(request, programme_key)

    def do(rows, how):
        actions.verify(participants=rows, how=how, on=today(), by=request.actor)
        said = ngettext(
            "%(count)s participant is verified.",
            "%(count)s participants are verified.",
            len(rows),
        )
        return said % {"count": len(rows)}

    return _carried_out(
        request,
        programme,
        do,
        _seen(queries.choices_of(programme.pk, on=today())),
        names=["verified_on", "verified_how", "verified_by_id"],
        already=lambda row: row.verified_on is not None,
    )


@require_POST
def put_back_many(request, programme_key, token):
    programme = programme_of(request, programme_key)

    def do(rows):
        actions.put_back(
            participants=[row for row, _was in rows],
            facts=[json.loads(was) for _row, was in rows],
            by=request.actor,
        )
        return _("It is as it was.")

    rows = queries.participants_of(request.actor, programme, (), on=today())
    back = reverse("participants:list", args=[programme_key])
    return PARTICIPANTS.take_back(request, token, rows, do, back=back)
