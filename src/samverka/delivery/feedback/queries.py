"""What was thought of a session, an activity, a series: never of fewer than five."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count, Q, QuerySet

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Programme
from samverka.engine.disclosure import LEAST
from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.lists import holding
from samverka.toolkit.sealing import opener, search_hash, unseal

from .models import (
    COMMENT,
    GRADES,
    STATEMENTS,
    WAITING,
    FeedbackComment,
    FeedbackRound,
    nothing_yet,
)

HERE = Attendance.Mark.HERE
SLIP = "feedback slip"


def hash_of(code: str) -> str:
    return search_hash(code, context=SLIP)


def round_asked(code: str) -> FeedbackRound | None:
    """The round that a link leads to, or the one that a slip is for; nobody is signed in."""
    rounds = FeedbackRound.objects.select_related("session__activity__programme")
    return (
        rounds.filter(public_key=code, by_slips=False).first()
        or rounds.filter(by_slips=True, slips__code_hash=hash_of(code)).first()
    )


def answers_waiting(asked: FeedbackRound) -> list[dict]:
    return json.loads(unseal(asked.waiting, context=WAITING)) if asked.waiting else []


# --- Figures ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Statement:
    """How many gave each grade to one statement."""

    text: str
    grades: tuple[int, ...]

    @property
    def count(self) -> int:
        return sum(self.grades)

    @property
    def median(self) -> float | None:
        each = [grade for grade, n in zip(GRADES, self.grades, strict=True) for _ in range(n)]
        middle = median(each) if each else None
        return int(middle) if middle and middle == int(middle) else middle

    @property
    def agree(self) -> int:
        """How many in a hundred gave 4 or 5."""
        return round(100 * sum(self.grades[3:]) / self.count) if self.count else 0


@dataclass(frozen=True)
class Figures:
    """What some sessions came to, taken together.

    `answered` is None where fewer than five have; `counted` are those whose grades are shown.
    """

    here: int
    answered: int | None
    counted: int
    statements: Sequence[Statement]
    sessions: int = 1
    # Came when as many had answered as were there, and are in none of the others.
    apart: int = 0

    @property
    def share(self) -> int | None:
        if self.answered is None or not self.here:
            return None
        return round(100 * self.answered / self.here)

    @property
    def is_more_than_came(self) -> bool:
        """Somebody answered twice, or the link has gone further than the room."""
        return self.answered is not None and self.answered > self.here

    @property
    def not_counted(self) -> int:
        return (self.answered or 0) - self.counted


def figures_of(rounds: Collection[FeedbackRound], here: dict[int, int]) -> Figures:
    """Of some rounds; `here` tells of each session how many were there."""
    grades = nothing_yet()
    for one in rounds:
        for statement, counts in zip(grades, one.grades, strict=True):
            for grade, number in enumerate(counts):
                statement[grade] += number
    answered = sum(one.answered for one in rounds if one.answered >= LEAST)
    return Figures(
        here=sum(here.get(one.session_id, 0) for one in rounds),
        answered=answered or None,
        counted=sum(one.counted for one in rounds),
        statements=[
            Statement(str(text), tuple(counts))
            for text, counts in zip(STATEMENTS, grades, strict=True)
        ],
        sessions=len(rounds),
        apart=sum(one.apart for one in rounds),
    )


def here_at(sessions: Iterable[int]) -> dict[int, int]:
    """How many were there, by the sheet."""
    rows = Attendance.objects.filter(session__in=set(sessions), mark=HERE).order_by()
    return dict(rows.values_list("session_id").annotate(Count("pk")))


def rounds_of(actor: Actor, activities: Collection[Activity]) -> list[FeedbackRound]:
    rounds = FeedbackRound.objects.visible_to(actor).filter(session__activity__in=activities)
    return list(rounds.select_related("session__activity").order_by("session__starts_at", "pk"))


# --- Pages --------------------------------------------------------------------------------------


@dataclass
class Asked:
    """A session of an activity, and what was thought of it where somebody asks."""

    session: Session
    round: FeedbackRound | None
    figures: Figures | None
    comments: list["Written"] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """A comment, opened."""

    row: FeedbackComment
    text: str


def sessions_of(actor: Actor, activity: Activity) -> list[Asked]:
    """Each session of an activity, in the order of its days."""
    rounds = {one.session_id: one for one in rounds_of(actor, [activity])}
    here = here_at(rounds)
    comments = comments_of(rounds.values())
    return [
        Asked(
            session,
            rounds.get(session.pk),
            figures_of([rounds[session.pk]], here) if session.pk in rounds else None,
            comments.get(session.pk, []),
        )
        for session in activity.sessions.order_by("starts_at", "pk")
    ]


def comments_of(rounds: Iterable[FeedbackRound]) -> dict[int, list[Written]]:
    """Of each session what was written, in no order but that of their keys, which are random."""
    opened = opener(context=COMMENT)
    found: dict[int, list[Written]] = {}
    rows = FeedbackComment.objects.filter(round__in=list(rounds)).select_related("round")
    for row in rows.order_by("question", "public_key"):
        written = Written(row, opened(row.text_sealed))
        found.setdefault(row.round.session_id, []).append(written)
    return found


def comment_of(activity: Activity, key: str) -> QuerySet[FeedbackComment]:
    return FeedbackComment.objects.filter(round__session__activity=activity, public_key=key)


@dataclass
class Line:
    """A row of the list of what is asked in a programme."""

    round: FeedbackRound
    figures: Figures
    unread: int

    @property
    def activity(self) -> Activity:
        return self.round.session.activity


def asked_in(
    actor: Actor, programme: Programme, *, on: dt.date, q: str = "", state: str = ""
) -> list[Line]:
    """What is asked in a programme, latest first."""
    rounds = [
        one
        for one in FeedbackRound.objects.visible_to(actor)
        .filter(holding(q, "session__activity__title"), session__activity__programme=programme)
        .select_related("session__activity")
        .annotate(unread=Count("comments", filter=Q(comments__is_shown=False)))
        .order_by("-session__starts_at", "pk")
        if not state or (state == "open") == (not one.is_over(on))
    ]
    here = here_at(one.session_id for one in rounds)
    return [Line(one, figures_of([one], here), one.unread) for one in rounds]
