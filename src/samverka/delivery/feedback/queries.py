"""What was thought of a session, an activity, a series: never of fewer than five."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from samverka.delivery.activities.models import Activity, Attendance, Session
from samverka.delivery.programmes.models import Programme
from samverka.engine.disclosure import LEAST
from samverka.engine.forms.definition import Form, Kind, Texts
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Instrument, InstrumentVersion, Sphere
from samverka.toolkit.lists import holding
from samverka.toolkit.sealing import opener, search_hash, unseal

from .asking_form import GRADES, can_be_asked, columns_of, nothing_yet, short_form, texts_of
from .models import COMMENT, WAITING, FeedbackComment, FeedbackRound

HERE = Attendance.Mark.HERE
SLIP = "feedback slip"


def hash_of(code: str) -> str:
    return search_hash(code, context=SLIP)


def round_asked(code: str) -> FeedbackRound | None:
    """The round that a link leads to, or the one that a slip is for; nobody is signed in."""
    rounds = FeedbackRound.objects.select_related("session__activity__programme", "version")
    return (
        rounds.filter(public_key=code, by_slips=False).first()
        or rounds.filter(by_slips=True, slips__code_hash=hash_of(code)).first()
    )


def answers_waiting(asked: FeedbackRound) -> list[dict]:
    """Each as {"answers": {name of what is asked: answer}}."""
    waiting = json.loads(unseal(asked.waiting, context=WAITING)) if asked.waiting else []
    return [one if "answers" in one else _before_instruments(one) for one in waiting]


def _before_instruments(one: dict) -> dict:
    """What was sealed before other questions could be asked; it waits fourteen days at most."""
    grades = {f"statement_{number}": grade for number, grade in enumerate(one["grades"], start=1)}
    return {"answers": grades | one["comments"]}


def versions_to_ask(actor: Actor | None) -> list[InstrumentVersion]:
    """The latest published version of each of one's own instruments that can be asked here."""
    own = Instrument.objects.visible_to(actor).filter(sphere=Sphere.OPEN, archived_on=None)
    published = InstrumentVersion.objects.filter(instrument__in=own).exclude(published_on=None)
    rows = published.select_related("instrument").order_by("instrument__name", "number")
    latest = {version.instrument_id: version for version in rows}
    return [version for version in latest.values() if can_be_asked(version.form)]


# --- Figures ------------------------------------------------------------------------------------


def said(form: Form, texts: Texts) -> str:
    """A text in the language of the page, else in another."""
    return form.text(texts, get_language() or "")[0]


def title_of(asked: FeedbackRound) -> str:
    """What is asked, in a few words."""
    return str(asked.version) if asked.version else said(asked.form, asked.form.title)


@dataclass(frozen=True)
class Statement:
    """How many chose each option of a closed question, or of a row of one."""

    text: str
    grades: tuple[int, ...]
    kind: Kind = Kind.SCALE
    # How the options are called; of a scale the numbers of its steps.
    options: tuple[str, ...] = ("1", "2", "3", "4", "5")
    steps: tuple[int, ...] = GRADES
    of_several: int = 0

    @property
    def count(self) -> int:
        """How many have answered it."""
        return self.of_several if self.kind == Kind.MULTIPLE else sum(self.grades)

    @property
    def is_held_back(self) -> bool:
        """Not all answer what is optional."""
        return self.count < LEAST

    @property
    def median(self) -> float | None:
        if self.kind != Kind.SCALE:
            return None
        each = [step for step, n in zip(self.steps, self.grades, strict=True) for _ in range(n)]
        middle = median(each) if each else None
        return int(middle) if middle and middle == int(middle) else middle

    @property
    def agree(self) -> int:
        """How many in a hundred chose one of the two highest steps."""
        return round(100 * sum(self.grades[-2:]) / self.count) if self.count else 0

    @property
    def bars(self) -> list[dict]:
        return [
            {"label": option, "value": number}
            for option, number in zip(self.options, self.grades, strict=True)
        ]


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
    # Of the short form they stand as one table.
    is_short: bool = True

    @property
    def share(self) -> int | None:
        if self.answered is None or not self.here:
            return None
        return round(100 * self.answered / self.here)

    @property
    def scales(self) -> list[Statement]:
        return [one for one in self.statements if one.kind == Kind.SCALE]

    @property
    def is_more_than_came(self) -> bool:
        """Somebody answered twice, or the link has gone further than the room."""
        return self.answered is not None and self.answered > self.here

    @property
    def not_counted(self) -> int:
        return (self.answered or 0) - self.counted


