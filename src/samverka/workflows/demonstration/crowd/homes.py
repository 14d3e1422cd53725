"""Where the crowd works: every organisation of the region, 42 units for sfi, four associations."""

from dataclasses import dataclass, field

from samverka.delivery.programmes import actions as programmes
from samverka.delivery.programmes.models import Participation, Programme
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners import actions as partners
from samverka.register.partners.models import Organisation
from samverka.workflows.demonstration.chains import (
    BOLLNAS,
    GOINGE,
    HASSLEHOLM,
    HORBY,
    HUDIKSVALL,
    KRISTIANSTAD,
    SANDVIKEN,
    SODERHAMN,
)
from samverka.workflows.demonstration.names import FUNCTIONS
from samverka.workflows.demonstration.plan import (
    GAVLE,
    GOTEBORG,
    HARRYDA,
    HOFORS,
    INVAST,
    KUNGALV,
    LANSSTYRELSEN,
    LERUM,
    LILLA_EDET,
    MOLNDAL,
    OSBY,
    OVANAKER,
    PARTILLE,
    STENUNGSUND,
)

Functions = tuple[tuple[str, str], ...]

ALINGSAS, HALMSTAD, MARK = "Alingsås kommun", "Halmstads kommun", "Marks kommun"
HERRLJUNGA, VARGARDA = "Herrljunga kommun", "Vårgårda kommun"
LJUSDAL, NORDANSTIG, OCKELBO = "Ljusdals kommun", "Nordanstigs kommun", "Ockelbo kommun"
LIDKOPING, SKOVDE, SKARA = "Lidköpings kommun", "Skövde kommun", "Skara kommun"
FALKOPING, MARIESTAD = "Falköpings kommun", "Mariestads kommun"
# True municipalities of Skaraborg, which no source names: that they take part is made up.
SKARABORG = {
    LIDKOPING: "1494",
    SKOVDE: "1496",
    FALKOPING: "1499",
    MARIESTAD: "1493",
    SKARA: "1495",
}
BRIDGE, CIRCLE = "Föreningen Exempelbron", "Studiecirkeln Påhittet"
ROAD, STUDIES = "Föreningen Låtsasvägen", "Exempelbygdens studieförbund"
# Associations of which none exists, and where; through them come people who are new here.
ASSOCIATIONS = {BRIDGE: "1480", CIRCLE: "1482", ROAD: "2180", STUDIES: "2184"}
# S6, S7: 42 units, 18 of them in five municipalities of the Gothenburg region.
UNITS_IN = {
    GOTEBORG: 7,
    MOLNDAL: 3,
    PARTILLE: 3,
    KUNGALV: 3,
    ALINGSAS: 2,
    HALMSTAD: 4,
    LIDKOPING: 4,
    SKOVDE: 5,
    FALKOPING: 4,
    MARIESTAD: 4,
    SKARA: 3,
}
FIRST = ("Exempel", "Påhitts", "Låtsas", "Prov", "Mönster", "Saga", "Skiss")
LAST = ("torget", "parken", "hamnen", "gården", "backen", "ängen")
# Its staff work there like all others, and none of them has come to anything.
NOT_REACHED = "Sfi Skissängen"

TEACHERS: Functions = (
    *[("Sfi-lärare", "direct")] * 12,
    *[("Specialpedagog", "direct")] * 2,
    ("Studie- och yrkesvägledare", "direct"),
    ("Rektor", "indirect"),
    ("Skoladministratör", ""),
)
OFFICERS: Functions = (
    *[("Handläggare", "direct")] * 5,
    *[("Arbetsförmedlare", "direct")] * 3,
    ("Verksamhetsutvecklare", "indirect"),
    ("Enhetschef", "indirect"),
)
NEWCOMERS: Functions = (("Deltagare", ""),)

# How many more work where. Öckerö stays as small as it is: there small counts are held back.
STAFF = {
    GOTEBORG: 60,
    HARRYDA: 36,
    KUNGALV: 46,
    LERUM: 40,
    LILLA_EDET: 24,
    MOLNDAL: 52,
    PARTILLE: 44,
    STENUNGSUND: 30,
    ALINGSAS: 28,
    HALMSTAD: 34,
    HERRLJUNGA: 15,
    VARGARDA: 15,
    MARK: 20,
    **dict.fromkeys(SKARABORG, 14),
    OSBY: 34,
    GOINGE: 30,
    KRISTIANSTAD: 62,
    HASSLEHOLM: 48,
    HORBY: 30,
    BOLLNAS: 32,
    GAVLE: 70,
    HOFORS: 22,
    HUDIKSVALL: 40,
    LJUSDAL: 28,
    NORDANSTIG: 20,
    OCKELBO: 16,
    OVANAKER: 24,
    SANDVIKEN: 44,
    SODERHAMN: 34,
}
OFFICES = {
    LANSSTYRELSEN: 10,
    "Landstinget Gävleborg": 20,
    "Arbetsförmedlingen": 24,
    "Migrationsverket": 16,
    "Högskolan i Gävle": 8,
}
NEW_HERE, TEACH = 60, (6, 10)


@dataclass(frozen=True)
class Home:
    """An employer, how many begin there at least and at most, and as what."""

    organisation: Organisation
    least: int
    most: int
    functions: Functions = field(repr=False)


def homes() -> list[Home]:
    """In the same order every time; unit by unit after the organisations."""
    counts = {
        **dict.fromkeys(ASSOCIATIONS, (NEW_HERE, NEWCOMERS)),
        **{name: (count, FUNCTIONS) for name, count in STAFF.items()},
        **{name: (count, OFFICERS) for name, count in OFFICES.items()},
    }
    there = {row.name: row for row in Organisation.objects.filter(part_of=None)}
    return [
        *(
            Home(there[name], count, count, functions)
            for name, (count, functions) in counts.items()
        ),
        *(Home(unit, *TEACH, TEACHERS) for unit in sfi_units()),
    ]


def sfi_units() -> list[Organisation]:
    units = Organisation.objects.filter(unit_type=Organisation.UnitType.SFI)
    return list(units.select_related("part_of").order_by("pk"))


def open_homes(by: Actor) -> None:
    """Once, however large the crowd: an organisation more of a name would be another place."""
    kind = Organisation.Kind
    for name, code in ASSOCIATIONS.items():
        partners.add_organisation(name=name, kind=kind.ASSOCIATION, municipality_code=code, by=by)
    programme = Programme.objects.get(slug=INVAST)
    via = programme.sub_regions.get(lead__name="Skaraborgs kommunalförbund")
    for name, code in SKARABORG.items():
        municipality = partners.add_organisation(
            name=name, kind=kind.MUNICIPALITY, municipality_code=code, by=by
        )
        programmes.set_participation(
            programme=programme,
            organisation=municipality,
            part=Participation.Part.PARTICIPANT,
            contact_function="Rektor för sfi (exempel)",
            valid_from=programme.starts_on,
            valid_to=None,
            via=via,
            by=by,
        )
    names = iter([f"Sfi {first}{last}" for last in LAST for first in FIRST])
    for name, count in UNITS_IN.items():
        organisation = Organisation.objects.get(name=name, part_of=None)
        for _number in range(count):
            partners.add_unit(
                organisation=organisation,
                name=next(names),
                unit_type=Organisation.UnitType.SFI,
                by=by,
            )
