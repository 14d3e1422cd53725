"""Olga's own questions after a day, in two languages, and what those who were there answered."""

import datetime as dt
import random
from typing import Any

from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import InstrumentVersion

from . import plan

LANGUAGES = (Language("sv", "Svenska"), Language("ar", "العربية", is_rtl=True))
PARTS = (
    Choice("forelasning", {"sv": "Föreläsningen", "ar": "المحاضرة"}),
    Choice("grupp", {"sv": "Samtalen i grupp", "ar": "الحوار في مجموعات"}),
    Choice("ovning", {"sv": "Övningen med tolk", "ar": "التمرين مع مترجم شفوي"}),
)
USES = (
    Choice("ja", {"sv": "Ja", "ar": "نعم"}),
    Choice("kanske", {"sv": "Kanske", "ar": "ربما"}),
    Choice("nej", {"sv": "Nej", "ar": "لا"}),
)
LENGTHS = (
    Choice("1", {"sv": "För kort", "ar": "قصير جدًا"}),
    Choice("2", {}),
    Choice("3", {"sv": "Lagom", "ar": "مناسب"}),
    Choice("4", {}),
    Choice("5", {"sv": "För lång", "ar": "طويل جدًا"}),
)
FORM = Form(
    "dagen",
    {"sv": "Efter dagen", "ar": "بعد اليوم"},
    LANGUAGES,
    (
        Item(
            "anvanda",
            Kind.SINGLE,
            {
                "sv": "Kommer du att använda något från dagen i ditt arbete?",
                "ar": "هل ستستخدم شيئًا مما تعلمته اليوم في عملك؟",
            },
            required=True,
            choices=USES,
        ),
        Item(
            "gav",
            Kind.MULTIPLE,
            {"sv": "Vad gav dig mest?", "ar": "ما الذي أفادك أكثر؟"},
            hint={"sv": "Du kan välja flera.", "ar": "يمكنك اختيار أكثر من إجابة."},
            choices=PARTS,
        ),
        Item(
            "langd",
            Kind.SCALE,
            {"sv": "Hur lång var dagen?", "ar": "كيف كانت مدة اليوم؟"},
            required=True,
            anchors=LENGTHS,
        ),
        Item(
            "mer",
            Kind.LONG_TEXT,
            {"sv": "Vad vill du lära dig mer om?", "ar": "عمّ تريد أن تتعلم أكثر؟"},
            hint={
                "sv": "Skriv inga namn, varken ditt eget eller någon annans.",
                "ar": "لا تكتب أي أسماء، لا اسمك ولا اسم غيرك.",
            },
        ),
    ),
)
MORE = (
    "Samtal där flera i familjen är med.",
    "أريد أمثلة أكثر من بلديات أخرى.",
    "Vad socialtjänsten kan berätta och inte.",
)


def publish_own_questions(*, on: dt.date, by: Actor) -> InstrumentVersion:
    made = instruments.create_instrument(
        name="Efter dagen",
        purpose=f"Vad de som var med tar med sig till sitt arbete. {plan.NOTE}",
        sphere="open",
        form=FORM,
        by=by,
    )
    version = made.versions.get()
    instruments.publish_version(version=version, on=on, by=by)
    version.refresh_from_db()
    return version


def own_answers(chance: random.Random, *, comments: float) -> dict[str, Any]:
    """What somebody answered; most write nothing."""
    said: dict[str, Any] = {
        "anvanda": chance.choices(("ja", "kanske", "nej"), (70, 24, 6))[0],
        "gav": [one.name for one in PARTS if chance.random() < 0.5],
        "langd": chance.choices("12345", (4, 14, 58, 18, 6))[0],
    }
    return said | ({"mer": chance.choice(MORE)} if chance.random() < comments else {})
