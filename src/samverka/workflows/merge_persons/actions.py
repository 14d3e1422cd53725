from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities import person_data as activities
from samverka.delivery.groups import person_data as groups
from samverka.foundation.accounts.actor import Actor
from samverka.register.people import person_data as people
from samverka.register.people.models import Person


class SamePerson(Exception):
    """There is nothing to join."""

    def __init__(self):
        super().__init__(_("These are one person already. Choose another."))


@transaction.atomic
def merge_persons(*, old: Person, new: Person, by: Actor) -> None:
    """Make one person of two that stand for the same: the old one's rows go to the new one.

    The person's own row goes last. Should another module still hold a key to it, the database
    refuses, and nothing at all has moved.

    :raises SamePerson: old and new are the same row
    """
    if old.pk == new.pk:
        raise SamePerson
    groups.move_person(old=old, new=new, by=by)
    activities.move_person(old=old, new=new, by=by)
    people.move_person(old=old, new=new, by=by)
