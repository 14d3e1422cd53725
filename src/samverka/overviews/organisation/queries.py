import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from samverka.delivery.programmes.models import Participation, Programme, SubRegion
from samverka.foundation.accounts.actor import Actor
from samverka.register.agreements.models import Agreement
from samverka.register.partners.models import Organisation, Region
from samverka.register.partners.queries import codes_in, is_open, regions_of
from samverka.register.people.models import Person, Position
from samverka.toolkit.lists import holding
from samverka.toolkit.periods import in_force
from samverka.toolkit.texts import listed
from samverka.toolkit.together import Ask, part_of, together


def programmes_by_name(actor: Actor) -> QuerySet:
    return Programme.objects.visible_to(actor).order_by("name").values_list("public_key", "name")


def sub_regions_by_name(actor: Actor) -> QuerySet:
    seen = SubRegion.objects.filter(programme__in=Programme.objects.visible_to(actor))
    return seen.order_by("name").values_list("public_key", "name")


def participations_seen(actor: Actor | None, *, on: dt.date) -> QuerySet[Participation]:
    """Who takes part on a day in the programmes the actor sees."""
    return Participation.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        programme__in=Programme.objects.visible_to(actor),
    )


def organisations_listed(
    actor: Actor | None,
    *,
    on: dt.date,
    q: str = "",
    kind: str = "",
    municipality: str = "",
    region: str = "",
    programme: str = "",
    via: str = "",
    state: str = "",
) -> QuerySet[Organisation]:
    """Organisations by name, units left out: each once, whatever it takes part in."""
    found = Organisation.objects.visible_to(actor).filter(part_of=None)
    found = found.filter(holding(q, "name", "org_number"))
    if state != "all":
        found = found.exclude(is_open(on)) if state == "closed" else found.filter(is_open(on))
    for field, value in (("kind", kind), ("municipality", municipality)):
        if value:
            found = found.filter(**{field: value})
    if region:
        found = found.filter(municipality__in=codes_in(region, on=on))
    taking_part = participations_seen(actor, on=on)
    if programme:
        there = taking_part.filter(programme__public_key=programme)
        found = found.filter(pk__in=there.values("organisation"))
    if via:
        there = taking_part.filter(via__public_key=via)
        found = found.filter(pk__in=there.values("organisation"))
    return found.select_related("municipality").order_by("name", "pk")


def fill_in(organisations: list[Organisation], actor: Actor, *, on: dt.date) -> None:
    """Give each the regions it is `at_home_in` and what it `takes_part_in`, for the whole page."""
    codes = [one.municipality_id for one in organisations if one.municipality_id]
    regions = regions_of(codes, on=on)
    programmes: dict[int, list[str]] = {}
    rows = participations_seen(actor, on=on).filter(organisation__in=organisations)
    for row in rows.select_related("programme", "via").order_by("programme__name"):
        named = f"{row.programme.name} ({row.via.name})" if row.via else row.programme.name
        programmes.setdefault(row.organisation_id, []).append(named)
    for one in organisations:
        at_home = regions.get(one.municipality_id, []) if one.municipality_id else []
        one.at_home_in = listed(region.name for region in _besides_counties(at_home))
        one.takes_part_in = listed(dict.fromkeys(programmes.get(one.pk, [])))


def _besides_counties(regions: Iterable[Region]) -> list[Region]:
    """Everybody lies in a county, so that it tells little in a list."""
    return [region for region in regions if region.kind != Region.Kind.COUNTY]


# --- One organisation -------------------------------------------------------------------------


@dataclass(frozen=True)
class TakesPart:
    """A programme that an organisation takes part in, as what, and through whom."""

    programme: str
    part: str
    key: str
    via: str

    @property
    def as_what(self) -> str:
        return str(Participation.Part(self.part).label)


@dataclass(frozen=True)
class Beside:
    """What an organisation takes part in, its agreements, and what it was part of before."""

    takes_part: list[TakesPart]
    # Names and keys.
    agreements: list[tuple[str, str]]
    # Until which day, and the name; the latest first.
    moves: list[tuple[dt.date, str]]


def beside(actor: Actor, organisation: Organisation, *, on: dt.date) -> Beside:
    """Of what the actor sees; in one question."""
    parts = participations_seen(actor, on=on).filter(organisation=organisation)
    told = parts.values_list("programme__name", "part", "programme__public_key", "via__name")
    agreed = agreements_seen(actor, organisation).values_list("title", "public_key")
    moved = organisation.moves.values_list("moved_on", "was_part_of__name")
    takes_part, agreements, moves = together(
        Ask(list, part_of(told)), Ask(sorted, part_of(agreed)), Ask(sorted, part_of(moved))
    )
    rows = sorted((name, part, key, via or "") for name, part, key, via in takes_part)
    return Beside([TakesPart(*row) for row in rows], agreements, moves[::-1])


def positions_seen(
    actor: Actor, organisations: Iterable[Organisation], *, on: dt.date
) -> QuerySet[Position]:
    """Who works there on a day, of those the actor may see."""
    seen = Person.objects.visible_to(actor).filter(forgotten_on=None)
    return (
        Position.objects.filter(in_force(on), organisation__in=organisations)
        .filter(person__in=seen.values("pk"))
        .select_related("person", "organisation")
        .order_by("person__given_name", "person__family_name", "pk")
    )


def agreements_seen(actor: Actor, organisation: Organisation) -> QuerySet[Agreement]:
    """The agreements it is a party to, of those the actor may read."""
    return (
        Agreement.objects.visible_to(actor).filter(parties__organisation=organisation).distinct()
    )
