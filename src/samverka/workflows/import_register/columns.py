"""What can be imported, and by which words a column is known, in Swedish and in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.tables import plain

from .models import Import

Kind = Import.Kind


@dataclass(frozen=True)
class Column:
    """One fact of a row: its name in the code, its heading, and what else it may be called."""

    name: str
    label: str | Promise
    words: str
    explanation: str | Promise
    example: str
    is_required: bool = False

    @property
    def headings(self) -> set[str]:
        return {plain(word) for word in self.words.split(",")}


NAME_OF_PLACE = Column(
    "name",
    _("Name"),
    "namn,name,organisation,organisationens namn,organisation name,partner,enhet,enhetens namn,"
    "enhetsnamn,unit,unit name,arbetsplats",
    _("As it is called in letters and on signs."),
    "Exempelby kommun",
    is_required=True,
)
MUNICIPALITY = Column(
    "municipality",
    _("Municipality"),
    "kommun,municipality,kommunkod,municipality code,kommunnamn",
    _("Name or code of the municipality: Kungälv or 1482."),
    "1482",
)

COLUMNS: Mapping[str, Sequence[Column]] = {
    Kind.ORGANISATIONS: (
        NAME_OF_PLACE,
        Column(
            "org_number",
            _("Organisation number"),
            "organisationsnummer,org nr,orgnr,org nummer,organisation number,org number,"
            "organization number,registration number",
            _("Ten digits, with or without a hyphen. By it an organisation is found again."),
            "212000-0000",
        ),
        Column(
            "kind",
            _("Kind"),
            "typ,slag,sort,kind,type,organisationstyp,organisation type",
            _("Municipality, federation, county board, region, authority, university …"),
            "Kommun",
        ),
        MUNICIPALITY,
    ),
    Kind.UNITS: (
        NAME_OF_PLACE,
        Column(
            "part_of",
            _("Part of"),
            "del av,tillhör,ingår i,förvaltning,överordnad,överordnad enhet,part of,parent,"
            "department,belongs to",
            _("Another unit of yours. Left empty it is part of your organisation itself."),
            "Utbildningsförvaltningen",
        ),
        Column(
            "unit_type",
            _("What kind of unit"),
            "enhetstyp,typ,slag,sort,typ av enhet,unit type,kind,type,what kind of unit",
            _("Sfi, school, library, health centre, department …"),
            "Sfi",
        ),
        MUNICIPALITY,
    ),
    Kind.PERSONS: (
        Column(
            "given_name",
            _("Given name"),
            "förnamn,tilltalsnamn,given name,first name,givenname,firstname",
            _("One or more."),
            "Amanda",
        ),
        Column(
            "family_name",
            _("Family name"),
            "efternamn,släktnamn,family name,last name,surname,lastname",
            _("One or more."),
            "Exempel",
        ),
        Column(
            "full_name",
            _("Whole name"),
            "namn,name,fullständigt namn,full name,hela namnet,personal,medarbetare,anställd",
            _(
                "Only where given name and family name have no columns of their own. The first "
                "word is the given name, or write “Exempel, Amanda”."
            ),
            "",
        ),
        Column(
            "number",
            _("Identity number"),
            "personnummer,pnr,person nr,personnr,samordningsnummer,identitetsnummer,id nummer,"
            "personal number,identity number,personal identity number,ssn,lma nummer,lma number",
            _("Personal or co-ordination number or LMA number. It is kept sealed."),
            "",
        ),
        Column(
            "email",
            _("E-mail"),
            "e post,epost,mail,e mail,email,e postadress,mejl,mailadress,email address,"
            "e mail address",
            _("By it a person is found again where there is no number."),
            "amanda.exempel@example.org",
        ),
        Column(
            "phone",
            _("Telephone"),
            "telefon,telefonnummer,tel,mobil,mobiltelefon,mobilnummer,phone,telephone,"
            "phone number,mobile,cell phone",
            _("With digits: 070-123 45 67."),
            "070-174 06 05",
        ),
        Column(
            "unit",
            _("Unit"),
            "enhet,arbetsplats,organisation,förvaltning,avdelning,arbetsgivare,unit,department,"
            "workplace,employer,arbetar vid,works at",
            _("Where the person works. Left empty it is your organisation itself."),
            "",
        ),
        Column(
            "title",
            _("Function"),
            "befattning,funktion,titel,yrke,roll,tjänst,function,title,position,job title,role",
            _("What the person does there."),
            "Socialsekreterare",
            is_required=True,
        ),
        Column(
            "contact",
            _("Contact with newly arrived people"),
            "kontakt,kontakt med nyanlända,direkt eller indirekt kontakt,direkt indirekt,contact,"
            "contact with newly arrived people,contact with newly arrived",
            _("Direct or indirect; empty where it is not known."),
            "Direkt",
        ),
        Column(
            "starts_on",
            _("First day"),
            "från,från och med,fr o m,from,startdatum,start,anställd från,anställningsdatum,"
            "första dag,first day,start date,since,sedan",
            _("Of the function: 2026-03-16. Left empty it is today."),
            "2026-03-16",
        ),
        Column(
            "ends_on",
            _("Last day"),
            "till,till och med,t o m,to,slutdatum,slut,anställd till,sista dag,last day,end date,"
            "until",
            _("Of the function; empty means until further notice."),
            "",
        ),
    ),
}


def recognised(kind: str, headings: Sequence[str]) -> dict[str, int]:
    """Which column of the file holds which fact: the first that is called by one of its words."""
    found: dict[str, int] = {}
    for column in COLUMNS[kind]:
        for place, heading in enumerate(headings):
            if plain(heading) in column.headings and place not in found.values():
                found[column.name] = place
                break
    return found


def known_headings(kind: str) -> set[str]:
    return set().union(*(column.headings for column in COLUMNS[kind]))


def missing(kind: str, places: Mapping[str, int]) -> list[Column]:
    """The facts without which nothing can be imported, and that no column holds."""
    needed = [column for column in COLUMNS[kind] if column.is_required]
    if kind == Kind.PERSONS and "full_name" not in places:
        needed += list(COLUMNS[kind][:2])
    return [column for column in needed if column.name not in places]


def label_of(kind: str, name: str) -> str:
    return next((str(column.label) for column in COLUMNS[kind] if column.name == name), name)
