"""Codes that hold for a minute: a screen shows them, and telephones in the room point at them.

Nothing of them is stored. Whoever has no key can make none, and one seen a minute ago is none.
"""

import datetime as dt
import hmac

from . import sealing
from .public_key import LENGTH

MARK = 20
# A new one is shown before the old one ends, so that nobody points at one that just went.
SHOWN_FOR = dt.timedelta(seconds=30)
WINDOWS = 3


def code_of(key: str, *, context: str, at: dt.datetime) -> str:
    """The code of a thing (its public key) now."""
    return key + _mark(key, context, _window(at))


def key_in(code: str, *, context: str, at: dt.datetime) -> str | None:
    """Which thing a code is of, for about a minute; None for what is forged or old."""
    key, mark = code[:LENGTH], code[LENGTH:]
    now = _window(at)
    good = [
        hmac.compare_digest(_mark(key, context, window).encode(), mark.encode())
        for window in range(now, now - WINDOWS, -1)
    ]
    return key if any(good) else None


def _window(at: dt.datetime) -> int:
    return int(at.timestamp() // SHOWN_FOR.total_seconds())


def _mark(key: str, context: str, window: int) -> str:
    return sealing.search_hash(f"{key} {window}", context=context)[:MARK]
