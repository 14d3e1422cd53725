"""What can be imported, and by which words a column is known, in Swedish and in English."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from samverka.register.imports.models import Import
from samverka.toolkit.tables import Column, plain

from .words import rows

Kind = Import.Kind


NAME_OF_PLACE = Column(
    "name",
    _("Name"),
    _("As it is called in letters and on signs."),
    "Exempelby kommun",
    is_required=True,
)
MUNICIPALITY = Column(
    "municipality",
    _("Municipality"),
    _("Name or code of the municipality: Ale or 1440."),
    "1440",
)

COLUMNS: Mapping[str, Sequence[Column]] = {
    Kind.ORGANISATIONS: (
        NAME_OF_PLACE,
        Column(
            "org_number",
            _("Organisation number"),
            _("Ten digits, with or without a hyphen. By it an organisation is found again."),
            "212000-0000",
        ),
        Column(
            "kind",
            _("Kind"),
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
            _("Another unit of yours. Left empty it is part of your organisation itself."),
            "Utbildning",
        ),
        Column(
            "unit_type",
            _("What kind of unit"),
            _("Sfi, school, library, health centre, department …"),
            "Sfi",
        ),
        MUNICIPALITY,
    ),
    Kind.PERSONS: (
        Column(
            "given_name",
            _("Given name"),
            _("One or more."),
            "Amanda",
        ),
        Column(
            "family_name",
            _("Family name"),
            _("One or more."),
            "Exempel",
        ),
        Column(
            "full_name",
            _("Whole name"),
            _(
                "Only where given name and family name have no columns of their own. The first "
                "word is the given name, or write “Exempel, Amanda”."
            ),
            "",
        ),
        Column(
            "number",
            _("Identity number"),
            _("Personal or co-ordination number or LMA number. It is kept sealed."),
            "",
        ),
        Column(
            "email",
            _("E-mail"),
            _("By it a person is found again where there is no number."),
            "amanda.exempel@example.org",
        ),
        Column(
            "phone",
            _("Telephone"),
            _("With digits: 070-123 45 67."),
            "070-174 06 05",
        ),
        Column(
            "unit",
            _("Unit"),
            _("Where the person works. Left empty it is your organisation itself."),
            "",
        ),
        Column(
            "title",
            _("Function"),
            _("What the person does there."),
            "Socialsekreterare",
            is_required=True,
        ),
        Column(
            "contact",
            _("Contact with newly arrived people"),
            _("Direct or indirect; empty where it is not known."),
            "Direkt",
        ),
        Column(
            "starts_on",
            _("First day"),
            _("Of the function: 2026-03-16. Left empty it is today."),
            "2026-03-16",
        ),
        Column(
            "ends_on",
            _("Last day"),
            _("Of the function; empty means until further notice."),
            "",
        ),
    ),
}


def headings_of(kind: str) -> dict[str, set[str]]:
    """For each fact what its column may be called: the words of the page, and those of people."""
    found = {column.name: {plain(str(column.label))} for column in COLUMNS[kind]}
    for row in rows("headings.csv"):
        if row["kind"] == kind:
            found[row["fact"]] |= {plain(word) for word in row["words"].split(",")}
    return found


def missing(kind: str, places: Mapping[str, int]) -> list[Column]:
    """The facts without which nothing can be imported, and that no column holds."""
    needed = [column for column in COLUMNS[kind] if column.is_required]
    if kind == Kind.PERSONS and "full_name" not in places:
        needed += list(COLUMNS[kind][:2])
    return [column for column in needed if column.name not in places]


def label_of(kind: str, name: str) -> str:
    return next((str(column.label) for column in COLUMNS[kind] if column.name == name), name)
