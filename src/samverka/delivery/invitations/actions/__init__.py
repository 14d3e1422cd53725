"""Every write of invitations."""

from .addressees import (
    invite,
    invite_function,
    remove,
    seal_addresses_anew,
    try_again,
    write_invitation,
)
from .answers import NameLacks, note_answer
from .sending import HasLeft, NotSent, deliver, go_on, note_returned, send, take_back

__all__ = [
    "HasLeft",
    "NameLacks",
    "NotSent",
    "deliver",
    "go_on",
    "invite",
    "invite_function",
    "note_answer",
    "note_returned",
    "remove",
    "seal_addresses_anew",
    "send",
    "take_back",
    "try_again",
    "write_invitation",
]
