"""Every write of invitations. Letters leave in tasks that can be begun again at any point."""

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.activities import actions as activities
from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.queries import last_day_to_register
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.toolkit import sealing
from samverka.toolkit.clock import now, today
from samverka.toolkit.texts import day

from .candidates import Candidate
from .messages import NotTaken, Undelivered, send_letter
from .models import CONTEXT, Addressee, Invitation, InvitationLetter, InvitationText, Sending
from .queries import address_of, has_news, last_told, place_taken, to_get, told_now

Kind, State = Sending.Kind, Sending.State
Answer = Addressee.Answer
# As long as whoever pressed the button may regret it.
REGRET = dt.timedelta(minutes=1)


class NotSent(Exception):
    """Nothing leaves; its text says why, and what one can do."""


class HasLeft(Exception):
    """A sending, or a letter of it, that is on its way already."""

    def __init__(self) -> None:
        super().__init__(_("The letters have begun to leave, so it cannot be taken back."))


class NameLacks(Exception):
    """A function says yes, and not who comes."""

    def __init__(self) -> None:
        super().__init__(_("Write the name of whoever comes."))


# --- The letter, and to whom it goes ----------------------------------------------------------


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


# --- Sending ----------------------------------------------------------------------------------


@transaction.atomic
def send(*, invitation: Invitation, kind: str, site: str, by: Actor) -> Sending:
    """Send something in a minute to all it is for; until then it can be taken back.

    :raises NotSent: it is for nobody, or does not fit how the activity is now
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    addressees = list(to_get(invitation, kind))
    _check(invitation, kind, addressees)
    sending = Sending.objects.create(
        invitation=invitation,
        kind=kind,
        leaves_at=now() + REGRET,
        site=site,
        sequence=_sequence(invitation),
        told=told_now(invitation.activity),
    )
    InvitationLetter.objects.bulk_create(
        InvitationLetter(sending=sending, addressee=one) for one in addressees
    )
    sending.task_id = deliver.using(run_after=sending.leaves_at).enqueue(sending_id=sending.pk).id
    sending.save(update_fields=["task_id"])
    trail.note(by=by, verb="invitations.sent", about=invitation, fields=[kind])
    return sending


def _check(invitation: Invitation, kind: str, addressees: list[Addressee]) -> None:
    is_cancelled = invitation.activity.is_cancelled
    if not addressees:
        raise NotSent(_("There is nobody to send it to."))
    if is_cancelled and kind != Kind.CANCELLATION:
        raise NotSent(_("The activity is cancelled. Tell those who are invited."))
    if not is_cancelled and kind == Kind.CANCELLATION:
        raise NotSent(_("The activity is not cancelled. Cancel it first, on its own page."))
    closes = last_day_to_register(invitation.activity)
    if kind in (Kind.INVITATION, Kind.REMINDER) and closes < today():
        raise NotSent(
            _("The last day to register was %(day)s. Choose a later one first, if there is time.")
            % {"day": day(closes)}
        )
    if kind == Kind.CHANGE and not has_news(invitation):
        raise NotSent(_("Nothing has changed since those who are invited were told."))


def _sequence(invitation: Invitation) -> int:
    """One more than was told last, where there is something else to tell."""
    last = last_told(invitation)
    return last.sequence + int(has_news(invitation)) if last else 0


@transaction.atomic
def take_back(*, sending: Sending, by: Actor) -> None:
    """Nothing leaves.

    :raises HasLeft: it has begun to
    """
    found = Sending.objects.select_for_update().filter(pk=sending.pk, state=State.WAITING)
    if not found.exists():
        raise HasLeft
    trail.note(
        by=by, verb="invitations.taken_back", about=sending.invitation, fields=[sending.kind]
    )
    found.delete()


@transaction.atomic
def go_on(*, sending: Sending, by: Actor) -> None:
    """Send what is left, where the sending stopped."""
    sending.task_id = deliver.enqueue(sending_id=sending.pk).id
    sending.save(update_fields=["task_id"])
    trail.note(by=by, verb="invitations.gone_on", about=sending.invitation)


@task()
def deliver(sending_id: int) -> None:
    """Send each letter that has not left; begun again if the worker ends."""
    sending = _begin(sending_id=sending_id)
    if sending is None:
        return
    with _post_for(sending) as connection:
        while letter := _next_of(sending):
            _send_one(letter, connection)
    _end(sending)


def _end(sending: Sending) -> None:
    Sending.objects.filter(pk=sending.pk).update(state=State.SENT)


@transaction.atomic
def _begin(*, sending_id: int) -> Sending | None:
    """None where it was taken back, is done, or waits for a later minute."""
    sending = Sending.objects.select_for_update().filter(pk=sending_id).first()
    if sending is None or sending.state == State.SENT or sending.leaves_at > now():
        return None
    sending.state = State.SENDING
    sending.save(update_fields=["state"])
    return sending


def _next_of(sending: Sending) -> InvitationLetter | None:
    """The next letter, noted as leaving: no other worker, and no later one, takes it again."""
    waiting = InvitationLetter.objects.filter(
        sending=sending, state=InvitationLetter.State.WAITING
    ).order_by("pk")
    whole = waiting.select_related(
        "sending__invitation__contact",
        "sending__invitation__activity__programme",
        "sending__invitation__activity__organiser",
        "sending__invitation__activity__municipality",
        "addressee__person",
        "addressee__organisation",
    )
    while found := whole.first():
        if waiting.filter(pk=found.pk).update(state=InvitationLetter.State.LEAVING):
            return found
    return None


def _post_for(sending: Sending) -> AbstractContextManager[BaseEmailBackend | None]:
    """One connection for all mail, and none where nothing leaves by mail."""
    is_mail = sending.letters.filter(addressee__way=Addressee.Way.MAIL).exists()
    connection: BaseEmailBackend = get_connection()
    return connection if is_mail else nullcontext()


def _send_one(letter: InvitationLetter, connection: BaseEmailBackend | None) -> None:
    """Send a letter. One that is refused for good came back; else the sending stops.

    What breaks in the middle leaves it unsure whether the letter came through.
    """
    try:
        send_letter(letter, connection)
    except Undelivered:
        _note(letter, InvitationLetter.State.RETURNED)
    except NotTaken:
        _note(letter, InvitationLetter.State.WAITING)
        raise
    else:
        _note(letter, InvitationLetter.State.SENT)


def _note(letter: InvitationLetter, state: str) -> None:
    InvitationLetter.objects.filter(pk=letter.pk).update(state=state, state_at=now())


# --- Answers ----------------------------------------------------------------------------------


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
        _name_who_comes(addressee, given_name, family_name, by)
        _apply(addressee, needs, by)
    else:
        _give_back(addressee, by)
    addressee.answer, addressee.answered_at = answer, now()
    addressee.save(update_fields=["answer", "answered_at"])
    trail.note(
        by=by,
        verb="invitations.answered",
        about=addressee.invitation,
        person_id=addressee.person_id,
        fields=["answer"],
    )


def _name_who_comes(addressee: Addressee, given_name: str, family_name: str, by: Actor) -> None:
    if addressee.person is None:
        if not (given_name and family_name):
            raise NameLacks
        addressee.person = people.register_person(
            given_name=given_name,
            family_name=family_name,
            employer=addressee.organisation,
            title=addressee.name[:100],
            on=today(),
            by=by,
        )
        addressee.save(update_fields=["person"])


def _apply(addressee: Addressee, needs: str, by: Actor) -> None:
    activities.apply(
        activity=addressee.invitation.activity,
        person=addressee.person,
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


@transaction.atomic
def seal_addresses_anew(*, at_most: int, by: Actor) -> int:
    """Seal some addresses with the current key; answers how many, none when all are done."""
    done = f"{sealing.current_key()}:"
    rows = list(
        Addressee.objects.select_for_update()
        .exclude(address_sealed="")
        .exclude(address_sealed__startswith=done)
        .order_by("pk")[:at_most]
    )
    for addressee in rows:
        addressee.address_sealed = sealing.seal(address_of(addressee), context=CONTEXT)
    Addressee.objects.bulk_update(rows, ["address_sealed"])
    return len(rows)
