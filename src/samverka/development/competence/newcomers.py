"""The questions to newcomers that are shipped: how they are met, in a form of one page.

The statements are our own: no official Swedish scale of how newcomers are met was found.
In Swedish, English and Arabic; other languages of the application fall back to Swedish, and the
page says so. Nobody who speaks Arabic has reviewed the Arabic texts yet.
"""

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Texts
from samverka.toolkit.languages import LANGUAGES

Said = tuple[str, str, str]
CODES = ("sv", "en", "ar")
STEPS: tuple[Said, ...] = (
    ("Stämmer inte alls", "Not at all true", "لا ينطبق إطلاقًا"),
    ("Stämmer lite", "A little true", "ينطبق قليلًا"),
    ("Stämmer delvis", "Partly true", "ينطبق جزئيًا"),
    ("Stämmer till stor del", "Largely true", "ينطبق إلى حد كبير"),
    ("Stämmer helt", "Quite true", "ينطبق تمامًا"),
)
ABOUT: Said = (
    "Vi frågar för att bemötandet ska bli bättre. Ingen frågar vem du är, och det du svarar "
    "ändrar inget i dina egna ärenden. Siffror visas när omgången är över, och av minst fem svar.",
    "We ask so that people are met in a better way. Nobody asks who you are, and what you answer "
    "changes nothing in your own matters. Figures are shown when the round is over, of five "
    "answers at least.",
    "نسأل لكي تصبح المعاملة أفضل. لا أحد يسأل من أنت، وما تجيب به لا يغيّر شيئًا في قضاياك. "
    "تُعرض الأرقام بعد انتهاء الجولة، ومن خمس إجابات على الأقل.",
)
TITLE: Said = ("Hur blir du bemött?", "How are you met?", "كيف يتم التعامل معك؟")
STATEMENTS: tuple[tuple[str, Said], ...] = (
    (
        "respect",
        (
            "De som arbetar här bemöter mig med respekt.",
            "Those who work here treat me with respect.",
            "يعاملني من يعملون هنا باحترام.",
        ),
    ),
    (
        "listen",
        (
            "De lyssnar på vad jag säger.",
            "They listen to what I say.",
            "يستمعون إلى ما أقوله.",
        ),
    ),
    (
        "understand",
        (
            "Jag förstår det jag får veta, på ett språk som jag kan.",
            "I understand what I am told, in a language that I know.",
            "أفهم ما يقال لي بلغة أعرفها.",
        ),
    ),
    (
        "help",
        (
            "Jag får hjälp med det jag behöver.",
            "I get help with what I need.",
            "أحصل على المساعدة فيما أحتاجه.",
        ),
    ),
    (
        "whom",
        (
            "Jag vet vem jag ska fråga.",
            "I know whom to ask.",
            "أعرف من أسأل.",
        ),
    ),
)
BETTER: Said = ("Vad kan bli bättre?", "What could be better?", "ما الذي يمكن تحسينه؟")
NO_NAMES: Said = (
    "Skriv inga namn, varken ditt eget eller någon annans.",
    "Write no names, your own or anybody else's.",
    "لا تكتب أي أسماء، لا اسمك ولا اسم غيرك.",
)


def questions() -> Form:
    steps = tuple(Choice(str(n), _texts(said)) for n, said in enumerate(STEPS, start=1))
    return Form(
        key="nyanlandas-upplevelse",
        title=_texts(TITLE),
        languages=tuple(
            Language(one.code, one.endonym, one.direction == "rtl") for one in LANGUAGES.values()
        ),
        items=(
            Item("about", Kind.NOTE, _texts(ABOUT)),
            *(Item(name, Kind.SCALE, _texts(said), anchors=steps) for name, said in STATEMENTS),
            Item("better", Kind.LONG_TEXT, _texts(BETTER), hint=_texts(NO_NAMES)),
        ),
    )


def _texts(said: Said) -> Texts:
    return dict(zip(CODES, said, strict=True))
