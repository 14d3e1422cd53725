import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from samverka.engine.names import ALIKE, likeness
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.classifications.codes import municipalities
from samverka.foundation.classifications.models import Municipality
from samverka.toolkit.lists import holding
from samverka.toolkit.periods import in_force

from .models import Appointment, Organisation, Population, Region, RegionMember

# An organisation, a department, a unit: what `with_units` reaches.
DEEPEST = 2
# Rates are said per so many inhabitants.
PER = 10_000


def with_units(organisation: Organisation) -> QuerySet[Organisation]:
    """An organisation and its units, two levels down: a unit of a department of a municipality."""
    return Organisation.objects.filter(
        Q(pk=organisation.pk) | Q(part_of=organisation) | Q(part_of__part_of=organisation)
    ).order_by("part_of_id", "name")


def partners_by_name() -> QuerySet[Organisation]:
    """Every organisation and unit of the region, each unit after what it is part of."""
    return Organisation.objects.select_related("part_of").order_by(
        Coalesce("part_of__name", "name"), "part_of_id", "name"
    )


def is_open(on: dt.date) -> Q:
    """Organisations that are not closed on the day."""
    return Q(valid_to=None) | Q(valid_to__gt=on)


def users_appointed_at(organisation_id: int, *, on: dt.date) -> QuerySet[User]:
    """Those who act for an organisation on a day."""
    appointed = Appointment.objects.filter(in_force(on), organisation_id=organisation_id)
    return User.objects.filter(pk__in=appointed.values("user"), is_active=True).order_by("name")


def holds_role_still(actor: Actor, *, on: dt.date) -> bool:
    """Whether what somebody asked for in a role may be done later, when a task gets to it."""
    held = Appointment.objects.filter(
        in_force(on), user_id=actor.user_id, role=actor.role, organisation_id=actor.organisation_id
    )
    return held.filter(user__is_active=True).exists()


# The letters after z, a-ring first: their numbers do not know the order.
SWEDISH_ORDER = {0xE5: "{", 0xE4: "|", 0xF6: "}", 0xC5: "[", 0xC4: "\\", 0xD6: "]"}


@cache
def municipalities_by_name() -> list[tuple[str, str]]:
    """Code and name of every municipality, for filters: from our list, which asks nothing."""
    return sorted(municipalities(), key=lambda pair: pair[1].translate(SWEDISH_ORDER))


# --- Units ------------------------------------------------------------------------------------


def level_of(organisation: Organisation) -> int:
    """0 for an organisation, 1 for its departments, 2 for their units."""
    level = 0
    while organisation.part_of:
        organisation, level = organisation.part_of, level + 1
    return level


def depth_below(organisation: Organisation) -> int:
    """How many levels of units there are under it."""
    if Organisation.objects.filter(part_of__part_of=organisation).exists():
        return 2
    return 1 if organisation.units.exists() else 0


def units_in_order(organisation: Organisation) -> list[tuple[int, Organisation]]:
    """Its units, each followed by its own, with how deep they stand."""
    below = Organisation.objects.filter(
        Q(part_of=organisation) | Q(part_of__part_of=organisation)
    ).order_by("name")
    children: dict[int | None, list[Organisation]] = {}
    for unit in below:
        children.setdefault(unit.part_of_id, []).append(unit)
    return [
        (depth, unit)
        for one in children.get(organisation.pk, [])
        for depth, unit in [(0, one), *((1, other) for other in children.get(one.pk, []))]
    ]


MUNICIPALITY = Coalesce("municipality", "part_of__municipality", "part_of__part_of__municipality")


def units_listed(
    actor: Actor | None,
    *,
    on: dt.date,
    q: str = "",
    unit_type: str = "",
    municipality: str = "",
    region: str = "",
    state: str = "",
) -> QuerySet[Organisation]:
    """Units by municipality and name: those of one sort, of one place, closed or not."""
    units = (
        Organisation.objects.visible_to(actor)
        .exclude(part_of=None)
        .annotate(
            lies_in=MUNICIPALITY,
            place=Coalesce(
                "municipality__name",
                "part_of__municipality__name",
                "part_of__part_of__municipality__name",
            ),
            home=Coalesce("part_of__part_of__name", "part_of__name"),
        )
        .filter(holding(q, "name", "part_of__name"))
    )
    if state != "all":
        units = units.exclude(is_open(on)) if state == "closed" else units.filter(is_open(on))
    if unit_type:
        units = units.filter(unit_type=unit_type)
    if municipality:
        units = units.filter(lies_in=municipality)
    if region:
        units = units.filter(lies_in__in=codes_in(region, on=on))
    return units.select_related("part_of", "part_of__part_of").order_by("home", "name", "pk")


