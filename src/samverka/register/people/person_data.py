"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.personal_data import Disclosed, disclosed

from . import identity
from .models import Access, KnownTo, Merge, NameKey, NotSame, Person, Position

PERSONAL_TEXTS = (
    "given_name",
    "family_name",
    "email",
    "phone",
    "identity_kind",
    "identity_sealed",
    "identity_hash",
)
IDENTITY = ("identity_kind", "identity_sealed", "identity_hash")


class TwoAccounts(Exception):
    """Both persons have an account of their own; one must be closed before they are one."""

    def __init__(self):
        super().__init__(
            _("Both have an account. Let an administrator close one of the accounts first.")
        )


class GoneMeanwhile(Exception):
    """One of the two is not there any more."""

    def __init__(self):
        super().__init__(_("One of them was joined with another a moment ago. Look again."))


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Make one person of two; the old row goes away, so every other module moves first.

    What the new one has already stays; what only the old one has is taken over.

    :raises GoneMeanwhile: somebody else, or the same button, was faster
    :raises TwoAccounts: both are linked to an account
    """
    locked = {
        person.pk: person
        for person in Person.objects.select_for_update()
        .filter(pk__in=[old.pk, new.pk])
        .order_by("pk")
    }
    if len(locked) < 2:
        raise GoneMeanwhile
    old, new = locked[old.pk], locked[new.pk]
    if old.user_id and new.user_id:
        raise TwoAccounts
    _move_rows(Position, old, new, lambda row: (row.organisation_id, row.title, row.valid_from))
    _move_rows(KnownTo, old, new, lambda row: (row.organisation_id, row.reason))
    _move_rows(Access, old, new, lambda row: row.user_id)
    Merge.objects.filter(person=old).update(person=new)
    _move_decisions(old, new)
    facts = _facts_of_both(old, new)
    old_id = old.pk
    old.delete()
    for name, value in facts.items():
        setattr(new, name, value)
    new.save(update_fields=facts)
    # The old number leads from the person to what was noted before they were one.
    trail.note(by=by, verb="people.person_moved", about=new, person_id=old_id)


def _move_rows(model: Any, old: Person, new: Person, same: Callable[[Any], Any]) -> None:
    """Move rows, but for those the new one has its equal of."""
    there = {same(row) for row in model.objects.filter(person=new)}
    for row in model.objects.filter(person=old):
        if same(row) in there:
            row.delete()
        else:
            row.person = new
            row.save(update_fields=["person"])


def _move_decisions(old: Person, new: Person) -> None:
    """Whoever is not the old one is not the new one either."""
    rows = NotSame.objects.filter(Q(one=old) | Q(other=old))
    others = {row.one_id if row.other_id == old.pk else row.other_id for row in rows}
    rows.delete()
    pairs = (sorted((new.pk, other)) for other in others - {new.pk})
    NotSame.objects.bulk_create(
        (NotSame(one_id=one, other_id=other) for one, other in pairs), ignore_conflicts=True
    )


def _facts_of_both(old: Person, new: Person) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "email": new.email or old.email,
        "phone": new.phone or old.phone,
        "is_protected": new.is_protected or old.is_protected,
        "is_child": new.is_child or old.is_child,
        "user_id": new.user_id or old.user_id,
    }
    numbered = new if new.identity_kind else old
    return facts | {name: getattr(numbered, name) for name in IDENTITY}


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Empty the person. The row stays without a name, for the counts that must be kept."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    for model in (Position, KnownTo, Access, NameKey, Merge):
        model.objects.filter(person=person).delete()
    NotSame.objects.filter(Q(one=person) | Q(other=person)).delete()
    for name in PERSONAL_TEXTS:
        setattr(person, name, "")
    person.is_protected = False
    person.is_child = False
    person.user = None
    person.forgotten_on = on
    person.save()
    trail.note(by=by, verb="people.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    about = disclosed(
        _("About you"),
        [person],
        of=Person,
        fields="given_name family_name email phone identity_kind is_protected is_child created_at",
    )
    if person.identity_sealed:
        about.rows[0][_("Identity number")] = identity.opened(person.identity_sealed).number
    return [
        about,
        disclosed(
            _("Your functions"),
            person.positions.select_related("organisation").order_by("valid_from"),
            of=Position,
            fields="organisation title contact valid_from valid_to",
        ),
        disclosed(
            _("Organisations that know you"),
            person.known_to.select_related("organisation").order_by("since"),
            of=KnownTo,
            fields="organisation reason since",
        ),
        disclosed(
            _("Who may see your protected identity"),
            person.access_list.select_related("user").order_by("since"),
            of=Access,
            fields="user reason since",
        ),
        disclosed(
            _("When you were told apart from somebody with a name like yours"),
            NotSame.objects.filter(Q(one=person) | Q(other=person)).order_by("noted_at"),
            of=NotSame,
            fields="noted_at",
        ),
        disclosed(
            _("When another row about you was joined with this one"),
            person.merges.order_by("made_at"),
            of=Merge,
            fields="made_at",
        ),
    ]
