"""What somebody has decided about two persons who are alike."""

from collections.abc import Sequence

from django.db import transaction

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import NotSame, Person


@transaction.atomic
def tell_apart(*, one: Person, other: Person, by: Actor) -> bool:
    """Remember that the two are two persons. Tells whether that is new."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    told, is_new = NotSame.objects.get_or_create(one=first, other=second)
    if is_new:
        for person in (first, second):
            trail.note(by=by, verb="people.told_apart", about=told, person_id=person.pk)
    return is_new


@transaction.atomic
def tell_many_apart(*, pairs: Sequence[tuple[Person, Person]], by: Actor) -> None:
    """Remember of several pairs that they are two persons each."""
    for one, other in pairs:
        tell_apart(one=one, other=other, by=by)


@transaction.atomic
def ask_many_again(*, pairs: Sequence[tuple[Person, Person]], by: Actor) -> None:
    """Forget the decision about several pairs."""
    for one, other in pairs:
        ask_again(one=one, other=other, by=by)


@transaction.atomic
def ask_again(*, one: Person, other: Person, by: Actor) -> None:
    """Forget the decision: the two are shown as likely doubles again."""
    first, second = sorted((one, other), key=lambda person: person.pk)
    for told in NotSame.objects.filter(one=first, other=second):
        for person in (first, second):
            trail.note(by=by, verb="people.asked_again", about=told, person_id=person.pk)
        told.delete()
