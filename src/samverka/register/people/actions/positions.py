"""Functions, and who knows a person because of them."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.models import KnownTo, Person, Position
from samverka.register.people.queries import former_employers
from samverka.toolkit.periods import check_end


class HasTheFunction(Exception):
    """The person holds the same function at the organisation since that day."""

    def __init__(self):
        super().__init__(_("This function since this day is written down already."))


@transaction.atomic
def make_known(
    *, person: Person, organisation: Organisation, reason: str, on: dt.date, by: Actor
) -> bool:
    """Let an organisation see a person, for a reason. Tells whether that is new."""
    known, is_new = KnownTo.objects.get_or_create(
        person=person, organisation_id=organisation.pk, reason=reason, defaults={"since": on}
    )
    if is_new:
        trail.note(by=by, verb="people.made_known", about=known, person_id=person.pk)
    return is_new


def with_those_above(employer: Organisation) -> list[Organisation]:
    """A unit's staff are also staff of what the unit is part of."""
    employers: list[Organisation] = []
    unit: Organisation | None = employer
    while unit is not None:
        employers.append(unit)
        unit = unit.part_of
    return employers


def known_at_work(person: Person, employer: Organisation, *, on: dt.date, by: Actor) -> set[int]:
    """Let the employer, and those above it, see the person; answers their keys."""
    employers = with_those_above(employer)
    for unit in employers:
        make_known(person=person, organisation=unit, reason=KnownTo.Reason.EMPLOYS, on=on, by=by)
    return {unit.pk for unit in employers}


@transaction.atomic
def add_position(
    *,
    person: Person,
    organisation: Organisation,
    title: str,
    on: dt.date,
    by: Actor,
    contact: str = "",
) -> Position:
    """Somebody begins in a function at an organisation.

    :raises HasTheFunction: it was written down before, maybe by the same button a moment ago
    """
    Person.objects.select_for_update().get(pk=person.pk)
    position, is_new = Position.objects.get_or_create(
        person=person,
        organisation=organisation,
        title=title,
        valid_from=on,
        defaults={"contact": contact},
    )
    if not is_new:
        raise HasTheFunction
    trail.note(by=by, verb="people.position_added", about=position, person_id=person.pk)
    known_at_work(person, organisation, on=on, by=by)
    return position


@transaction.atomic
def end_position(*, position: Position, on: dt.date, by: Actor) -> None:
    """Somebody leaves a function; `on` is the first day without it.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    check_end(position.valid_from, on)
    position.valid_to = on
    position.save(update_fields=["valid_to"])
    trail.note(
        by=by,
        verb="people.position_ended",
        about=position,
        person_id=position.person_id,
        fields=["valid_to"],
    )


@transaction.atomic
def forget_former_employers(*, on: dt.date, by: Actor) -> int:
    """Organisations see somebody as staff no longer than the function lasts; tells how many.

    Marks made while the person worked there stay with the organisation: they carry it themselves.
    """
    ended = list(former_employers(on=on).select_for_update().select_related("organisation"))
    for known in ended:
        trail.note(by=by, verb="people.no_longer_employs", about=known, person_id=known.person_id)
    KnownTo.objects.filter(pk__in=[known.pk for known in ended]).delete()
    return len(ended)