# --- Search before one adds -------------------------------------------------------------------


def alike(name: str, *, part_of: Organisation | None = None) -> list[Organisation]:
    """Those that may be the same, most alike first: names are written in many ways."""
    others = Organisation.objects.filter(part_of=part_of).select_related("municipality")
    scored = [(likeness(name, other.name).score, other) for other in others]
    found = [pair for pair in scored if pair[0] >= ALIKE]
    return [other for _, other in sorted(found, key=lambda pair: -pair[0])]


# --- Regions ----------------------------------------------------------------------------------


def member_on(day: dt.date, prefix: str = "") -> Q:
    """Memberships that hold the day; one without a first day holds since before we know."""
    begins = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    ends = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": day})
    return begins & ends


def codes_in(region_key: str, *, on: dt.date) -> QuerySet:
    """The codes of the municipalities that belong to a region on a day."""
    members = RegionMember.objects.filter(member_on(on), region__public_key=region_key)
    return members.values("municipality")


def members_of(region: Region, *, on: dt.date) -> QuerySet[RegionMember]:
    """Who belongs to a region on a day, by name."""
    return (
        region.members.filter(member_on(on))
        .select_related("municipality")
        .order_by("municipality__name")
    )


def regions_listed(
    actor: Actor | None, *, on: dt.date, q: str = "", kind: str = ""
) -> QuerySet[Region]:
    """Regions with how many municipalities belong to them on a day."""
    regions = Region.objects.visible_to(actor).filter(holding(q, "name"))
    if kind:
        regions = regions.filter(kind=kind)
    size = Count("members", filter=member_on(on, "members__"))
    return regions.annotate(size=size).order_by("kind", "code", "name")


def regions_of(codes: Iterable[str], *, on: dt.date) -> dict[str, list[Region]]:
    """The regions each municipality is at home in: of several kinds, and in each once (S8)."""
    found: dict[str, list[Region]] = {}
    members = RegionMember.objects.filter(member_on(on), municipality__in=list(codes))
    for member in members.select_related("region").order_by("region__kind", "region__name"):
        found.setdefault(member.municipality_id, []).append(member.region)
    return found


@dataclass(frozen=True)
class MemberLine:
    """A municipality of a region: how many live there, and how many units it has."""

    member: RegionMember | None
    inhabitants: int | None
    units: int

    @property
    def municipality(self) -> Municipality:
        return self.member.municipality

    @property
    def rate(self) -> float | None:
        """Units per 10,000 inhabitants."""
        return round(self.units * PER / self.inhabitants, 2) if self.inhabitants else None


def region_lines(
    region: Region, *, on: dt.date, year: int | None, unit_type: str = ""
) -> tuple[list[MemberLine], MemberLine]:
    """The municipalities of a region with their rates, and the whole of it.

    The whole has a number of inhabitants only where every municipality has one that year.
    """
    members = list(members_of(region, on=on))
    codes = [member.municipality_id for member in members]
    units = (
        Organisation.objects.filter(is_open(on))
        .exclude(part_of=None)
        .annotate(lies_in=MUNICIPALITY)
        .filter(lies_in__in=codes)
    )
    if unit_type:
        units = units.filter(unit_type=unit_type)
    counts = dict(units.values_list("lies_in").annotate(count=Count("pk")).order_by())
    people = dict(
        Population.objects.filter(year=year, municipality__in=codes).values_list(
            F("municipality"), F("inhabitants")
        )
    )
    lines = [
        MemberLine(member, people.get(code), counts.get(code, 0))
        for member, code in zip(members, codes, strict=True)
    ]
    everybody = sum(people.values()) if codes and len(people) == len(codes) else None
    return lines, MemberLine(None, everybody, sum(counts.values()))


def years_of(region: Region) -> list[int]:
    """The years some population of the region is written down for, latest first."""
    years = Population.objects.filter(municipality__in=region.members.values("municipality"))
    return list(years.values_list("year", flat=True).distinct().order_by("-year"))


def sources_of(region: Region, year: int | None) -> list[str]:
    """Where the population of a year is from."""
    rows = Population.objects.filter(
        year=year, municipality__in=region.members.values("municipality")
    )
    return list(rows.values_list("source", flat=True).distinct().order_by("source"))


def words_of_places() -> frozenset[str]:
    """The words in the names of organisations and municipalities: in a text they are no person."""
    names = [
        *Organisation.objects.values_list("name", flat=True),
        *Municipality.objects.values_list("name", flat=True),
    ]
    return frozenset(word for name in names for word in re.findall(r"[^\W\d_][\w'-]+", name))
