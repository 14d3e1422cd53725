"""Protected identity: who may open a person, and nobody else."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.people.models import Access, Person


class NobodyOnTheList(Exception):
    """Nobody would be left who can open a protected person."""

    def __init__(self):
        super().__init__(
            _("Somebody must be on the access list. Add another before you take this one off.")
        )


@transaction.atomic
def protect(
    *, person: Person, access: Iterable[User], reason: str, on: dt.date, by: Actor
) -> None:
    """Protect somebody's identity: from now on only those on the access list see the person.

    Whoever protects is on the list, so that the person cannot be lost from sight.

    :raises NobodyOnTheList: nobody is named and nobody acts
    """
    users = {user.pk: user for user in (*access, by.user) if user is not None}
    if not users:
        raise NobodyOnTheList
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.is_protected = True
    person.save(update_fields=["is_protected"])
    trail.note(
        by=by,
        verb="people.protected",
        about=person,
        person_id=person.pk,
        fields=["is_protected"],
    )
    for user in users.values():
        grant_access(person=person, user=user, reason=reason, on=on, by=by)


@transaction.atomic
def end_protection(*, person: Person, by: Actor) -> None:
    """Open a person again to everybody whose organisation knows them."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    person.is_protected = False
    person.save(update_fields=["is_protected"])
    Access.objects.filter(person=person).delete()
    trail.note(
        by=by,
        verb="people.protection_ended",
        about=person,
        person_id=person.pk,
        fields=["is_protected"],
    )


@transaction.atomic
def grant_access(*, person: Person, user: User, reason: str, on: dt.date, by: Actor) -> None:
    """Put a user on the access list of somebody with protected identity."""
    access, is_new = Access.objects.get_or_create(
        person=person, user=user, defaults={"reason": reason, "since": on}
    )
    if is_new:
        trail.note(by=by, verb="people.access_granted", about=access, person_id=person.pk)


@transaction.atomic
def withdraw_access(*, access: Access, by: Actor) -> None:
    """Take a user off the access list.

    :raises NobodyOnTheList: it is the last one
    """
    person = Person.objects.select_for_update().get(pk=access.person_id)
    if not Access.objects.filter(person=person).exclude(pk=access.pk).exists():
        raise NobodyOnTheList
    trail.note(by=by, verb="people.access_withdrawn", about=access, person_id=person.pk)
    access.delete()
