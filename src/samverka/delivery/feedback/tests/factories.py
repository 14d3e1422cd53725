"""What the tests of feedback stand on."""

import datetime as dt

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.feedback import actions
from samverka.delivery.feedback.models import COMMENT, FeedbackComment, FeedbackRound
from samverka.foundation.accounts.actor import SYSTEM
from samverka.toolkit.clock import today
from samverka.toolkit.sealing import seal
from tests.people import Cast

FULL = (5, 4, 3)


def asked(
    cast: Cast, *, by_slips: bool = False, day: dt.date | None = None, title: str = "Dag 1"
) -> FeedbackRound:
    """A session of today, unless another day is said."""
    activity = training_day(cast, day or today(), title=title)
    session = activity.sessions.select_related("activity").get()
    return actions.ask(session=session, by_slips=by_slips, on=session.held_on, by=cast.olga)


def answered(
    a_round: FeedbackRound, *grades: tuple[int, int, int], best: str = "", change: str = ""
) -> None:
    for each in grades:
        actions.answer(
            asked=a_round,
            code=a_round.public_key,
            answers={f"statement_{number}": grade for number, grade in enumerate(each, start=1)}
            | {"best": best, "change": change},
            on=a_round.session.held_on,
            by=SYSTEM,
        )
    a_round.refresh_from_db()


def a_comment(cast: Cast) -> FeedbackComment:
    return FeedbackComment.objects.create(
        round=asked(cast), question="best", text_sealed=seal("Övningarna", context=COMMENT)
    )
