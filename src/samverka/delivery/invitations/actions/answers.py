"""Answers: yes asks for a place, no gives it back."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Registration
from samverka.delivery.invitations.models import Addressee
from samverka.delivery.invitations.queries import place_taken
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people import actions as people
from samverka.register.people.models import Person
from samverka.toolkit.clock import local_now, today

Answer = Addressee.Answer


class NameLacks(Exception):
    """A function says yes, and not who comes."""

    def __init__(self) -> None:
        super().__init__(_("Write the name of whoever comes."))


@transaction.atomic
def note_answer(
    *,
    addressee: Addressee,
    answer: str,
    needs: str = "",
    given_name: str = "",
    family_name: str = "",
    by: Actor,
) -> None:
    """Apply for a place, or give it back. A function that says yes says who comes.

    :raises NameLacks: it did not
    :raises activities.Refused: no place can be applied for any more
    """
    addressee = _locked(addressee)
    if answer == Answer.YES:
        addressee.person = _who_comes(addressee, given_name, family_name, by)
        _apply(addressee, addressee.person, needs, by)
    else:
        _give_back(addressee, by)
    addressee.answer, addressee.answered_at = answer, local_now()
    addressee.save(update_fields=["person", "answer", "answered_at"])
    trail.note(
        by=by,
        verb="invitations.answered",
        about=addressee.invitation,
        person_id=addressee.person_id,
        fields=["answer"],
    )


def _who_comes(addressee: Addressee, given_name: str, family_name: str, by: Actor) -> Person:
    if addressee.person is not None:
        return addressee.person
    if not (given_name and family_name):
        raise NameLacks
    return people.register_person(
        given_name=given_name,
        family_name=family_name,
        employer=addressee.organisation,
        title=addressee.name[:100],
        on=today(),
        by=by,
    )


def _apply(addressee: Addressee, person: Person, needs: str, by: Actor) -> None:
    activities.apply(
        activity=addressee.invitation.activity,
        person=person,
        organisation=addressee.organisation,
        needs=needs,
        way=Registration.Way.INVITATION,
        language=addressee.language,
        by=by,
    )


def _give_back(addressee: Addressee, by: Actor) -> None:
    place = place_taken(addressee)
    if place:
        activities.give_back(registration=place, by=by)


def _locked(addressee: Addressee) -> Addressee:
    rows = Addressee.objects.select_for_update(of=("self",)).select_related(
        "person", "organisation", "invitation__activity"
    )
    return rows.get(pk=addressee.pk)
