"""Explanations beside one another: how hard they are to read, and how many understood."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from samverka.delivery.programmes.models import Programme
from samverka.engine.disclosure import LEAST
from samverka.engine.forms.definition import Form, Item, Kind
from samverka.engine.intervals import wilson
from samverka.engine.readability import Lix, lix
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.queries import plain_answers
from samverka.toolkit.lists import holding

from .models import (
    ComprehensionRound,
    Explanation,
    ExplanationText,
    ExplanationVersion,
)

SWEDISH = "sv"


def explanations_of(actor: Actor, programme: Programme, *, q: str = "") -> QuerySet[Explanation]:
    return (
        Explanation.objects.visible_to(actor)
        .filter(holding(q, "name"), programme=programme)
        .select_related("programme", "owner")
        .annotate(
            published=Count(
                "versions", filter=Q(versions__published_on__isnull=False), distinct=True
            ),
            drafts=Count(
                "versions__texts",
                filter=Q(versions__texts__reviewed_on__isnull=True),
                distinct=True,
            ),
        )
        .order_by("name", "pk")
    )


@dataclass(frozen=True)
class Share:
    """How many of those who answered had it right, with its interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Understood:
    """What a round by link gives: nothing but how many, of fewer than five."""

    comprehension: ComprehensionRound
    answered: int
    # None where it is held back.
    whole: Share | None
    questions: tuple[tuple[str, Share], ...] = ()


@dataclass(frozen=True)
class Beside:
    """A version as it stands beside the others."""

    version: ExplanationVersion
    texts: tuple[ExplanationText, ...]
    swedish: ExplanationText | None
    lix: Lix | None
    understood: Understood | None


def beside_one_another(explanation: Explanation) -> list[Beside]:
    """Each version with its readability, its languages and its share correct."""
    versions = explanation.versions.order_by("number").prefetch_related(
        Prefetch("texts", ExplanationText.objects.order_by("language"))
    )
    rounds = {
        one.version_id: one
        for one in ComprehensionRound.objects.filter(
            version__explanation=explanation
        ).select_related("round__version__instrument")
    }
    return [_beside(explanation, version, rounds.get(version.pk)) for version in versions]


def _beside(
    explanation: Explanation, version: ExplanationVersion, asked: ComprehensionRound | None
) -> Beside:
    texts = tuple(version.texts.all())
    swedish = next((text for text in texts if text.language == SWEDISH), None)
    understood = understood_of(asked, explanation.right_answers) if asked else None
    return Beside(version, texts, swedish, lix(swedish.whole) if swedish else None, understood)


def understood_of(asked: ComprehensionRound, right: dict[str, str]) -> Understood:
    """The share of right answers, of each question and of all of them.

    All questions together are counted by persons: answers of one person hang together, and a
    person's share varies no more than one answer, so the interval is rather too wide.
    """
    answers = plain_answers(asked.round)
    count = len(answers)
    if count < LEAST or not right:
        return Understood(asked, count, None)
    form = asked.round.version.form
    hits = {name: sum(one.get(name) == best for one in answers) for name, best in right.items()}
    return Understood(
        asked,
        count,
        _share(sum(hits.values()) / len(hits), count),
        tuple(
            (form.text(item.label, SWEDISH)[0], _share(hits[item.name], count))
            for item in questions_in(form)
            if item.name in hits
        ),
    )


def _share(hits: float, of: int) -> Share:
    low, high = wilson(hits, of)
    return Share(hits / of, low, high)


def questions_in(form: Form) -> list[Item]:
    return [item for item in form.walk() if item.kind == Kind.SINGLE]


def languages_of(explanation: Explanation) -> list[str]:
    """Those that any of its versions is written in."""
    texts = ExplanationText.objects.filter(version__explanation=explanation)
    return sorted(set(texts.values_list("language", flat=True)))


def published() -> QuerySet[ExplanationText]:
    """What anybody may read: the latest published version of each, of public programmes."""
    return ExplanationText.objects.filter(
        version__published_on__isnull=False,
        version__explanation__programme__is_public=True,
    ).select_related("version__explanation__owner", "version__explanation__programme")


def round_to_answer(text: ExplanationText, *, on: dt.date) -> ComprehensionRound | None:
    """The questions that whoever has read a text may answer by link that day."""
    rows = ComprehensionRound.objects.filter(version=text.version_id).select_related("round")
    asked = rows.first()
    return asked if asked and asked.round.is_open(on) else None


def read_by_anybody(key: str) -> list[ExplanationText]:
    """The latest published version in its languages; nothing where there is none."""
    texts = list(
        published()
        .filter(version__explanation__public_key=key)
        .order_by("-version__number", "language")
    )
    return [text for text in texts if text.version_id == texts[0].version_id]
