"""What was answered."""

import datetime as dt
import json
from dataclasses import dataclass

from samverka.register.instruments.models import ANSWERS, Asked, Response, Round
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
