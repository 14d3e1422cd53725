"""Asking what was thought of a session, and answering without leaving a trace.

An answer is in no row of its own and in no note of the trail, and nothing says when it came.
"""

import datetime as dt
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Session
from samverka.delivery.activities.queries import places_taken
from samverka.engine.disclosure import LEAST
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments.models import InstrumentVersion, Sphere
from samverka.toolkit import sealing
from samverka.toolkit.public_key import new_key

from .asking_form import can_be_asked, columns_of, nothing_yet, texts_of
from .models import (
    COMMENT,
    COMMENTS_KEPT_FOR,
    OPEN_FOR,
    WAITING,
    FeedbackComment,
    FeedbackRound,
    FeedbackSlip,
)
from .queries import answers_waiting, hash_of, here_at

MOST_SLIPS = 300
# As many answer as were there. Where few are noted, some more may have come; where nobody is, and
# nobody has a place, a large room.
ALWAYS_ROOM_FOR, MOST_WITHOUT_PLACES = 10, 60
CHANCE = secrets.SystemRandom()


class IsTooLate(Exception):
    """Fourteen days after the session nobody is asked any more."""

    def __str__(self):
        return _("The fourteen days after the session have passed, so nobody can answer any more.")


class IsOver(Exception):
    """The answer came when it was closed, or the slip was used."""

    def __str__(self):
        return _("It is closed, so the answer was not taken. Tell the organiser in another way.")


class CannotBeAsked(Exception):
    """What asks for persons, or is answered bit by bit, leaves traces."""

    def __str__(self):
        return _(
            "These questions cannot be asked without a trace: they ask about persons, or some of "
            "them hang on others. Choose other questions."
        )


@transaction.atomic
def ask(
    *,
    session: Session,
    version: InstrumentVersion | None = None,
    by_slips: bool = False,
    by_screen: bool = False,
    on: dt.date,
    by: Actor,
) -> FeedbackRound:
    """Open for answers, to the short form or to a version; a session is asked about once.

    :raises IsTooLate: the days after the session have passed
    :raises CannotBeAsked: the version is a draft, or would leave traces
    """
    if on > session.held_on + OPEN_FOR:
        raise IsTooLate
    if version is not None and not _leaves_no_trace(version):
        raise CannotBeAsked
    facts: dict[str, Any] = {"version": version, "by_slips": by_slips, "by_screen": by_screen}
    if version is not None:
        facts["grades"] = nothing_yet(version.form)
    asked, is_new = FeedbackRound.objects.get_or_create(session=session, defaults=facts)
    if is_new:
        trail.note(by=by, verb="feedback.asked", about=session.activity)
    return asked


def _leaves_no_trace(version: InstrumentVersion) -> bool:
    is_open = version.instrument.sphere == Sphere.OPEN
    return version.is_published and is_open and can_be_asked(version.form)


@transaction.atomic
def make_slips(*, asked: FeedbackRound, count: int, by: Actor) -> list[str]:
    """Codes to print, each good for one answer. They are told here and never again."""
    codes = [new_key() for _number in range(min(count, MOST_SLIPS))]
    FeedbackSlip.objects.bulk_create(
        FeedbackSlip(round=asked, code_hash=hashed) for hashed in sorted(map(hash_of, codes))
    )
    trail.note(by=by, verb="feedback.slips_made", about=asked.session.activity)
    return codes


@transaction.atomic
def answer(
    *,
    asked: FeedbackRound,
    code: str,
    answers: Mapping[str, Any],
    on: dt.date,
    by: Actor,
) -> None:
    """Take an answer: it waits sealed until there are five, and is then dissolved into sums.

    When as many have answered as were there, what comes by a code that anybody may have is counted
    apart and kept nowhere: whoever sends more neither closes the form nor changes the figures.

    :raises IsOver: it is closed, or the slip was used by another at the same time
    """
    asked = FeedbackRound.objects.select_for_update().get(pk=asked.pk)
    if not asked.is_open(on):
        raise IsOver
    if asked.by_slips and not asked.slips.filter(code_hash=hash_of(code)).delete()[0]:
        raise IsOver
    if not asked.by_slips and asked.answered >= _most(asked.session):
        asked.apart += 1
        asked.save(update_fields=["apart"])
        return
    waiting = [*answers_waiting(asked), {"answers": dict(answers)}]
    asked.answered += 1
    if len(waiting) >= LEAST:
        _dissolve(asked, waiting)
        waiting = []
    asked.waiting = _sealed(waiting)
    asked.save(update_fields=["answered", "counted", "grades", "waiting"])


