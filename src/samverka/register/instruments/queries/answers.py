"""What was answered."""

import datetime as dt
import json
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import ANSWERS, AnswerFile, Asked, Response, Round
from samverka.register.people.models import Person
from samverka.toolkit import sealing


def answers_in(response: Response) -> dict:
    """All that was answered, what is sealed too."""
    if not response.sealed:
        return dict(response.answers)
    return response.answers | json.loads(sealing.unseal(response.sealed, context=ANSWERS))


@dataclass(frozen=True)
class Answered:
    """One response that is sent, and whose it is in a named round."""

    asked: Asked | None
    language: str
    saved_on: dt.date | None
    answers: dict


def answers_of(asked_round: Round) -> list[Answered]:
    """Every response that is sent, in no order that tells who came first."""
    rows = (
        Response.objects.filter(round=asked_round, state=Response.State.DONE)
        .select_related("asked__person", "asked__about", "asked__organisation")
        .order_by("public_key")
    )
    unseal = sealing.opener(context=ANSWERS)
    return [
        Answered(
            row.asked,
            row.language,
            row.saved_on,
            row.answers | (json.loads(unseal(row.sealed)) if row.sealed else {}),
        )
        for row in rows
    ]


def plain_answers(asked_round: Round) -> list[dict]:
    """What tells of nobody, of every response that is sent."""
    done = Response.objects.filter(round=asked_round, state=Response.State.DONE)
    return list(done.order_by("public_key").values_list("answers", flat=True))


@dataclass(frozen=True)
class SentFile:
    """A file that is an answer, with what it was called."""

    file: AnswerFile
    name: str


def files_of(asked_round: Round) -> list[SentFile]:
    """Of the responses that are sent, without what is in them."""
    rows = (
        AnswerFile.objects.filter(response__round=asked_round, response__state=Response.State.DONE)
        .select_related("response__asked__person", "response__asked__about")
        .select_related("response__asked__organisation")
        .defer("body")
        .order_by("item", "response__public_key")
    )
    return [SentFile(row, str(answers_in(row.response).get(row.item, ""))) for row in rows]


def hidden_from(actor: Actor, asked_round: Round) -> set[int]:
    """Keys of protected persons in a round whom somebody who may read answers does not see."""
    protected = Person.objects.filter(is_protected=True)
    rows = Asked.objects.filter(round=asked_round).filter(
        Q(person__in=protected) | Q(about__in=protected)
    )
    keys = {key for row in rows.values_list("person", "about") for key in row if key}
    if not keys:
        return keys
    seen = Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True)
    return keys - set(seen)


def file_of(asked_round: Round, response: str, item: str) -> QuerySet[AnswerFile]:
    """The file of a response that is sent, by its key."""
    return AnswerFile.objects.filter(
        response__round=asked_round,
        response__public_key=response,
        response__state=Response.State.DONE,
        item=item,
    ).select_related("response__asked")
