"""A service explained as it was and as it became."""

import datetime as dt

from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.publishing.explanations import actions
from samverka.publishing.explanations.actions import Question
from samverka.publishing.explanations.models import (
    PARTS,
    ComprehensionRound,
    Explanation,
    ExplanationText,
    ExplanationVersion,
)
from samverka.register.instruments import actions as instruments
from tests.people import TODAY

HARD = (
    "Socialnämndens handläggning av ansökningar avseende stödinsatser förutsätter kompletterande "
    "dokumentation."
)
PLAIN = "Du kan få stöd. Det kostar inget. Ring oss."
ARABIC = "يمكنك الحصول على الدعم. لا يكلف شيئًا. اتصل بنا."
ASKED = (
    Question(
        {"sv": "Vad kostar det?", "ar": "كم يكلف؟"},
        {"sv": ["100 kronor", "Ingenting"], "ar": ["١٠٠ كرونة", "لا شيء"]},
        right=2,
    ),
    Question({"sv": "Får du tolk?"}, {"sv": ["Ja", "Nej"]}, right=1),
)


def facts(text: str, title: str = "Stöd till föräldrar") -> dict[str, str]:
    return {"title": title, **dict.fromkeys(PARTS, text)}


def explanation(cast, by: Actor | None = None) -> Explanation:
    """With a first version in officialese."""
    by = by or cast.olga
    made = actions.write_explanation(programme=cast.programme, name="Stöd till föräldrar", by=by)
    actions.write_text(version=made.versions.get(), language="sv", facts=facts(HARD), by=by)
    return made


def second(cast, made: Explanation) -> ExplanationVersion:
    """In plain words, in two languages."""
    version = actions.begin_version(explanation=made, note="Klarspråk", by=cast.olga)
    for language, text in (("sv", PLAIN), ("ar", ARABIC)):
        actions.write_text(version=version, language=language, facts=facts(text), by=cast.olga)
    return version


def asked(cast, version: ExplanationVersion) -> ComprehensionRound:
    made = version.explanation
    if made.instrument is None:
        actions.write_questions(explanation=made, questions=ASKED, on=TODAY, by=cast.olga)
        made.refresh_from_db()
    return actions.ask(
        version=version, closes_on=TODAY + dt.timedelta(days=14), on=TODAY, by=cast.olga
    )


def answer(one: ComprehensionRound, **said: str) -> None:
    response = instruments.begin(
        asked_round=one.round, code="", language="sv", on=TODAY, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=said, on=TODAY, by=SYSTEM)
    instruments.finish(response=response, on=TODAY, by=SYSTEM)


def reviewed(text: ExplanationText, by: Actor) -> None:
    actions.review(text=text, reviewed_as="Samhällsvägledare", on=TODAY, by=by)


def published(cast) -> ExplanationVersion:
    """One that anybody reads."""
    cast.programme.is_public = True
    cast.programme.save()
    made = second(cast, explanation(cast))
    reviewed(made.texts.select_related("version__explanation").get(language="sv"), cast.olga)
    actions.publish(version=made, on=TODAY, by=cast.olga)
    return made
