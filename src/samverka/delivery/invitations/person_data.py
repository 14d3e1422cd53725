"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Addressee, Invitation, InvitationLetter
from .queries import address_of


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand invitations over. Of two to one activity the one that was answered stays."""
    for row in Addressee.objects.select_for_update().filter(person=old):
        there = Addressee.objects.filter(person=new, invitation=row.invitation_id).first()
        if there is None:
            Addressee.objects.filter(pk=row.pk).update(person=new)
        elif row.answer and not there.answer:
            there.delete()
            Addressee.objects.filter(pk=row.pk).update(person=new)
        else:
            row.delete()
    trail.note(by=by, verb="invitations.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """Nobody is invited any more, and nobody is asked at a telephone that was theirs."""
    Addressee.objects.filter(person=person).delete()
    if person.user_id:
        Invitation.objects.filter(contact=person.user_id).update(contact_phone="")
    trail.note(by=by, verb="invitations.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    rows = Addressee.objects.filter(person=person).select_related("person", "invitation__activity")
    found = list(rows.order_by("pk"))
    told = disclosed(
        _("Invitations to you"), found, of=Addressee, fields="name way language answer answered_at"
    )
    letters = InvitationLetter.objects.filter(addressee__in=found).select_related("sending")
    for row, addressee in zip(told.rows, found, strict=True):
        row[_("Activity")] = addressee.invitation.activity.title
        row[_("Sent to")] = address_of(addressee)
        row[_("Letters")] = ", ".join(
            f"{letter.sending} ({letter.get_state_display()})"
            for letter in letters
            if letter.addressee_id == addressee.pk
        )
    contact = Invitation.objects.filter(contact=person.user_id) if person.user_id else []
    return [
        told,
        disclosed(
            _("Invitations with you as contact"),
            contact,
            of=Invitation,
            fields="activity contact_phone",
        ),
    ]
