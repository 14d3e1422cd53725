"""Organisations and their units: added, corrected, moved, closed. None is ever removed."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.classifications.models import Municipality
from samverka.register.partners.models import Organisation, UnitMove
from samverka.register.partners.queries import DEEPEST, depth_below, level_of

CORRECTABLE = ("name", "kind", "org_number", "municipality", "unit_type")


class NameTaken(Exception):
    """Another one has the name."""

    def __init__(self, name: str, part_of: Organisation | None):
        if part_of:
            said = _("%(organisation)s has a unit with the name “%(name)s”. Give another name.")
            super().__init__(said % {"organisation": part_of.name, "name": name})
        else:
            said = _("There is an organisation with the name “%(name)s”. Use that one.")
            super().__init__(said % {"name": name})


class NumberTaken(Exception):
    """Another organisation has the number."""

    def __init__(self, other: Organisation):
        super().__init__(
            _("%(name)s has this organisation number. Use that one, or correct the number.")
            % {"name": other.name}
        )


class TooDeep(Exception):
    """A unit of a unit of a unit."""

    def __init__(self) -> None:
        super().__init__(
            _("There would be too many levels: an organisation, its departments and their units.")
        )


class PartOfItself(Exception):
    """A unit would be part of itself, or of what is part of it."""

    def __init__(self, unit: Organisation):
        super().__init__(
            _("%(name)s cannot be part of itself or of its own units. Choose another place.")
            % {"name": unit.name}
        )


class HasOpenUnits(Exception):
    """An organisation is closed after its units."""

    def __init__(self, units: Sequence[Organisation]):
        homes = sorted({unit.part_of.name for unit in units if unit.part_of})
        super().__init__(
            ngettext(
                "%(count)s unit of %(homes)s is open. Close it or move it first.",
                "%(count)s units of %(homes)s are open. Close them or move them first.",
                len(units),
            )
            % {"count": len(units), "homes": get_text_list(homes, _("and"))}
        )


class MovedAfterThat(Exception):
    """The unit moved that day already, or later."""

    def __init__(self, day: dt.date):
        super().__init__(
            _("It has moved since. Choose %(day)s or a later day.") % {"day": day.isoformat()}
        )


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: str,
    by: Actor,
    municipality_code: str = "",
    part_of: Organisation | None = None,
    org_number: str = "",
    unit_type: str = "",
) -> Organisation:
    """Write down an organisation, or a unit of one.

    :raises NameTaken: another one of the same level has the name
    :raises NumberTaken: another organisation has the organisation number
    :raises TooDeep: it would be a unit of a unit of a unit
    """
    organisation = Organisation(
        name=name,
        kind=kind,
        municipality_id=municipality_code or None,
        part_of=part_of,
        org_number=org_number,
        unit_type=unit_type,
    )
    if part_of and level_of(part_of) >= DEEPEST:
        raise TooDeep
    _refuse_doubles(organisation)
    organisation.save(force_insert=True)
    trail.note(by=by, verb="partners.organisation_added", about=organisation)
    return organisation


@transaction.atomic
def add_unit(
    *,
    organisation: Organisation,
    name: str,
    by: Actor,
    unit_type: str = "",
    municipality: Municipality | None = None,
) -> Organisation:
    """Write down a unit of an organisation, in its municipality unless another is given.

    :raises NameTaken: the organisation has a unit with the name
    :raises TooDeep: it would be a unit of a unit of a unit
    """
    code = municipality.code if municipality else organisation.municipality_id
    return add_organisation(
        name=name,
        kind=Organisation.Kind.UNIT,
        municipality_code=code or "",
        part_of=organisation,
        unit_type=unit_type,
        by=by,
    )


@transaction.atomic
def correct_organisation(*, organisation: Organisation, values: dict, by: Actor) -> Organisation:
    """Write what is right of those facts that are given.

    :raises NameTaken: another one of the same level has the name
    :raises NumberTaken: another organisation has the organisation number
    """
    changed = [
        field
        for field in CORRECTABLE
        if field in values and values[field] != getattr(organisation, field)
    ]
    for field in changed:
        setattr(organisation, field, values[field])
    _refuse_doubles(organisation)
    if changed:
        organisation.save(update_fields=changed)
        trail.note(
            by=by, verb="partners.organisation_corrected", about=organisation, fields=changed
        )
    return organisation


@transaction.atomic
def move_unit(*, unit: Organisation, to: Organisation, on: dt.date, by: Actor) -> None:
    """Make a unit part of another organisation from a day; where it was is kept.

    :raises PartOfItself: it would be part of itself or of its own unit
    :raises TooDeep: its own units would be units of units of units
    :raises NameTaken: the other organisation has a unit with the name
    :raises MovedAfterThat: the unit moved on that day or later already
    """
    was = unit.part_of
    if was is None:
        raise ValueError("Only what is part of something can be moved.")
    if to in (unit, was) or unit in _above(to):
        raise PartOfItself(unit)
    if level_of(to) + 1 + depth_below(unit) > DEEPEST:
        raise TooDeep
    latest = unit.moves.order_by("-moved_on").first()
    if latest and latest.moved_on >= on:
        raise MovedAfterThat(latest.moved_on + dt.timedelta(days=1))
    unit.part_of = to
    _refuse_doubles(unit)
    unit.save(update_fields=["part_of"])
    UnitMove.objects.create(unit=unit, was_part_of=was, became_part_of=to, moved_on=on)
    trail.note(by=by, verb="partners.unit_moved", about=unit, fields=["part_of"])


@transaction.atomic
def close_organisation(*, organisation: Organisation, on: dt.date, by: Actor) -> None:
    """Close it; `on` is its first day as closed. What was done there stays.

    :raises HasOpenUnits: units of it are open
    """
    close_many(organisations=[organisation], on=on, by=by)


@transaction.atomic
def close_many(*, organisations: Sequence[Organisation], on: dt.date, by: Actor) -> None:
    """Close several at once: a department together with its units.

    :raises HasOpenUnits: units that are not among them are open
    """
    keys = [organisation.pk for organisation in organisations]
    units = Organisation.objects.filter(part_of__in=keys, valid_to=None).exclude(pk__in=keys)
    if left := list(units.select_related("part_of")):
        raise HasOpenUnits(left)
    for organisation in organisations:
        if organisation.valid_to is None:
            _set_closed(organisation, on, by=by)


@transaction.atomic
def reopen_many(*, organisations: Sequence[Organisation], by: Actor) -> None:
    """Take back that they were closed."""
    for organisation in organisations:
        if organisation.valid_to is not None:
            _set_closed(organisation, None, by=by)


@transaction.atomic
def set_closed(*, days: Sequence[tuple[Organisation, dt.date | None]], by: Actor) -> None:
    """Give each the first day as closed that it had before, or none."""
    for organisation, day in days:
        if organisation.valid_to != day:
            _set_closed(organisation, day, by=by)


@transaction.atomic
def set_kinds(*, kinds: Sequence[tuple[Organisation, str]], by: Actor) -> None:
    """Say of several what kind each is."""
    for organisation, kind in kinds:
        correct_organisation(organisation=organisation, values={"kind": kind}, by=by)


def _set_closed(organisation: Organisation, day: dt.date | None, *, by: Actor) -> None:
    organisation.valid_to = day
    organisation.save(update_fields=["valid_to"])
    trail.note(
        by=by,
        verb="partners.organisation_closed" if day else "partners.organisation_reopened",
        about=organisation,
        fields=["valid_to"],
    )


def _above(organisation: Organisation) -> list[Organisation]:
    """What it is part of, nearest first."""
    found = []
    while organisation.part_of:
        organisation = organisation.part_of
        found.append(organisation)
    return found


def _refuse_doubles(organisation: Organisation) -> None:
    others = Organisation.objects.filter(part_of=organisation.part_of).exclude(pk=organisation.pk)
    if others.filter(name=organisation.name).exists():
        raise NameTaken(organisation.name, organisation.part_of)
    # Units share the number of what they are part of.
    same = others.filter(org_number=organisation.org_number).exclude(org_number="").first()
    if same and organisation.part_of is None:
        raise NumberTaken(same)
