"""How many answers may come from one network in an hour.

Counted in the memory of the process only: what is written down could tell when somebody answered.
"""

from django.core.cache.backends.locmem import LocMemCache
from django.utils.crypto import salted_hmac

HOUR = 3600
# A whole room answers through one network.
FROM_ONE_SENDER = 150
SENDERS = LocMemCache("feedback senders", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


def may_answer(sender: str, code: str) -> bool:
    """Count one answer, and tell whether it is within bounds."""
    key = salted_hmac("samverka.feedback", f"{sender}:{code}").hexdigest()
    SENDERS.add(key, 0, HOUR)
    return bool(SENDERS.incr(key) <= FROM_ONE_SENDER)
