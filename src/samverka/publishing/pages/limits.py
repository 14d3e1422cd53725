"""How many letters one may send from outside."""

import datetime as dt

from samverka.toolkit.from_outside import within

FROM_ONE_SENDER = 5
TO_ONE_FUNCTION = 30
# A whole conference may ask from one network.
SUBSCRIBERS_FROM_ONE_SENDER = 40
LETTERS_TO_ONE_ADDRESS = 3


def may_write(sender: str, function: str, *, at: dt.datetime) -> bool:
    """Count one letter, and tell whether it is within what one may send in an hour."""
    return within(f"sender:{sender}:{function}", FROM_ONE_SENDER, at=at) and within(
        f"function:{function}", TO_ONE_FUNCTION, at=at
    )


def may_subscribe(sender: str, *, at: dt.datetime) -> bool:
    """Count one address asking for a newsletter, and tell whether the sender is within bounds."""
    return within(f"subscribers:{sender}", SUBSCRIBERS_FROM_ONE_SENDER, at=at)


def may_be_asked(address: str, *, at: dt.datetime) -> bool:
    """Whether an address may get one more letter that asks it, whoever sends them."""
    return within(f"asked:{address.casefold()}", LETTERS_TO_ONE_ADDRESS, at=at)
