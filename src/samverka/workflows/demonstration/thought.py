"""Series of activities, and what those who were there thought of some of them."""

import random
from typing import Any

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.feedback import actions as feedback
from samverka.delivery.feedback.models import FeedbackComment, FeedbackRound
from samverka.delivery.programmes.models import Programme
from samverka.delivery.series import actions as series
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.instruments.models import InstrumentVersion

from . import plan
from .own_questions import own_answers, publish_own_questions

ANSWER_SHARE, COMMENT_SHARE = 0.8, 0.07
WEIGHTS = ((1, 3, 12, 44, 40), (2, 8, 22, 40, 28), (1, 4, 20, 45, 30))
BEST = (
    "Att få tala med andra kommuner om samma frågor.",
    "Exemplen från vardagen.",
    "Övningen i smågrupper.",
    "Tydligt och lugnt tempo.",
    "Att det fanns tid för frågor.",
)
CHANGE = (
    "Mer tid till samtal, mindre till bilder.",
    "Skicka underlaget i förväg.",
    "Lokalen var trång.",
    "Börja en halvtimme senare för oss som reser långt.",
)


def put_in_series(programme: Programme, actors: dict[str, Actor]) -> None:
    """The training days as one, and the cluster meetings with each round as a part of them."""
    mine = Activity.objects.filter(programme=programme)
    olga = actors["Olga"]
    facts: dict[str, Any] = {"programme": programme, "organiser": olga.organisation, "by": olga}
    series.create_series(
        title="Regionala utbildningsdagar",
        description=f"Fyra dagar om bemötande, för alla åtta kommuner. {plan.NOTE}",
        activities=mine.filter(kind=Activity.Kind.TRAINING_DAY),
        **facts,
    )
    whole = series.create_series(title="Klusterträffar", description=plan.NOTE, **facts)
    for number in (1, 2, 3, 4):
        series.create_series(
            title=f"Klusterträff {number}",
            part_of=whole,
            activities=mine.filter(title__startswith=f"Klusterträff {number}:"),
            **facts,
        )


def ask_what_they_thought(
    programme: Programme, actors: dict[str, Actor], *, chance: random.Random
) -> None:
    """Of days that were held; of the latest, by questions of Olga's own, fourteen days last."""
    held = Session.objects.filter(
        activity__programme=programme, held_on__lte=plan.TODAY, attendances__mark="here"
    ).distinct()
    olga = actors["Olga"]
    sessions = list(
        held.filter(activity__organiser__name=plan.GR)
        .select_related("activity__organiser")
        .order_by("held_on", "pk")
    )
    for session in sessions[:-1]:
        ask_those_there(session, None, olga, chance)
    for session in sessions[-1:]:
        ask_those_there(session, publish_own_questions(on=session.held_on, by=olga), olga, chance)


def ask_those_there(
    session: Session, version: InstrumentVersion | None, organiser: Actor, chance: random.Random
) -> None:
    """Most of those who were there answer."""
    asked = feedback.ask(session=session, version=version, on=session.held_on, by=organiser)
    here = session.attendances.filter(mark=Attendance.Mark.HERE).count()
    for _person in range(round(here * ANSWER_SHARE)):
        feedback.answer(
            asked=asked,
            code=asked.public_key,
            answers=own_answers(chance, comments=COMMENT_SHARE) if version else _short(chance),
            on=session.held_on,
            by=SYSTEM,
        )
    _read_comments(asked, organiser)


def _short(chance: random.Random) -> dict[str, Any]:
    grades = [chance.choices((1, 2, 3, 4, 5), weights)[0] for weights in WEIGHTS]
    answers: dict[str, Any] = {
        f"statement_{number}": grade for number, grade in enumerate(grades, start=1)
    }
    return answers | {"best": _said(BEST, chance), "change": _said(CHANGE, chance)}


def _said(choices: tuple[str, ...], chance: random.Random) -> str:
    return chance.choice(choices) if chance.random() < COMMENT_SHARE else ""


def _read_comments(asked: FeedbackRound, organiser: Actor) -> None:
    """All but those of the last fourteen days, which wait for Olga."""
    if asked.is_over(plan.TODAY):
        for comment in FeedbackComment.objects.filter(round=asked).select_related(
            "round__session__activity"
        ):
            feedback.show_comment(comment=comment, by=organiser)
