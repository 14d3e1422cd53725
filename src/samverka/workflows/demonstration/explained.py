"""A service in plain words, before and after, and whether it is understood."""

import datetime as dt
import random

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.publishing.explanations import actions as explanations
from samverka.publishing.explanations.actions import Question
from samverka.publishing.explanations.models import (
    PARTS,
    ComprehensionRound,
    Explanation,
    ExplanationVersion,
)
from samverka.register.instruments import actions as instruments

from .plan import TODAY

NAME = "Råd och stöd till föräldrar"
TITLES = {"sv": NAME, "ar": "المشورة والدعم للوالدين", "en": "Advice and support for parents"}
BEFORE = (
    "Familjerådgivande insatser inom socialtjänstens öppenvård tillhandahålls utan föregående "
    "behovsprövning i enlighet med socialnämndens riktlinjer.",
    "Insatserna riktar sig till vårdnadshavare med föräldraskapsrelaterade frågeställningar, "
    "oberoende av försörjningsförhållanden.",
    "Efter inledande kontakt genomförs kartläggningssamtal varefter planering upprättas i "
    "samverkan med vårdnadshavarna.",
    "Vid språkförbistring tillhandahålls tolkförmedling i enlighet med förvaltningslagens "
    "bestämmelser.",
    "Verksamhetens medarbetare omfattas av offentlighets- och sekretesslagens bestämmelser om "
    "socialtjänstsekretess.",
    "Synpunkter beträffande handläggningen tillställs förvaltningens registratorsfunktion.",
)
AFTER = {
    "sv": (
        "Du kan få råd om hur det är att vara förälder. Vi lyssnar och hjälper dig.",
        "Alla som har barn kan få råd. Det kostar inget.",
        "Du ringer oss. Vi ses och pratar. Sedan väljer vi tillsammans vad du vill ha hjälp med.",
        "Du har rätt till tolk. Säg vilket språk du talar, så bokar vi. Barn tolkar aldrig.",
        "Vi har tystnadsplikt. Vi säger inget till andra. Om ett barn far illa måste vi berätta "
        "det.",
        "Är du inte nöjd? Säg det till oss eller till chefen. Du kan också skriva till kommunen.",
    ),
    "ar": (
        "يمكنك الحصول على مشورة حول دورك كوالد أو والدة. نحن نستمع إليك ونساعدك.",
        "كل من لديه أطفال يمكنه الحصول على المشورة. لا تكلف شيئًا.",
        "تتصل بنا. نلتقي ونتحدث. ثم نختار معًا ما تريد المساعدة فيه.",
        "لك الحق في مترجم. قل لنا لغتك ونحن نحجز. الأطفال لا يترجمون أبدًا.",
        "نحن ملزمون بالسرية. لا نقول شيئًا للآخرين. إذا تعرض طفل للأذى فعلينا أن نبلغ.",
        "هل أنت غير راض؟ قل لنا أو للمدير. يمكنك أيضًا أن تكتب إلى البلدية.",
    ),
    "en": (
        "You can get advice about being a parent. We listen and help you.",
        "Everybody who has children can get advice. It costs nothing.",
        "You call us. We meet and talk. Then we choose together what you want help with.",
        "You have a right to an interpreter. Tell us your language. Children never interpret.",
        "We are bound by secrecy. We tell nobody. If a child is harmed we must report it.",
        "Are you not satisfied? Tell us or the manager. You can also write to the municipality.",
    ),
}
QUESTIONS = (
    Question(
        {"sv": "Vad kostar det?", "ar": "كم يكلف؟"},
        {
            "sv": ["Ingenting", "100 kronor", "Det beror på lönen"],
            "ar": ["لا شيء", "١٠٠ كرونة", "حسب الراتب"],
        },
        right=1,
    ),
    Question(
        {"sv": "Vem tolkar om du inte talar svenska?", "ar": "من يترجم إن لم تتكلم السويدية؟"},
        {
            "sv": ["Ditt barn", "En tolk som vi bokar"],
            "ar": ["طفلك", "مترجم نحجزه"],
        },
        right=2,
    ),
    Question(
        {"sv": "Får andra veta vad du säger?", "ar": "هل يعرف الآخرون ما تقوله؟"},
        {
            "sv": ["Ja, alltid", "Nej, vi har tystnadsplikt"],
            "ar": ["نعم دائمًا", "لا، نحن ملزمون بالسرية"],
        },
        right=2,
    ),
)
RIGHT = {f"q{number}": f"a{one.right}" for number, one in enumerate(QUESTIONS, start=1)}
# How many in ten have a question right, before and after.
CHANCES = (4, 8)
ASKED = 14
BEGAN = dt.date(2026, 2, 2)


def explain_a_service(
    programme: Programme, actors: dict[str, Actor], *, chance: random.Random
) -> None:
    """Officialese first, then plain words in three languages, one of them not reviewed."""
    karin = actors["Karin"]
    made = explanations.write_explanation(programme=programme, name=NAME, by=karin)
    first = made.versions.get()
    _write(first, "sv", BEFORE, karin)
    second = explanations.begin_version(explanation=made, note="På klarspråk", by=karin)
    for language, texts in AFTER.items():
        _write(second, language, texts, karin)
    for language, who in (("sv", "Enhetschef"), ("ar", "Samhällsvägledare, arabiska")):
        text = second.texts.select_related("version__explanation").get(language=language)
        explanations.review(text=text, reviewed_as=who, on=TODAY, by=karin)
    explanations.publish(version=second, on=TODAY, by=karin)
    _ask(made, (first, second), chance, karin)


def _write(version: ExplanationVersion, language: str, texts: tuple[str, ...], by: Actor) -> None:
    facts = {"title": TITLES[language], **dict(zip(PARTS, texts, strict=True))}
    explanations.write_text(version=version, language=language, facts=facts, by=by)


def _ask(
    made: Explanation,
    versions: tuple[ExplanationVersion, ...],
    chance: random.Random,
    by: Actor,
) -> None:
    explanations.write_questions(explanation=made, questions=QUESTIONS, on=BEGAN, by=by)
    for version, right in zip(versions, CHANCES, strict=True):
        asked = explanations.ask(version=version, closes_on=dt.date(2026, 4, 30), on=BEGAN, by=by)
        for number in range(ASKED):
            _answer(asked, number, right, chance)


def _answer(asked: ComprehensionRound, number: int, right: int, chance: random.Random) -> None:
    said = {
        name: best if chance.randrange(10) < right else ("a2" if best == "a1" else "a1")
        for name, best in RIGHT.items()
    }
    response = instruments.begin(
        asked_round=asked.round,
        code=f"läsare {number}",
        language=("sv", "ar")[number % 2],
        on=BEGAN,
        by=SYSTEM,
    )
    instruments.save_answers(response=response, answers=said, on=BEGAN, by=SYSTEM)
    instruments.finish(response=response, on=BEGAN, by=SYSTEM)
