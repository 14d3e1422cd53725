"""Identity numbers: written, taken away, shown, sealed anew."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.identity import IdentityNumber, opened
from samverka.register.people.models import Person
from samverka.toolkit import sealing

# As many numbers as are looked for in one question.
AT_ONCE = 1000


class NumberTwice(Exception):
    """Two of those to be written down have one number."""

    def __init__(self):
        super().__init__(_("Two rows have the same identity number. Keep one of them."))


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
        write_number(person, number)
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


def write_number(person: Person, number: IdentityNumber) -> None:
    person.identity_kind = number.kind
    person.identity_sealed = number.sealed
    person.identity_hash = number.hash


def check_numbers(numbers: Sequence[IdentityNumber], by: Actor) -> None:
    """As `_check_number`, for many who are all new and not protected."""
    if any(number.kind == Person.IdentityKind.REPLACEMENT for number in numbers):
        raise NeedsProtection
    hashes = [number.hash for number in numbers]
    if len(set(hashes)) < len(hashes):
        raise NumberTwice
    for first in range(0, len(hashes), AT_ONCE):
        part = hashes[first : first + AT_ONCE]
        other = Person.objects.visible_to(by).filter(identity_hash__in=part).first()
        if other:
            raise NumberOfAnother(other)


@transaction.atomic
def show_identity(*, person: Person, by: Actor) -> None:
    """Note that the whole number was shown to somebody."""
    trail.note(by=by, verb="people.identity_shown", about=person, person_id=person.pk)


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
