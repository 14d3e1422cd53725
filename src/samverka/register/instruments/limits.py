"""How much may come from one network in an hour.

Counted in the memory of the process only: what is written down could tell when somebody answered.
"""

from django.core.cache.backends.locmem import LocMemCache
from django.utils.crypto import salted_hmac

HOUR = 3600
# A whole staff room answers through one network, and a form saves itself often.
BEGUN_FROM_ONE_SENDER, SAVED_FROM_ONE_SENDER = 150, 20_000
# Each of up to five megabytes.
FILES_FROM_ONE_SENDER = 100
SENDERS = LocMemCache("instrument senders", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


def may_begin(sender: str, code: str) -> bool:
    return _within(f"begin:{sender}:{code}", BEGUN_FROM_ONE_SENDER)


def may_save(sender: str) -> bool:
    return _within(f"save:{sender}", SAVED_FROM_ONE_SENDER)


def may_send_file(sender: str) -> bool:
    return _within(f"file:{sender}", FILES_FROM_ONE_SENDER)


def _within(of: str, most: int) -> bool:
    """Count one more, and tell whether it is within bounds."""
    key = salted_hmac("samverka.instruments", of).hexdigest()
    SENDERS.add(key, 0, HOUR)
    return bool(SENDERS.incr(key) <= most)
