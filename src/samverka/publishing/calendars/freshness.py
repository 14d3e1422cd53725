"""When a feed last became another: asked every hour by many, it is written out only then."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.core.cache import cache

KEPT = 400 * 24 * 3600
AN_HOUR = 3600


def mark_of(*parts: object) -> str:
    """A mark of all that a feed says, weak since the instant in it is none of that."""
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def changed_at(name: str, mark: str, *, now: dt.datetime) -> dt.datetime:
    """The instant at which a feed was first seen as it is; it grows with each change.

    Where nobody remembers it is now: then a calendar reads once more what it has.
    """
    key = "feeds-" + hashlib.sha256(name.encode()).hexdigest()[:40]
    kept: tuple[str, dt.datetime] | None = cache.get(key)
    if kept and kept[0] == mark:
        return kept[1]
    moment = now.replace(microsecond=0)
    if kept and moment <= kept[1]:
        moment = kept[1] + dt.timedelta(seconds=1)
    cache.set(key, (mark, moment), KEPT)
    return moment


def written_once(mark: str, since: dt.datetime, write: Callable[[], bytes]) -> bytes:
    """An open feed is written out once an hour at most, however many ask for it."""
    key = "feeds-file-" + hashlib.sha256(f"{mark} {since}".encode()).hexdigest()[:40]
    return cache.get_or_set(key, write, AN_HOUR) or b""
