"""What staff are asked in the region: one instrument in Swedish and Arabic, a round under way."""

import datetime as dt
import random

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Personal
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.foundation.accounts.models import Role
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked, Round, RoundReader
from samverka.register.instruments.queries import staff_of
from samverka.register.partners.models import Organisation

from . import plan

ASKED_OF = (plan.KUNGALV, plan.PARTILLE)
MOST_ASKED = 24
WRITTEN_BEFORE = dt.timedelta(days=40)
ASKED_BEFORE = dt.timedelta(days=9)
LANGUAGES = (Language("sv", "Svenska"), Language("ar", "العربية", is_rtl=True))
ENDS = {
    1: {"sv": "Inte alls", "ar": "لا أبداً"},
    2: {},
    3: {},
    4: {},
    5: {"sv": "Helt och hållet", "ar": "تماماً"},
}
STEPS = tuple(Choice(str(step), text) for step, text in ENDS.items())
YES_NO = (
    Choice("ja", {"sv": "Ja", "ar": "نعم"}),
    Choice("nej", {"sv": "Nej", "ar": "لا"}),
)
TOPICS = (
    Choice("bemotande", {"sv": "Bemötande", "ar": "حسن التعامل"}),
    Choice("tolk", {"sv": "Att arbeta med tolk", "ar": "العمل مع مترجم"}),
    Choice("lagar", {"sv": "Lagar och rättigheter", "ar": "القوانين والحقوق"}),
    Choice("samverkan", {"sv": "Samverkan med andra", "ar": "التعاون مع الآخرين"}),
)
MEETS = Item(
    "moten",
    Kind.SECTION,
    {"sv": "Dina möten med föräldrar", "ar": "لقاءاتك مع الوالدين"},
    items=(
        Item(
            "moter",
            Kind.SINGLE,
            {
                "sv": "Möter du nyanlända föräldrar i ditt arbete?",
                "ar": "هل تلتقي بوالدين وافدين حديثاً في عملك؟",
            },
            required=True,
            choices=YES_NO,
        ),
        Item(
            "antal",
            Kind.WHOLE_NUMBER,
            {
                "sv": "Hur många en vanlig månad?",
                "ar": "كم عددهم في شهر عادي؟",
            },
            show_when="${moter} = 'ja'",
            constraint=". >= 0 and . <= 500",
            constraint_message={
                "sv": "Skriv ett tal mellan 0 och 500.",
                "ar": "اكتب رقماً بين 0 و500.",
            },
        ),
        Item(
            "trygg",
            Kind.SCALE,
            {
                "sv": "Jag är trygg i att samtala med hjälp av tolk.",
                "ar": "أشعر بالثقة في الحديث بمساعدة مترجم.",
            },
            show_when="${moter} = 'ja'",
            anchors=STEPS,
        ),
    ),
)
NEEDS = Item(
    "behov",
    Kind.SECTION,
    {"sv": "Vad du behöver", "ar": "ما الذي تحتاجه"},
    items=(
        Item(
            "mer_om",
            Kind.MULTIPLE,
            {"sv": "Vad vill du lära dig mer om?", "ar": "عن ماذا تريد أن تتعلم المزيد؟"},
            choices=TOPICS,
        ),
        Item(
            "hinder",
            Kind.LONG_TEXT,
            {"sv": "Vad hindrar dig i dag?"},
            hint={"sv": "Skriv inte namn på någon.", "ar": "لا تكتب اسم أي شخص."},
            personal=Personal.PERSONAL,
        ),
    ),
)
FORM = Form(
    "moten-med-foraldrar",
    {"sv": "Möten med nyanlända föräldrar", "ar": "اللقاءات مع الوالدين الوافدين حديثاً"},
    LANGUAGES,
    (MEETS, NEEDS),
)
HINDERS = ("Tiden räcker inte.", "Svårt att få tolk med kort varsel.", "Vet inte vem som gör vad.")


def ask_staff(
    organisations: dict[str, Organisation], actors: dict[str, Actor], *, chance: random.Random
) -> None:
    """Olga asks those who work in two municipalities; most have answered, some were reminded."""
    olga = actors["Olga"]
    made = instruments.create_instrument(
        name="Möten med nyanlända föräldrar",
        purpose=f"Vad personal som möter föräldrar behöver för att göra det väl. {plan.NOTE}",
        sphere="staff",
        form=FORM,
        by=olga,
    )
    version = made.versions.get()
    instruments.publish_version(version=version, on=plan.TODAY - WRITTEN_BEFORE, by=olga)
    reader = instruments.Reader(
        organisations[plan.KUNGALV], Role.SUB_PROJECT_LEADER, RoundReader.Sees.FIGURES
    )
    version.refresh_from_db()
    held = instruments.open_round(
        version=version,
        name="Våren 2026",
        opens_on=plan.TODAY - ASKED_BEFORE,
        closes_on=plan.TODAY + ASKED_BEFORE,
        way=Round.Way.NAMED,
        readers=[reader],
        others_see="Din chef ser bara summor för hela kommunen, aldrig vad just du svarat.",
        by=olga,
    )
    places = [organisations[name] for name in ASKED_OF]
    staff = staff_of(olga, places, on=held.opens_on)[:MOST_ASKED]
    instruments.ask(asked_round=held, persons=staff, on=held.opens_on, by=olga)
    for asked in Asked.objects.filter(round=held).select_related("round").order_by("pk"):
        _answer(asked, chance)


def _answer(asked: Asked, chance: random.Random) -> None:
    """Two of three have answered, and some stopped after the first page."""
    drawn = chance.random()
    if drawn > 0.8:
        return
    on = asked.round.opens_on + dt.timedelta(days=chance.randrange(1, 8))
    language = "ar" if chance.random() < 0.15 else "sv"
    response = instruments.begin(
        asked_round=asked.round, asked=asked, language=language, on=on, by=SYSTEM
    )
    meets = chance.random() < 0.85
    answers: dict[str, object] = {"moter": "ja" if meets else "nej"}
    if meets:
        answers |= {
            "antal": chance.randrange(1, 30),
            "trygg": chance.choices((1, 2, 3, 4, 5), (2, 5, 9, 6, 2))[0],
        }
    instruments.save_answers(response=response, answers=answers, page=1, on=on, by=SYSTEM)
    if drawn > 0.68:
        return
    topics = [topic.name for topic in TOPICS if chance.random() < 0.45]
    more = {"mer_om": topics, "hinder": chance.choice((*HINDERS, None))}
    instruments.save_answers(response=response, answers=more, page=2, on=on, by=SYSTEM)
    instruments.finish(response=response, on=on, by=SYSTEM)
