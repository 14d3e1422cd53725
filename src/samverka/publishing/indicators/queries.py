"""What a programme's funds count in it, and how far the records can answer."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from samverka.delivery.companies.models import Company, CompanyEffort, ProgrammeCompany
from samverka.delivery.participants.models import Participant
from samverka.delivery.participants.queries import Counts, counts_of
from samverka.delivery.programmes.models import AgeBand, Fund, Participation, Programme
from samverka.register.partners.models import Organisation
from samverka.toolkit.periods import in_force

from .models import Definition

From = Definition.ComputedFrom
Kind = Organisation.Kind
LOCAL = (Kind.MUNICIPALITY, Kind.FEDERATION, Kind.REGION)
PUBLIC = (*LOCAL, Kind.COUNTY_BOARD, Kind.AUTHORITY)
# As the table of participants has its rows; the last one is not noted.
SEXES = (*Participant.Sex.values, "")


@dataclass(frozen=True)
class Line:
    """One indicator of a programme: its value, by sex where it is about persons, what lacks."""

    definition: Definition
    value: int | None = None
    by_sex: tuple[int | None, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def is_computed(self) -> bool:
        return bool(self.definition.computed_from)

    @property
    def is_hidden(self) -> bool:
        """There is a number, which could tell of a small group."""
        return self.is_computed and self.value is None and not self.lacks_groups

    @property
    def lacks_groups(self) -> bool:
        """The fund's age groups do not say what the indicator asks."""
        return self.definition.has_ages and not self.by_sex


def counted_from(programme: Programme, *, on: dt.date) -> dt.date:
    """The day whose versions a programme is counted by: its first one, once it is known."""
    return programme.starts_on or on


def funds_of(programme: Programme) -> QuerySet[Fund]:
    return Fund.objects.filter(programmes=programme).order_by("name")


def definitions_of(programme: Programme, *, on: dt.date) -> QuerySet[Definition]:
    """Those of its funds, in the versions that were in force when it began."""
    codes = funds_of(programme).values("code")
    day = counted_from(programme, on=on)
    return Definition.objects.filter(in_force(day), fund_code__in=codes).order_by(
        "fund_code", "number", "code"
    )


def lines_of(programme: Programme, *, on: dt.date) -> list[Line]:
    """Every indicator of its funds, as the records of a day answer it; few questions."""
    records = Records(programme, on)
    return [_line(definition, records) for definition in definitions_of(programme, on=on)]


def line_of(programme: Programme, definition: Definition, *, on: dt.date) -> Line:
    return _line(definition, Records(programme, on))


def versions_of(definition: Definition) -> QuerySet[Definition]:
    """All versions of an indicator, the latest first."""
    same = {"fund_code": definition.fund_code, "code": definition.code}
    return Definition.objects.filter(**same).order_by("-version")


class Records:
    """What the records of a programme say on a day, each thing asked for once."""

    def __init__(self, programme: Programme, on: dt.date):
        self.programme, self.on = programme, on

    @cached_property
    def persons(self) -> Counts:
        return counts_of(self.programme, on=self.on)

    @cached_property
    def taking_part(self) -> list[Organisation]:
        """The organisations that the programme is for, by name; those that lead it are not."""
        rows = Participation.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=self.on),
            programme=self.programme,
            part=Participation.Part.PARTICIPANT,
        )
        found = Organisation.objects.filter(pk__in=rows.values("organisation"))
        return list(found.order_by("name"))

    def public(self, kinds: tuple[str, ...]) -> list[Organisation]:
        return [each for each in self.taking_part if each.kind in kinds]

    @cached_property
    def companies(self) -> list[Company]:
        """Those that something was done with, of any size, by name."""
        efforts = CompanyEffort.objects.filter(work=OuterRef("pk"), done_on__lte=self.on)
        work = ProgrammeCompany.objects.filter(
            Exists(efforts), programme=self.programme, is_comparison=False
        )
        return list(Company.objects.filter(pk__in=work.values("company")).order_by("name"))


def _line(definition: Definition, records: Records) -> Line:
    count = COUNTS.get(definition.computed_from)
    return count(definition, records) if count else Line(definition)


def _persons(definition: Definition, records: Records) -> Line:
    persons = records.persons
    table = persons.table
    lacks = []
    if persons.left_out:
        lacks.append(_("Some have begun and are not counted: not verified, or project staff"))
    if table.row_totals[-1] != 0:
        lacks.append(_("Sex is not noted of everybody"))
    if not definition.has_ages:
        return Line(definition, table.total, table.row_totals, tuple(lacks))
    if not _says(definition, persons.bands):
        return Line(definition, lacks=(_("The fund's age groups do not say it"),))
    if table.column_totals[-1] != 0:
        lacks.append(_("Age group is not noted of everybody"))
    places = [place for place, band in enumerate(persons.bands) if _is_asked(definition, band)]
    by_sex = tuple(_sum(row, places) for row in table.rows)
    return Line(definition, _sum(table.column_totals, places), by_sex, tuple(lacks))


def _says(definition: Definition, bands: list[AgeBand]) -> bool:
    """Whether each age group lies wholly within the ages asked, or wholly outside."""
    asked = (definition.from_age or 0, definition.to_age)
    return bool(bands) and all(band.is_within(*asked) or not band.meets(*asked) for band in bands)


def _is_asked(definition: Definition, band: AgeBand) -> bool:
    return band.is_within(definition.from_age or 0, definition.to_age)


def _sum(numbers: tuple[int | None, ...], places: list[int]) -> int | None:
    """Of what is shown; where one of them is hidden, the sum is."""
    found = [numbers[place] for place in places]
    return None if None in found else sum(number for number in found if number)


def _public_bodies(definition: Definition, records: Records) -> Line:
    return Line(definition, len(records.public(PUBLIC)))


def _local_authorities(definition: Definition, records: Records) -> Line:
    return Line(definition, len(records.public(LOCAL)))


def _local_owner(definition: Definition, records: Records) -> Line:
    return Line(definition, int(records.programme.owner.kind in LOCAL))


def _companies(definition: Definition, records: Records) -> Line:
    is_unknown = any(not company.size for company in records.companies)
    lacks = (_("Size is not noted of every company"),) if is_unknown else ()
    return Line(definition, len(small_ones(records)), lacks=lacks)


def small_ones(records: Records) -> list[Company]:
    """Those of which it is noted that they have fewer than 250 employees."""
    known = (company for company in records.companies if company.size)
    return [company for company in known if company.size != Company.Size.LARGE]


COUNTS: dict[str, Callable[[Definition, Records], Line]] = {
    From.PARTICIPANTS: _persons,
    From.PUBLIC_BODIES: _public_bodies,
    From.LOCAL_AUTHORITIES: _local_authorities,
    From.LOCAL_OWNER: _local_owner,
    From.COMPANIES: _companies,
}


def things_of(
    line: Line, programme: Programme, *, on: dt.date
) -> list[Organisation] | list[Company]:
    """The organisations or companies that a number is made of; persons stand in their own list."""
    records = Records(programme, on)
    if line.definition.computed_from == From.PUBLIC_BODIES:
        return records.public(PUBLIC)
    if line.definition.computed_from == From.LOCAL_AUTHORITIES:
        return records.public(LOCAL)
    if line.definition.computed_from == From.COMPANIES:
        return small_ones(records)
    return []
