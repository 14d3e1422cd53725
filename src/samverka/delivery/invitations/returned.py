"""Reports that a letter could not be delivered (RFC 3464), read for the letter they are about."""

import email
import re
from email.message import EmailMessage, Message
from email.policy import default

from .models import InvitationLetter

# The longest that is read: what comes back may hold the whole letter, and anybody may write to us.
MOST = 1_000_000
OURS = re.compile(r"<invitation-([a-z0-9]{12})-([a-z0-9]{12})@[^>]*>")


def letter_returned(report: bytes) -> InvitationLetter | None:
    """The letter that failed for good, known by its own number, which nobody can guess."""
    message = email.message_from_bytes(report[:MOST], policy=default)
    if message.get_content_type() != "multipart/report" or not _has_failed(message):
        return None
    found = OURS.search(_number_in(message))
    if found is None:
        return None
    sending, addressee = found.groups()
    letters = InvitationLetter.objects.select_related("addressee__invitation")
    return letters.filter(sending__public_key=sending, addressee__public_key=addressee).first()


def _has_failed(report: EmailMessage) -> bool:
    """A report may also say that a letter is late, or has arrived."""
    blocks: list[Message] = []
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            blocks += [one for one in part.get_payload() if isinstance(one, Message)]
    return any(str(block.get("Action", "")).strip().casefold() == "failed" for block in blocks)


def _number_in(report: EmailMessage) -> str:
    """The Message-ID of what is sent back, whole or its head alone."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            found = [one for one in inner if isinstance(one, Message)]
            return str(found[0].get("Message-ID", "")) if found else ""
        if kind == "text/rfc822-headers":
            head = email.message_from_string(part.get_content())
            return str(head.get("Message-ID", ""))
    return ""
