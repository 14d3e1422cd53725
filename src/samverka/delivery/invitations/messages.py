"""How letters leave: by mail with a calendar file, as a text message; paper waits for printing."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from samverka.toolkit.calendar_file import CANCEL, REQUEST, Entry, Mailbox, attached, calendar_file
from samverka.toolkit.clock import now
from samverka.toolkit.text_messages import NotTaken, Undelivered, send_text

from .models import Addressee, Invitation, InvitationLetter, Sending
from .queries import address_of, taken_away
from .saying import (
    Times,
    Told,
    answer_url,
    as_sms,
    as_text,
    contact_of,
    of_letter,
    read_times,
)

Kind, Way = Sending.Kind, Addressee.Way
NO_SUCH_READER = range(500, 600)  # RFC 5321: it will not help to send the letter again


def send_letter(letter: InvitationLetter, connection: BaseEmailBackend | None) -> None:
    """Hand a letter over by its addressee's way. One on paper is printed by somebody.

    :raises Undelivered: the address is refused for good
    :raises NotTaken: nothing was taken in, and it may be later
    """
    addressee = letter.addressee
    if addressee.way == Way.PAPER:
        return
    address = address_of(addressee)
    if not address:
        raise Undelivered
    with translation.override(addressee.language):
        said = of_letter(letter)
        if addressee.way == Way.SMS:
            send_text(address, as_sms(said))
        else:
            _send_mail(_mail(letter, said, address, connection))


def _mail(
    letter: InvitationLetter, said: Told, address: str, connection: BaseEmailBackend | None
) -> EmailMessage:
    host = urlsplit(letter.sending.site).hostname or "localhost"
    key = f"{letter.sending.public_key}-{letter.addressee.public_key}"
    mail = EmailMessage(
        subject=said.heading,
        body=as_text(said),
        to=[address],
        reply_to=_asked_by_reply(letter.addressee.invitation),
        connection=connection,
        # The same however often it is made: whoever would get two sees one.
        headers={"Message-ID": f"<invitation-{key}@{host}>"},
    )
    for name, method, file in calendar_files(letter, said, address):
        mail.attach(attached(name, method, file))
    return mail


def _asked_by_reply(invitation: Invitation) -> list[str]:
    """Whoever answers the letter instead of its link reaches whom the letter says one asks."""
    user = contact_of(invitation)
    return [user.email] if user else []


def calendar_files(
    letter: InvitationLetter, said: Told, address: str
) -> list[tuple[str, str, bytes]]:
    """Name, method and bytes: what is held, and what is taken out of the calendar."""
    sending = letter.sending
    if sending.kind == Kind.REMINDER:
        return []
    held = {key: read_times(times) for key, times in sending.told["sessions"].items()}
    gone = {key: read_times(times) for key, times in taken_away(sending).items()}
    if sending.kind == Kind.CANCELLATION:
        held, gone = {}, held | gone
    elif sending.kind == Kind.INVITATION:
        gone = {}
    wanted = [("invitation.ics", REQUEST, held), ("cancelled.ics", CANCEL, gone)]
    return [
        (name, method, _calendar(letter, said, address, method, sessions))
        for name, method, sessions in wanted
        if sessions
    ]


def _calendar(
    letter: InvitationLetter, said: Told, address: str, method: str, sessions: dict[str, Times]
) -> bytes:
    entries = [
        Entry(
            key=key,
            starts_at=starts_at,
            ends_at=ends_at,
            title=said.activity.public_title,
            place=said.place,
            url=said.url,
            sequence=letter.sending.sequence,
            written_at=now(),
        )
        for key, (starts_at, ends_at) in sessions.items()
    ]
    return calendar_file(
        entries,
        method=method,
        language=letter.addressee.language,
        caller=Mailbox(settings.DEFAULT_FROM_EMAIL, said.activity.organiser.name),
        called=Mailbox(address),
    )


def calendar_to_keep(addressee: Addressee, site: str) -> bytes:
    """The days as they are now, for a calendar that one puts them into oneself."""
    activity = addressee.invitation.activity
    entries = [
        Entry(
            key=session.public_key,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            title=activity.public_title,
            place=activity.where,
            url=answer_url(addressee, site),
            is_cancelled=activity.is_cancelled,
            written_at=now(),
        )
        for session in activity.sessions.order_by("starts_at", "pk")
    ]
    return calendar_file(entries, language=addressee.language)


def _send_mail(mail: EmailMessage) -> None:
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code in NO_SUCH_READER for code, _why in refusal.recipients.values()):
            raise Undelivered from refusal
        raise NotTaken from refusal
    except smtplib.SMTPResponseException as refusal:
        raise NotTaken from refusal
