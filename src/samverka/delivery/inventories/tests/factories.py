"""An inventory of ten municipalities, with questions that are asked twice."""

import datetime as dt

from samverka.delivery.inventories import actions
from samverka.delivery.inventories.models import Inventory
from samverka.delivery.programmes.models import Participation
from samverka.engine.forms.definition import Choice, Form, Item, Kind, Language, Personal
from samverka.register.instruments.models import Asked, Round
from samverka.register.instruments.tests.factories import answered, instrument
from samverka.register.partners.models import Organisation
from tests.people import LONG_AGO, TODAY, Cast, municipality

SCHOOLS = (
    Choice("forskola", {"sv": "Förskola", "ar": "روضة"}),
    Choice("grundskola", {"sv": "Grundskola", "ar": "مدرسة"}),
)
HOW = (Choice("rutin", {"sv": "Skriftlig rutin"}), Choice("vana", {"sv": "Av vana"}))
FORM = Form(
    "mottagande",
    {"sv": "Mottagande"},
    (Language("sv", "Svenska"), Language("ar", "العربية", is_rtl=True)),
    (
        Item("plan", Kind.SINGLE, {"sv": "Finns en plan?", "ar": "هل توجد خطة؟"}, choices=HOW),
        Item("vad", Kind.TEXT, {"sv": "Vad säger den?"}, show_when="${plan} = 'rutin'"),
        Item("hur", Kind.MATRIX, {"sv": "Hur tas barn emot?"}, rows=SCHOOLS, choices=HOW),
        Item("vem", Kind.TEXT, {"sv": "Vem svarar?"}, personal=Personal.PERSONAL),
    ),
)
EIGHT = {
    "1440": "Ale",
    "1407": "Öckerö",
    "1419": "Tjörn",
    "1441": "Lerum",
    "1401": "Härryda",
    "1481": "Mölndal",
    "1489": "Alingsås",
    "1415": "Stenungsund",
}
WHOLE = {"plan": "vana", "hur": {"forskola": "rutin", "grundskola": "vana"}}


def ten(cast: Cast) -> list[Organisation]:
    """Kungälv and Partille with eight more, all in the programme."""
    more = [municipality(code, name) for code, name in EIGHT.items()]
    for place in more:
        Participation.objects.create(
            programme=cast.programme,
            organisation=place,
            part=Participation.Part.PARTICIPANT,
            valid_from=LONG_AGO,
        )
    return [cast.kungalv, cast.partille, *more]


def inventory(cast: Cast, form: Form = FORM) -> Inventory:
    made = instrument(cast.olga, form, sphere="open", name="Mottagande")
    return actions.create_inventory(
        programme=cast.programme, instrument=made, name="Skolstart", by=cast.olga
    )


def a_round(cast: Cast, made: Inventory, places: list[Organisation], **facts) -> Round:
    begins = facts.pop("opens_on", TODAY)
    return actions.open_round(
        inventory=made,
        opens_on=begins,
        closes_on=TODAY + dt.timedelta(days=20),
        organisations=places,
        on=TODAY,
        by=cast.olga,
        **{"name": "Våren 2026", "is_shared": True} | facts,
    )


def sends(held: Round, place: Organisation, answers: dict) -> None:
    answered(Asked.objects.get(round=held, organisation=place), answers)


def asked_once(cast: Cast) -> Inventory:
    """Kungälv has answered, Partille has not."""
    made = inventory(cast)
    held = a_round(cast, made, [cast.kungalv, cast.partille])
    sends(held, cast.kungalv, WHOLE)
    return made
