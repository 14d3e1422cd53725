import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.models import User
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit import sealing

from .identity import IdentityNumber, opened
from .models import Access, KnownTo, Person, Position
from .queries import former_employers

CORRECTABLE = ("given_name", "family_name", "email", "phone")


class NumberOfAnother(Exception):
    """Somebody else whom the actor sees has the number."""

    def __init__(self, other: Person):
        self.other = other
        super().__init__(
            _("%(name)s has this number already. Use the one who is there.") % {"name": other}
        )


class NeedsProtection(Exception):
    """A replacement id belongs to somebody with protected identity only."""

    def __init__(self):
        super().__init__(
            _(
                "This is a replacement id of somebody with protected identity. "
                "Protect the person first, then write the number."
            )
        )


class NobodyOnTheList(Exception):
    """Nobody would be left who can open a protected person."""

    def __init__(self):
        super().__init__(
            _("Somebody must be on the access list. Add another before you take this one off.")
        )


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
    Position.objects.create(
        person=person, organisation=employer, title=title, contact=contact, valid_from=on
    )
    trail.note(by=by, verb="people.person_registered", about=person, person_id=person.pk)
    employers = _known_at_work(person, employer, on=on, by=by)
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


def _known_at_work(person: Person, employer: Organisation, *, on: dt.date, by: Actor) -> set[int]:
    """A unit's staff are also staff of what the unit is part of."""
    employers = set()
    unit: Organisation | None = employer
    while unit is not None:
        make_known(person=person, organisation=unit, reason=KnownTo.Reason.EMPLOYS, on=on, by=by)
        employers.add(unit.pk)
        unit = unit.part_of
    return employers


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
        trail.note(
            by=by,
            verb="people.person_corrected",
            about=person,
            person_id=person.pk,
            fields=changed,
        )
    return changed


@transaction.atomic
def set_identity(*, person: Person, number: IdentityNumber | None, by: Actor) -> None:
    """Write or take away the identity number.

    Doubles are looked for among those the actor sees: nobody learns of persons with others.

    :raises NumberOfAnother: somebody the actor sees has it
    :raises NeedsProtection: a replacement id for somebody without protected identity
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if number is None:
        person.identity_kind = person.identity_sealed = person.identity_hash = ""
    else:
        _check_number(person, number, by)
        person.identity_kind = number.kind
        person.identity_sealed = number.sealed
        person.identity_hash = number.hash
    person.save(update_fields=["identity_kind", "identity_sealed", "identity_hash"])
    trail.note(
        by=by,
        verb="people.identity_set",
        about=person,
        person_id=person.pk,
        fields=["identity_kind", "identity_sealed"],
    )


def _check_number(person: Person, number: IdentityNumber, by: Actor) -> None:
    seen = Person.objects.visible_to(by).exclude(pk=person.pk)
    other = seen.filter(identity_hash=number.hash).first()
    if other:
        raise NumberOfAnother(other)
    if number.kind == Person.IdentityKind.REPLACEMENT and not person.is_protected:
        raise NeedsProtection


@transaction.atomic
def show_identity(*, person: Person, by: Actor) -> None:
    """Note that the whole number was shown to somebody."""
    trail.note(by=by, verb="people.identity_shown", about=person, person_id=person.pk)


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


class HasTheFunction(Exception):
    """The person holds the same function at the organisation since that day."""

    def __init__(self):
        super().__init__(_("This function since this day is written down already."))


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
    _known_at_work(person, organisation, on=on, by=by)
    return position


class EndsBeforeItBegan(Exception):
    """The first day without the function is not after its first day."""

    def __init__(self, position: Position):
        super().__init__(
            _("The function began %(day)s. Choose a later day.")
            % {"day": position.valid_from.isoformat()}
        )


@transaction.atomic
def end_position(*, position: Position, on: dt.date, by: Actor) -> None:
    """Somebody leaves a function; `on` is the first day without it.

    :raises EndsBeforeItBegan: the day is not after the first one
    """
    if on <= position.valid_from:
        raise EndsBeforeItBegan(position)
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


@transaction.atomic
def seal_numbers_anew(*, at_most: int, by: Actor) -> int:
    """Seal some numbers with the current key; answers how many, none when all are done."""
    done = f"{sealing.current_key()}:"
    rows = list(
        Person.objects.select_for_update()
        .exclude(identity_sealed="")
        .exclude(identity_sealed__startswith=done)
        .order_by("pk")[:at_most]
    )
    for person in rows:
        person.identity_sealed = opened(person.identity_sealed).sealed
    Person.objects.bulk_update(rows, ["identity_sealed"])
    return len(rows)
