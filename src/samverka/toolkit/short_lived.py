"""Codes that hold for a minute: a screen shows them, and telephones in the room point at them.

Nothing of them is stored. Whoever has no key can make none, and one seen a minute ago is none. The
telephone keeps for a quarter of an hour that it was in the room, as a signed cookie: so there is
time to write, and an address that is passed on opens nothing.
"""

import datetime as dt
import hmac

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from . import sealing
from .public_key import LENGTH

MARK = 20
# A new one is shown before the old one ends, so that nobody points at one that just went.
SHOWN_FOR = dt.timedelta(seconds=30)
WINDOWS = 3
IN_THE_ROOM = dt.timedelta(minutes=15)


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


def let_in(response: HttpResponseBase, key: str, *, context: str, path: str) -> None:
    """Let the telephone that read a code keep it, for the addresses under a path."""
    response.set_signed_cookie(
        _cookie(context),
        key,
        salt=context,
        max_age=int(IN_THE_ROOM.total_seconds()),
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def key_of(request: HttpRequest, *, context: str) -> str | None:
    """Of what the telephone has just read the code; None for all others."""
    seconds = int(IN_THE_ROOM.total_seconds())
    kept: str | None = request.get_signed_cookie(
        _cookie(context), default=None, salt=context, max_age=seconds
    )
    return kept


def let_go(response: HttpResponseBase, *, context: str, path: str) -> None:
    """The code has been used: the next time it is read anew."""
    response.delete_cookie(_cookie(context), path=path)


def note_used(
    response: HttpResponseBase, key: str, *, context: str, path: str, kept: dt.timedelta
) -> None:
    """The telephone has used a code of this thing, whichever it reads next."""
    response.set_signed_cookie(
        f"{_cookie(context)}_used",
        key,
        salt=context,
        max_age=int(kept.total_seconds()),
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def was_used(request: HttpRequest, key: str, *, context: str) -> bool:
    """Whether this telephone has used a code of this thing."""
    kept = request.get_signed_cookie(f"{_cookie(context)}_used", default=None, salt=context)
    return bool(kept == key)


def _cookie(context: str) -> str:
    return context.replace(" ", "_")


def _window(at: dt.datetime) -> int:
    return int(at.timestamp() // SHOWN_FOR.total_seconds())


def _mark(key: str, context: str, window: int) -> str:
    return sealing.search_hash(f"{key} {window}", context=context)[:MARK]
