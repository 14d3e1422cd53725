"""How many letters one may send from outside. Counted in the cache that all processes share."""

import datetime as dt
import math

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600
FROM_ONE_SENDER = 5
TO_ONE_FUNCTION = 30
# A whole conference may ask from one network.
SUBSCRIBERS_FROM_ONE_SENDER = 40
LETTERS_TO_ONE_ADDRESS = 3


def sender_of(request: HttpRequest) -> str:
    """The sender's address, as signing in counts it: behind a proxy, the one that it adds."""
    address: str = get_adapter(request).get_client_ip(request)
    return address


def may_write(sender: str, function: str, *, at: dt.datetime) -> bool:
    """Count one letter, and tell whether it is within what one may send in an hour.

    The sender's address is kept as a keyed hash only, and for an hour.
    """
    return _within(f"sender:{sender}:{function}", FROM_ONE_SENDER, at) and _within(
        f"function:{function}", TO_ONE_FUNCTION, at
    )


def may_subscribe(sender: str, *, at: dt.datetime) -> bool:
    """Count one address asking for a newsletter, and tell whether the sender is within bounds."""
    return _within(f"subscribers:{sender}", SUBSCRIBERS_FROM_ONE_SENDER, at)


def may_be_asked(address: str, *, at: dt.datetime) -> bool:
    """Whether an address may get one more letter that asks it, whoever sends them."""
    return _within(f"asked:{address.casefold()}", LETTERS_TO_ONE_ADDRESS, at)


def _within(of: str, most: int, at: dt.datetime) -> bool:
    key = "letters-" + salted_hmac("samverka.letters", of).hexdigest()[:40]
    # The cache's own counting would end after its usual five minutes.
    count, ends = cache.get(key) or (0, at)
    if ends <= at:
        count, ends = 0, at + dt.timedelta(seconds=HOUR)
    cache.set(key, (count + 1, ends), math.ceil((ends - at).total_seconds()))
    return count < most
