"""The letter's own words, and to whom it goes."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from samverka.delivery.activities.models import Activity
from samverka.delivery.invitations.candidates import Candidate
from samverka.delivery.invitations.models import (
    CONTEXT,
    Addressee,
    Invitation,
    InvitationLetter,
    InvitationText,
)
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.toolkit import sealing

from .sending import HasLeft


@transaction.atomic
def write_invitation(
    *, activity: Activity, texts: Mapping[str, str], contact_phone: str, by: Actor
) -> Invitation:
    """Write the organiser's own words, new or again; whoever writes them is whom one asks."""
    invitation, _is_new = Invitation.objects.update_or_create(
        activity=activity, defaults={"contact": by.user, "contact_phone": contact_phone}
    )
    invitation.texts.all().delete()
    InvitationText.objects.bulk_create(
        InvitationText(invitation=invitation, language=language, text=text)
        for language, text in texts.items()
    )
    trail.note(by=by, verb="invitations.written", about=invitation)
    return invitation


@transaction.atomic
def invite(
    *, invitation: Invitation, chosen: Iterable[Candidate], language: str, paper: bool, by: Actor
) -> list[Addressee]:
    """Add those chosen to whom it is for; nothing leaves yet. Who is there already stays."""
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    there = set(invitation.addressees.values_list("person_id", flat=True)) - {None}
    rows = [
        _addressee(invitation, one, language, paper)
        for one in chosen
        if one.person is None or one.person.pk not in there
    ]
    added = Addressee.objects.bulk_create(rows)
    people_asked = [row.person_id for row in added if row.person_id]
    trail.note_many(by=by, verb="invitations.added", about=invitation, person_ids=people_asked)
    return added


def _addressee(invitation: Invitation, one: Candidate, language: str, paper: bool) -> Addressee:
    sealed = sealing.seal(one.contact.email, context=CONTEXT) if one.contact else ""
    is_on_paper = paper and one.contact is None
    return Addressee(
        invitation=invitation,
        person=one.person,
        organisation=one.organisation,
        name=one.function if one.contact else "",
        address_sealed=sealed,
        way=Addressee.Way.PAPER if is_on_paper else one.way,
        language=language,
    )


@transaction.atomic
def invite_function(
    *,
    invitation: Invitation,
    organisation: Organisation,
    name: str,
    email: str,
    language: str,
    by: Actor,
) -> Addressee:
    """Add a function that the register does not know, as a school's health team, by its e-mail."""
    added = Addressee.objects.create(
        invitation=invitation,
        organisation=organisation,
        name=name,
        address_sealed=sealing.seal(email, context=CONTEXT),
        way=Addressee.Way.MAIL,
        language=language,
    )
    trail.note(by=by, verb="invitations.added", about=invitation)
    return added


@transaction.atomic
def remove(*, addressee: Addressee, by: Actor) -> None:
    """Take somebody away who has been told nothing.

    :raises HasLeft: a letter has left, or is about to
    """
    if InvitationLetter.objects.filter(addressee=addressee).exists():
        raise HasLeft
    trail.note(
        by=by,
        verb="invitations.removed",
        about=addressee.invitation,
        person_id=addressee.person_id,
    )
    addressee.delete()


@transaction.atomic
def try_again(*, addressee: Addressee, way: str, by: Actor) -> None:
    """What came back is sent again, perhaps another way, with the next invitations."""
    if addressee.person and addressee.person.is_protected:
        way = Addressee.Way.PAPER
    addressee.way = way
    addressee.save(update_fields=["way"])
    addressee.letters.filter(state=InvitationLetter.State.RETURNED).delete()
    trail.note(
        by=by,
        verb="invitations.tried_again",
        about=addressee.invitation,
        person_id=addressee.person_id,
    )


@transaction.atomic
def seal_addresses_anew(*, at_most: int, by: Actor) -> int:
    """Seal some addresses with the current key; answers how many, none when all are done."""
    rows = Addressee.objects.all()
    return sealing.seal_some_anew(rows, "address_sealed", context=CONTEXT, at_most=at_most)
