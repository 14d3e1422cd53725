"""Who typed what is sent, also when the session has ended since.

Each page carries a token made of its browser's secret, and signing in changes the secret. A
sealed cookie remembers who had which secret, so the token tells on whose page something was typed.
Another site knows no token of ours, so nobody else can have it kept.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware import csrf

from samverka.foundation.accounts.models import User
from samverka.toolkit import sealing

COOKIE = "typed_by"
CONTEXT = "typed by"
# Longer than any session, so that what was typed in the last of it still has an owner.
KEPT_FOR = 24 * 3600
# A few sign-ins in the same browser.
REMEMBERED = 4


@dataclass(frozen=True)
class Typist:
    """Somebody's secret, hashed, and the role they acted in."""

    secret: str
    user: str
    acting: str


def typist(request: HttpRequest) -> Typist | None:
    """Whose page the sent form stood on."""
    token = request.POST.get("csrfmiddlewaretoken", "") or request.headers.get("X-CSRFToken", "")
    if len(token) != csrf.CSRF_TOKEN_LENGTH or not token.isascii() or not token.isalnum():
        return None
    secret = _hashed(csrf._unmask_cipher_token(token))  # type: ignore[attr-defined]
    return next((one for one in _remembered(request) if one.secret == secret), None)


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Note in the browser who has its secret now, where the answer carries a token."""
    secret = request.META.get("CSRF_COOKIE")
    if not request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or not secret:
        return
    user = request.user
    if not isinstance(user, User) and not user.is_authenticated:
        return
    actor = getattr(request, "actor", None)
    now = Typist(_hashed(secret), user.public_key, actor.choice if actor else "")
    mark = _hashed(repr(now))[:16]
    if request.COOKIES.get(COOKIE, "").startswith(f"{mark}."):
        return
    others = [one for one in _remembered(request) if one.secret != now.secret]
    told = json.dumps([asdict(one) for one in [now, *others][:REMEMBERED]])
    response.set_cookie(
        COOKIE,
        f"{mark}.{sealing.seal(told, context=CONTEXT)}",
        max_age=KEPT_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _remembered(request: HttpRequest) -> list[Typist]:
    _mark, _dot, sealed = request.COOKIES.get(COOKIE, "").partition(".")
    try:
        return [Typist(**one) for one in json.loads(sealing.unseal(sealed, context=CONTEXT))]
    except sealing.CannotOpen:
        return []


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
