"""How many letters one may send from outside. Counted in the cache that all processes share."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

HOUR = 3600
FROM_ONE_SENDER = 5
TO_ONE_FUNCTION = 30


def may_write(sender: str, function: str) -> bool:
    """Count one letter, and tell whether it is within what one may send in an hour.

    The sender's address is kept as a keyed hash only, and for an hour.
    """
    return _within(f"sender:{sender}:{function}", FROM_ONE_SENDER) and _within(
        f"function:{function}", TO_ONE_FUNCTION
    )


def _within(of: str, most: int) -> bool:
    key = "letters-" + salted_hmac("samverka.letters", of).hexdigest()[:40]
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # The hour ended between the two.
        cache.set(key, 1, HOUR)
        return True
