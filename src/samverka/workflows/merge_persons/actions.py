from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities import person_data as activities
from samverka.delivery.certification import person_data as certification
from samverka.delivery.groups import person_data as groups
from samverka.delivery.interpreting import person_data as interpreting
from samverka.delivery.invitations import person_data as invitations
from samverka.delivery.participants import person_data as participants
from samverka.delivery.retention import person_data as retention
from samverka.delivery.working_time import person_data as working_time
from samverka.development.competence import person_data as competence
from samverka.development.supply import person_data as supply
from samverka.development.training import person_data as training
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.guidance.matching import person_data as matching
from samverka.publishing.certificates import person_data as certificates
from samverka.publishing.statements import person_data as statements
from samverka.register.instruments import person_data as instruments
from samverka.register.people import actions as people
from samverka.register.people import person_data as persons
from samverka.register.people.models import Merge, Person, keys_named_to
from samverka.register.people.queries import remembered
from samverka.register.requests import person_data as requests
from samverka.toolkit.rows import ChangedMeanwhile, difference, rows_on, take_back

from .queries import ChangedMonth, merge_to_undo, months_that_change


class SamePerson(Exception):
    """There is nothing to join."""

    def __init__(self):
        super().__init__(_("These are one person already. Choose another."))


class NotForYou(Exception):
    """One of the two is protected, and whoever acts is not on that one's access list."""

    def __init__(self):
        super().__init__(_("You cannot join these two. Ask somebody who works with both of them."))


class CannotBeUndone(Exception):
    """The joining is too old, was taken back already, or its rows have gone on since."""

    def __init__(self):
        super().__init__(
            _(
                "The joining cannot be taken back any more. Write the other person down anew, "
                "and correct both."
            )
        )


@transaction.atomic
def merge_persons(*, old: Person, new: Person, by: Actor) -> Merge:
    """Make one person of two that stand for the same: the old one's rows go to the new one.

    The person's own row goes last. Should another module still hold a key to it, the database
    refuses, and nothing at all has moved. What was done is kept sealed, so that it can be undone.

    :raises SamePerson: old and new are the same row
    :raises NotForYou: one is protected, and the actor is not on the access list
    """
    if old.pk == new.pk:
        raise SamePerson
    _check_lists(old, new, by)
    # Nobody ticks between what is remembered and what is moved.
    activities.hold_sheets(old, new)
    months = months_that_change(old, new)
    before = rows_on(Person, [old.pk, new.pk])
    statements.move_person(old=old, new=new, by=by)
    certificates.move_person(old=old, new=new, by=by)
    invitations.move_person(old=old, new=new, by=by)
    interpreting.move_person(old=old, new=new, by=by)
    certification.move_person(old=old, new=new, by=by)
    working_time.move_person(old=old, new=new, by=by)
    groups.move_person(old=old, new=new, by=by)
    activities.move_person(old=old, new=new, by=by)
    participants.move_person(old=old, new=new, by=by)
    retention.move_person(old=old, new=new, by=by)
    matching.move_person(old=old, new=new, by=by)
    competence.move_person(old=old, new=new, by=by)
    training.move_person(old=old, new=new, by=by)
    supply.move_person(old=old, new=new, by=by)
    instruments.move_person(old=old, new=new, by=by)
    requests.move_person(old=old, new=new, by=by)
    persons.move_person(old=old, new=new, by=by)
    what = difference(before, rows_on(Person, [old.pk, new.pk]))
    _note_months(new, months, by)
    return people.remember_merge(person=new, what=what, by=by)


def _check_lists(old: Person, new: Person, by: Actor) -> None:
    """The joined person has both access lists; only somebody on them may join the lists."""
    protected = Person.objects.filter(pk__in=[old.pk, new.pk], is_protected=True)
    if protected.exclude(pk__in=keys_named_to(by)).exists():
        raise NotForYou


def _note_months(person: Person, months: list[ChangedMonth], by: Actor) -> None:
    """The trail says which months' sums are others than before: what was sent may differ."""
    changed = defaultdict(list)
    for month in months:
        changed[month.programme].append(f"{month.month:%Y-%m}")
    for programme, named in changed.items():
        trail.note(
            by=by,
            verb="activities.months_changed",
            about=programme,
            person_id=person.pk,
            fields=named,
        )


@transaction.atomic
def undo_merge(*, merge: Merge, by: Actor) -> None:
    """Make two persons of one again, with every row as it was; what came since stays.

    :raises CannotBeUndone: a month has gone, another was joined later, or rows are gone since
    """
    merge = _locked(merge)
    person = merge.person
    activities.hold_sheets(person)
    try:
        take_back(Person, remembered(merge))
    except ChangedMeanwhile:
        raise CannotBeUndone from None
    activities.hold_sheets(person)
    trail.note(by=by, verb="people.merge_undone", about=person, person_id=person.pk)
    merge.delete()


def _locked(merge: Merge) -> Merge:
    """The latest joining of a person; earlier ones wait until it is taken back."""
    Person.objects.select_for_update().filter(pk=merge.person_id).first()
    there = Merge.objects.select_for_update().filter(pk=merge.pk).first()
    if there is None or merge_to_undo(there.person) != there:
        raise CannotBeUndone
    return there