def figures_of(
    rounds: Collection[FeedbackRound], here: dict[int, int], form: Form | None = None
) -> Figures:
    """Of some rounds that ask the same; `here` tells of each session how many were there."""
    form = form or next((one.form for one in rounds), short_form())
    grades = nothing_yet(form)
    for one in rounds:
        for statement, counts in zip(grades, one.grades, strict=True):
            for grade, number in enumerate(counts):
                statement[grade] += number
    answered = sum(one.answered for one in rounds if one.answered >= LEAST)
    return Figures(
        here=sum(here.get(one.session_id, 0) for one in rounds),
        answered=answered or None,
        counted=sum(one.counted for one in rounds),
        statements=_statements(form, grades),
        sessions=len(rounds),
        apart=sum(one.apart for one in rounds),
        is_short=form is short_form(),
    )


def _statements(form: Form, grades: list[list[int]]) -> list[Statement]:
    found = []
    for column, counts in zip(columns_of(form), grades, strict=True):
        text = said(form, column.item.label)
        is_scale = column.item.kind == Kind.SCALE
        found.append(
            Statement(
                text=f"{text} – {said(form, column.row.label)}" if column.row else text,
                grades=tuple(counts[: len(column.options)]),
                kind=column.item.kind,
                options=tuple(
                    " ".join(filter(None, [one.name if is_scale else "", said(form, one.label)]))
                    for one in column.options
                ),
                steps=tuple(int(one.name) for one in column.options) if is_scale else (),
                of_several=counts[-1] if column.item.kind == Kind.MULTIPLE else 0,
            )
        )
    return found


def by_form(rounds: Iterable[FeedbackRound]) -> list[list[FeedbackRound]]:
    """Those that ask the same together, the short form first: others are not summed with it."""
    found: dict[int, list[FeedbackRound]] = {}
    for one in rounds:
        found.setdefault(one.version_id or 0, []).append(one)
    return [found[key] for key in sorted(found)]


def here_at(sessions: Iterable[int]) -> dict[int, int]:
    """How many were there, by the sheet."""
    rows = Attendance.objects.filter(session__in=set(sessions), mark=HERE).order_by()
    return dict(rows.values_list("session_id").annotate(Count("pk")))


def rounds_of(actor: Actor, activities: Collection[Activity]) -> list[FeedbackRound]:
    rounds = FeedbackRound.objects.visible_to(actor).filter(session__activity__in=activities)
    related = rounds.select_related("session__activity", "version__instrument")
    return list(related.order_by("session__starts_at", "pk"))


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
    """A comment, opened, and what was asked."""

    row: FeedbackComment
    text: str
    question: str


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
    asked = {one.pk: one for one in rounds}
    questions = {
        (one.pk, item.name): said(one.form, item.label)
        for one in asked.values()
        for item in texts_of(one.form)
    }
    found: dict[int, list[Written]] = {}
    rows = FeedbackComment.objects.filter(round__in=asked).order_by("question", "public_key")
    for row in rows:
        written = Written(row, opened(row.text_sealed), questions[row.round_id, row.question])
        found.setdefault(asked[row.round_id].session_id, []).append(written)
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
        .select_related("session__activity", "version")
        .annotate(unread=Count("comments", filter=Q(comments__is_shown=False)))
        .order_by("-session__starts_at", "pk")
        if not state or (state == "open") == (not one.is_over(on))
    ]
    here = here_at(one.session_id for one in rounds)
    forms = {one.version_id: one.version for one in rounds}
    read = {key: version.form if version else short_form() for key, version in forms.items()}
    return [Line(one, figures_of([one], here, read[one.version_id]), one.unread) for one in rounds]
