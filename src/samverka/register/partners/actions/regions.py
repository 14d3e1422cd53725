"""Regions as municipalities for a period each, and how many live there."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation, Population, Region, RegionMember


class RegionIsThere(Exception):
    """There is a region of the kind with the name."""

    def __init__(self, name: str):
        super().__init__(
            _("There is a region of this kind with the name “%(name)s”. Use that one.")
            % {"name": name}
        )


class IsMemberThen(Exception):
    """A municipality belongs to a region once at a time."""

    def __init__(self, municipality: Municipality):
        super().__init__(
            _("%(name)s belongs to the region then. End that first, or choose a later day.")
            % {"name": municipality.name}
        )


class LeavesBeforeItCame(Exception):
    """The first day outside is not after the first day inside."""

    def __init__(self, day: dt.date):
        super().__init__(
            _("It belongs to the region since %(day)s. Choose a later day.")
            % {"day": day.isoformat()}
        )


@transaction.atomic
def add_region(
    *,
    name: str,
    kind: str,
    source: str,
    by: Actor,
    organisation: Organisation | None = None,
    municipalities: Iterable[Municipality] = (),
    valid_from: dt.date | None = None,
) -> Region:
    """A region, with those who belong to it from a day, or since before anybody knows.

    :raises RegionIsThere: there is one of the kind with the name
    """
    if Region.objects.filter(kind=kind, name=name).exists():
        raise RegionIsThere(name)
    region = Region.objects.create(name=name, kind=kind, source=source, organisation=organisation)
    RegionMember.objects.bulk_create(
        RegionMember(region=region, municipality=one, valid_from=valid_from)
        for one in municipalities
    )
    trail.note(by=by, verb="partners.region_added", about=region)
    return region


@transaction.atomic
def add_member(
    *, region: Region, municipality: Municipality, valid_from: dt.date | None, by: Actor
) -> RegionMember:
    """A municipality belongs to a region from a day.

    :raises IsMemberThen: it belongs to the region on that day or later
    """
    there = region.members.filter(municipality=municipality)
    overlaps = (
        there
        if valid_from is None
        else there.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from))
    )
    if overlaps.exists():
        raise IsMemberThen(municipality)
    member = RegionMember.objects.create(
        region=region, municipality=municipality, valid_from=valid_from
    )
    trail.note(by=by, verb="partners.region_changed", about=region, fields=["members"])
    return member


@transaction.atomic
def end_membership(*, member: RegionMember, on: dt.date, by: Actor) -> None:
    """A municipality leaves a region; `on` is its first day outside.

    :raises LeavesBeforeItCame: the day is not after its first day in the region
    """
    if member.valid_from and on <= member.valid_from:
        raise LeavesBeforeItCame(member.valid_from)
    member.valid_to = on
    member.save(update_fields=["valid_to"])
    trail.note(by=by, verb="partners.region_changed", about=member.region, fields=["members"])


@transaction.atomic
def set_population(
    *, year: int, inhabitants: dict[Municipality, int], source: str, region: Region, by: Actor
) -> None:
    """How many lived in a region's municipalities at the end of a year, and who says so."""
    Population.objects.bulk_create(
        (
            Population(municipality=one, year=year, inhabitants=number, source=source)
            for one, number in inhabitants.items()
        ),
        update_conflicts=True,
        unique_fields=["municipality", "year"],
        update_fields=["inhabitants", "source"],
    )
    trail.note(by=by, verb="partners.population_set", about=region, fields=[str(year)])