def _most(session: Session) -> int:
    """Marks are often made after the answers, so those with a place count as well."""
    there = here_at([session.pk]).get(session.pk, 0) + session.unnamed
    known = max(there, places_taken(session.activity))
    return max(known, ALWAYS_ROOM_FOR) if known else MOST_WITHOUT_PLACES


def _sealed(waiting: list[dict]) -> str:
    # In no order: what came first is not told even to whoever has the key.
    CHANCE.shuffle(waiting)
    return sealing.seal(json.dumps(waiting), context=WAITING) if waiting else ""


def _dissolve(asked: FeedbackRound, waiting: list[dict]) -> None:
    """Choices into sums; comments apart from them, and from one another, in no order."""
    form = asked.form
    answers = [one["answers"] for one in waiting]
    for given in answers:
        for counts, column in zip(asked.grades, columns_of(form), strict=True):
            for place in column.places(given):
                counts[place] += 1
    asked.counted += len(answers)
    written = [
        (item.name, text)
        for given in answers
        for item in texts_of(form)
        if (text := str(given.get(item.name) or "").strip())
    ]
    CHANCE.shuffle(written)
    FeedbackComment.objects.bulk_create(
        FeedbackComment(
            round=asked, question=question, text_sealed=sealing.seal(text, context=COMMENT)
        )
        for question, text in written
    )


@transaction.atomic
def close(*, asked: FeedbackRound, on: dt.date, by: Actor) -> None:
    """No more answers. It can be opened again while its fourteen days last."""
    asked.closed_on = on
    asked.save(update_fields=["closed_on"])
    trail.note(by=by, verb="feedback.closed", about=asked.session.activity)


@transaction.atomic
def reopen(*, asked: FeedbackRound, by: Actor) -> None:
    asked.closed_on = None
    asked.save(update_fields=["closed_on"])
    trail.note(by=by, verb="feedback.reopened", about=asked.session.activity)


@transaction.atomic
def show_comment(*, comment: FeedbackComment, is_shown: bool = True, by: Actor) -> None:
    """Let the others who see the figures read it, or not after all."""
    comment.is_shown = is_shown
    comment.save(update_fields=["is_shown"])
    activity = comment.round.session.activity
    if is_shown:
        trail.note(by=by, verb="feedback.comment_shown", about=activity)
    else:
        trail.note(by=by, verb="feedback.comment_hidden", about=activity)


@transaction.atomic
def remove_comment(*, comment: FeedbackComment, by: Actor) -> None:
    """For good: what names somebody must not lie about to be restored."""
    activity = comment.round.session.activity
    comment.delete()
    trail.note(by=by, verb="feedback.comment_removed", about=activity)


@transaction.atomic
def forget_what_is_over(*, on: dt.date, by: Actor) -> None:
    """Throw away answers that never became five, slips that nobody used, and old comments."""
    over = FeedbackRound.objects.select_for_update().filter(session__held_on__lt=on - OPEN_FOR)
    left = over.exclude(waiting="")
    left.update(waiting="")
    FeedbackSlip.objects.filter(round__in=over).delete()
    before = on - OPEN_FOR - COMMENTS_KEPT_FOR
    FeedbackComment.objects.filter(round__session__held_on__lt=before).delete()


@transaction.atomic
def seal_feedback_anew(*, at_most: int, by: Actor) -> int:
    """Seal some texts with the current key; answers how many, none when all are done."""
    done = f"{sealing.current_key()}:"
    rounds = list(
        FeedbackRound.objects.select_for_update()
        .exclude(waiting="")
        .exclude(waiting__startswith=done)
        .order_by("pk")[:at_most]
    )
    for asked in rounds:
        asked.waiting = _sealed(answers_waiting(asked))
    FeedbackRound.objects.bulk_update(rounds, ["waiting"])
    comments = list(
        FeedbackComment.objects.select_for_update()
        .exclude(text_sealed__startswith=done)
        .order_by("pk")[:at_most]
    )
    for comment in comments:
        text = sealing.unseal(comment.text_sealed, context=COMMENT)
        comment.text_sealed = sealing.seal(text, context=COMMENT)
    FeedbackComment.objects.bulk_update(comments, ["text_sealed"])
    return len(rounds) + len(comments)
