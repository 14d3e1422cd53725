"""An inventory in the parents' programme: how municipalities receive children, asked twice."""

import datetime as dt

from samverka.delivery.inventories import actions as inventories
from samverka.delivery.inventories.models import Inventory
from samverka.delivery.inventories.queries import municipalities_of
from samverka.delivery.programmes.models import Programme
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language
from samverka.foundation.accounts.actor import SYSTEM, Actor
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked, Round

from . import plan

LANGUAGES = (Language("sv", "Svenska"), Language("ar", "العربية", is_rtl=True))
HOW = (
    Choice("rutin", {"sv": "Skriftlig rutin", "ar": "إجراء مكتوب"}),
    Choice("vana", {"sv": "Av vana", "ar": "حسب العادة"}),
    Choice("inte", {"sv": "Inte än", "ar": "ليس بعد"}),
)
STAGES = (
    Choice("forskola", {"sv": "Förskolan", "ar": "الروضة"}),
    Choice("grundskola", {"sv": "Grundskolan", "ar": "المدرسة الأساسية"}),
)
FORM = Form(
    "mottagande-av-barn",
    {"sv": "Hur nyanlända barn tas emot", "ar": "كيف يُستقبل الأطفال الوافدون حديثاً"},
    LANGUAGES,
    (
        Item(
            "mote",
            Kind.SINGLE,
            {
                "sv": "Får föräldrarna ett första möte med skolan?",
                "ar": "هل يحصل الوالدان على لقاء أول مع المدرسة؟",
            },
            required=True,
            choices=HOW,
        ),
        Item(
            "vem",
            Kind.TEXT,
            {"sv": "Vilken enhet kallar till mötet?", "ar": "أي وحدة تدعو إلى اللقاء؟"},
            show_when="${mote} = 'rutin'",
        ),
        Item(
            "tolk",
            Kind.MATRIX,
            {"sv": "Tolk vid första mötet", "ar": "مترجم في اللقاء الأول"},
            rows=STAGES,
            choices=HOW,
        ),
        Item(
            "veckor",
            Kind.WHOLE_NUMBER,
            {
                "sv": "Veckor från ankomst till skolstart",
                "ar": "الأسابيع من الوصول إلى بدء المدرسة",
            },
            constraint=". >= 0 and . <= 52",
        ),
    ),
)
FIRST, SECOND = dt.date(2025, 10, 6), dt.date(2026, 2, 23)
STAYS_OPEN = dt.timedelta(days=28)
ANSWERED_AFTER = dt.timedelta(days=9)
SILENT = plan.LERUM
# How the first meeting is called in the second round, where it was "by habit" in the first.
NOW: dict[str, dict[str, object]] = {
    plan.KUNGALV: {"mote": "rutin", "vem": "Mottagningsenheten", "veckor": 3},
    plan.MOLNDAL: {"mote": "rutin", "vem": "Elevhälsan", "veckor": 2},
    plan.PARTILLE: {"mote": "vana"},
}


def compare_municipalities(programme: Programme, actors: dict[str, Actor]) -> None:
    """Two rounds; in the second one municipality has not answered, and two have a routine."""
    olga = actors["Olga"]
    made = instruments.create_instrument(
        name="Hur nyanlända barn tas emot",
        purpose=f"Att se vad kommunerna kan lära av varandra. {plan.NOTE}",
        sphere="open",
        form=FORM,
        by=olga,
    )
    instruments.publish_version(version=made.versions.get(), on=FIRST, by=olga)
    inventory = inventories.create_inventory(
        programme=programme,
        instrument=made,
        name="Mottagande av barn",
        purpose=f"Hur varje kommun tar emot nyanlända barn i skolan. {plan.NOTE}",
        by=olga,
    )
    for asked in _asked(inventory, "Hösten 2025", FIRST, olga):
        _answer(asked, {"mote": "vana", "veckor": 4})
    for asked in _asked(inventory, "Våren 2026", SECOND, olga):
        name = asked.organisation.name
        if name != SILENT:
            _answer(asked, NOW.get(name, {"mote": "vana", "veckor": 4}))


def _asked(inventory: Inventory, name: str, begins: dt.date, by: Actor) -> list[Asked]:
    held: Round = inventories.open_round(
        inventory=inventory,
        name=name,
        opens_on=begins,
        closes_on=begins + STAYS_OPEN,
        organisations=municipalities_of(inventory.programme),
        is_shared=True,
        on=begins,
        by=by,
    )
    return list(held.asked.select_related("round__version", "organisation").order_by("pk"))


def _answer(asked: Asked, said: dict[str, object]) -> None:
    on = asked.round.opens_on + ANSWERED_AFTER
    tolk = {"forskola": "vana", "grundskola": "rutin"}
    response = instruments.begin(
        asked_round=asked.round, asked=asked, language="sv", on=on, by=SYSTEM
    )
    instruments.save_answers(response=response, answers=said | {"tolk": tolk}, on=on, by=SYSTEM)
    instruments.finish(response=response, on=on, by=SYSTEM)
