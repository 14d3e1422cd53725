"""Letters leave in tasks that can be begun again at any point."""

import datetime as dt
from contextlib import AbstractContextManager, nullcontext

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from samverka.delivery.activities.queries import last_day_to_register
from samverka.delivery.invitations.messages import send_letter
from samverka.delivery.invitations.models import Addressee, Invitation, InvitationLetter, Sending
from samverka.delivery.invitations.queries import has_news, to_get
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.toolkit.clock import local_now, now, today
from samverka.toolkit.text_messages import NotTaken, Undelivered
from samverka.toolkit.texts import day

Kind, State = Sending.Kind, Sending.State
# As long as whoever pressed the button may regret it.
REGRET = dt.timedelta(minutes=1)


class NotSent(Exception):
    """Nothing leaves; its text says why, and what one can do."""


class HasLeft(Exception):
    """A sending, or a letter of it, that is on its way already."""

    def __init__(self) -> None:
        super().__init__(_("The letters have begun to leave, so it cannot be taken back."))


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
        made_at=local_now(),
        leaves_at=now() + REGRET,
        site=site,
        sequence=invitation.activity.sequence,
        told=invitation.activity.as_told(),
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
    InvitationLetter.objects.filter(pk=letter.pk).update(state=state, state_at=local_now())


@transaction.atomic
def note_returned(*, letter: InvitationLetter, by: Actor) -> None:
    """It left, and nobody was at the address."""
    _note(letter, InvitationLetter.State.RETURNED)
    trail.note(
        by=by,
        verb="invitations.returned",
        about=letter.addressee.invitation,
        person_id=letter.addressee.person_id,
    )
