"""Answering: begun, saved as often as one likes, sent once. Saving asks at most five questions."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverka.engine.forms.answering import settle
from samverka.engine.forms.definition import Form, Kind, Personal
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.models import ANSWERS, Asked, Response, Round
from samverka.register.instruments.queries import answers_in, draft_hash, token_of
from samverka.toolkit import sealing


class IsOver(Exception):
    """The round is closed, or these answers are sent already."""

    def __str__(self):
        return _("The questions are closed, so nothing more is saved.")


class UnknownItem(Exception):
    """An answer to what the version does not ask."""

    def __str__(self):
        return _(
            "This answers another version of the questions. Open the link again and answer there."
        )


class HasFaults(Exception):
    """Something that must be answered is not, or an answer does not fit."""

    def __str__(self):
        return _("Some questions are left to answer, or an answer does not fit.")


@transaction.atomic
def begin(
    *,
    asked_round: Round,
    asked: Asked | None = None,
    code: str = "",
    language: str,
    on: dt.date,
    by: Actor,
) -> Response:
    """The draft of whoever is asked, or of whoever has the link; begun once.

    :raises IsOver: the round is not open, or somebody has answered by the link
    """
    if not asked_round.is_open(on):
        raise IsOver
    if asked is not None:
        asked = Asked.objects.select_for_update().get(pk=asked.pk)
        if asked.state == Asked.State.DONE:
            raise IsOver
    facts: dict[str, Any] = {"round": asked_round}
    if asked is not None and not asked_round.is_anonymous:
        facts["asked"] = asked
        Asked.objects.filter(pk=asked.pk).update(state=Asked.State.BEGUN)
    else:
        facts["resume_hash"] = draft_hash(code)
    response, is_new = Response.objects.get_or_create(**facts, defaults={"language": language})
    if not is_new and response.language != language:
        response.language = language
        response.save(update_fields=["language"])
    return response


@transaction.atomic
def save_answers(
    *,
    response: Response,
    answers: Mapping[str, object],
    page: int | None = None,
    on: dt.date,
    by: Actor,
) -> Response:
    """Keep what was answered, by name of item: the other answers stay, None takes one away.

    What does not fit is kept as it was typed; `finish` refuses it.

    :raises IsOver: it is sent, or the round is not open
    :raises UnknownItem: the version does not ask it
    """
    found = Response.objects.select_for_update().get(pk=response.pk)
    _check_open(found, response.round, on)
    form = response.round.version.form
    _check_known(form, answers)
    whole = {**answers_in(found), **answers}
    _put(found, form, {name: value for name, value in whole.items() if value not in (None, "")})
    found.saved_on = on
    if page is not None:
        found.page = page
    found.save(update_fields=["answers", "sealed", "saved_on", "page"])
    return found


def _check_open(found: Response, asked_round: Round, on: dt.date) -> None:
    if found.state == Response.State.DONE or not asked_round.is_open(on):
        raise IsOver


def _check_known(form: Form, answers: Mapping[str, object]) -> None:
    if set(answers) - {item.name for item in form.walk()}:
        raise UnknownItem


def _put(response: Response, form: Form, answers: Mapping[str, object]) -> None:
    """What tells of nobody as it is, the rest sealed."""
    closely = {name for item in form.items for name in _kept_closely(item)}
    plain = {name: value for name, value in answers.items() if name not in closely}
    sealed = {name: value for name, value in answers.items() if name in closely}
    response.answers = plain
    response.sealed = sealing.seal(json.dumps(sealed), context=ANSWERS) if sealed else ""


def _kept_closely(item) -> set[str]:
    """Names of answers to seal. A repeat is one answer: one such item in it seals it whole.

    What a file is called may tell of somebody.
    """
    found = {
        one.name for one in item.walk() if one.personal != Personal.NONE or one.kind == Kind.FILE
    }
    repeats = [one for one in item.walk() if one.kind == Kind.REPEAT]
    return found | {one.name for one in repeats if any(held.name in found for held in one.walk())}


@transaction.atomic
def finish(*, response: Response, on: dt.date, by: Actor) -> None:
    """Send: only what was asked is kept, and in an anonymous round nothing leads back.

    :raises IsOver: it is sent, or the round is not open
    :raises HasFaults: something is left, or does not fit
    """
    found = Response.objects.select_for_update().get(pk=response.pk)
    _check_open(found, response.round, on)
    form = response.round.version.form
    answers = answers_in(found)
    settled = settle(form, answers, on)
    if settled.faults:
        raise HasFaults
    computed = {name: value for name, value in settled.computed.items() if value is not None}
    _put(found, form, settled.kept | computed)
    found.state, found.saved_on, found.resume_hash = Response.State.DONE, on, ""
    found.save()
    found.files.exclude(item__in=settled.kept).delete()
    if found.asked_id:
        Asked.objects.filter(pk=found.asked_id).update(state=Asked.State.DONE)
        _note_sent(Asked.objects.only("person_id").get(pk=found.asked_id), response.round, by)


def _note_sent(asked: Asked, asked_round: Round, by: Actor) -> None:
    trail.note(by=by, verb="instruments.answered", about=asked_round, person_id=asked.person_id)


@transaction.atomic
def finish_unnamed(*, response: Response, asked: Asked, on: dt.date, by: Actor) -> None:
    """Send the answers of an anonymous round, and note that the link is used: apart."""
    Asked.objects.select_for_update().get(pk=asked.pk)
    finish(response=response, on=on, by=by)
    Asked.objects.filter(pk=asked.pk).update(state=Asked.State.DONE)


@transaction.atomic
def decline(*, asked: Asked, by: Actor) -> None:
    """Somebody does not want to answer: what they had begun goes, and nobody reminds them.

    :raises IsOver: they have answered
    """
    there = Asked.objects.select_for_update().get(pk=asked.pk)
    if there.state == Asked.State.DONE:
        raise IsOver
    begun = Q(asked=there) | Q(round=there.round_id, resume_hash=draft_hash(token_of(there)))
    Response.objects.filter(begun, state=Response.State.DRAFT).delete()
    there.state = Asked.State.DECLINED
    there.save(update_fields=["state"])


@transaction.atomic
def forget_what_is_over(*, on: dt.date, by: Actor) -> None:
    """Drafts that were never sent go when their round is over."""
    Response.objects.filter(
        state=Response.State.DRAFT, round__closes_on__lt=on - dt.timedelta(days=30)
    ).delete()


@transaction.atomic
def seal_answers_anew(*, at_most: int, by: Actor) -> int:
    """Seal some answers with the current key; answers how many, none when all are done."""
    rows = Response.objects.all()
    return sealing.seal_some_anew(rows, "sealed", context=ANSWERS, at_most=at_most)
