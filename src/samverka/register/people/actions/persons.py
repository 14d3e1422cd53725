"""Persons: written down one at a time or many at once, corrected, linked to an account."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people.identity import IdentityNumber
from samverka.register.people.models import KnownTo, NameKey, Person, Position

from .numbers import check_numbers, set_identity, write_number
from .positions import known_at_work, make_known, with_those_above
from .protection import protect

# As many rows as go into the database at once.
BATCH = 1000
CORRECTABLE = ("given_name", "family_name", "email", "phone")


class HasAnAccount(Exception):
    """The person or the user is linked already."""

    def __init__(self):
        super().__init__(_("The person or the account is linked already."))


@transaction.atomic
def register_person(
    *,
    given_name: str,
    family_name: str,
    employer: Organisation,
    title: str,
    on: dt.date,
    by: Actor,
    contact: str = "",
    email: str = "",
    phone: str = "",
    number: IdentityNumber | None = None,
    access: Iterable[User] | None = None,
) -> Person:
    """Write down somebody who works at an organisation; whoever does it knows the person too.

    :param access: who may open somebody with protected identity; None for everybody else
    """
    person = Person.objects.create(
        given_name=given_name, family_name=family_name, email=email, phone=phone
    )
    NameKey.objects.write_for([person])
    Position.objects.create(
        person=person, organisation=employer, title=title, contact=contact, valid_from=on
    )
    trail.note(by=by, verb="people.person_registered", about=person, person_id=person.pk)
    employers = known_at_work(person, employer, on=on, by=by)
    if by.organisation and by.organisation_id not in employers:
        make_known(
            person=person,
            organisation=by.organisation,
            reason=KnownTo.Reason.ACTIVITY,
            on=on,
            by=by,
        )
    if access is not None:
        protect(person=person, access=access, reason="", on=on, by=by)
    if number is not None:
        set_identity(person=person, number=number, by=by)
    return person


@dataclass(frozen=True)
class NewPerson:
    """Somebody to be written down with many others; `until` is the first day without it."""

    given_name: str
    family_name: str
    employer: Organisation
    title: str
    since: dt.date
    until: dt.date | None = None
    contact: str = ""
    email: str = ""
    phone: str = ""
    number: IdentityNumber | None = None


@transaction.atomic
def register_many(*, rows: Sequence[NewPerson], on: dt.date, by: Actor) -> list[Person]:
    """Write down many at once, each as `register_person` does; in the order of the rows.

    :param on: the day from which their organisations know them
    :raises NumberOfAnother: somebody the actor sees has one of the numbers
    :raises NumberTwice: two rows have one number
    :raises NeedsProtection: a replacement id among the numbers
    """
    check_numbers([row.number for row in rows if row.number], by)
    persons = Person.objects.bulk_create(map(_person_of, rows), batch_size=BATCH)
    NameKey.objects.write_for(persons)
    Position.objects.bulk_create(
        map(_position_of, persons, rows),
        batch_size=BATCH,
    )
    KnownTo.objects.bulk_create(_known_from(persons, rows, on=on, by=by), batch_size=BATCH)
    for first in range(0, len(persons), BATCH):
        keys = [person.pk for person in persons[first : first + BATCH]]
        trail.note_many(
            by=by, verb="people.person_registered", about=persons[first], person_ids=keys
        )
    return persons


def _person_of(row: NewPerson) -> Person:
    person = Person(
        given_name=row.given_name, family_name=row.family_name, email=row.email, phone=row.phone
    )
    if row.number:
        write_number(person, row.number)
    return person


def _position_of(person: Person, row: NewPerson) -> Position:
    return Position(
        person=person,
        organisation=row.employer,
        title=row.title,
        contact=row.contact,
        valid_from=row.since,
        valid_to=row.until,
    )


def _known_from(
    persons: Sequence[Person], rows: Sequence[NewPerson], *, on: dt.date, by: Actor
) -> Iterator[KnownTo]:
    """Employers and what they are part of; and whoever writes, if they are none of those."""
    for person, row in zip(persons, rows, strict=True):
        employers = with_those_above(row.employer)
        for organisation in employers:
            yield _known(person, organisation.pk, KnownTo.Reason.EMPLOYS, on)
        if by.organisation and by.organisation not in employers:
            yield _known(person, by.organisation_id, KnownTo.Reason.ACTIVITY, on)


def _known(person: Person, organisation_id: int, reason: str, on: dt.date) -> KnownTo:
    return KnownTo(person=person, organisation_id=organisation_id, reason=reason, since=on)


@transaction.atomic
def correct_person(*, person: Person, by: Actor, **facts: str) -> set[str]:
    """Write name, e-mail or telephone anew; answers the names of what changed."""
    if unknown := set(facts) - set(CORRECTABLE):
        raise TypeError(f"Not correctable: {', '.join(sorted(unknown))}")
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = {name for name, value in facts.items() if getattr(person, name) != value}
    if changed:
        for name in changed:
            setattr(person, name, facts[name])
        person.save(update_fields=changed)
        NameKey.objects.write_for([person])
        trail.note(
            by=by,
            verb="people.person_corrected",
            about=person,
            person_id=person.pk,
            fields=changed,
        )
    return changed


@transaction.atomic
def link_user(*, person: Person, user: User, by: Actor) -> None:
    """Say that a user's account is this person's own.

    :raises HasAnAccount: one of them is linked already
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.user_id is not None or Person.objects.filter(user=user).exists():
        raise HasAnAccount
    person.user = user
    person.save(update_fields=["user"])
    trail.note(
        by=by, verb="people.user_linked", about=person, person_id=person.pk, fields=["user"]
    )
