"""That a telephone was in the room: a signed cookie for the time it takes to write one's name."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from samverka.toolkit.clock import now, today
from samverka.toolkit.short_lived import code_of, key_in

from .models import Session
from .queries import session_open

CODE = "code of check-in"
COOKIE = "came_in"
OPEN_FOR = dt.timedelta(minutes=15)


def code_shown(session: Session) -> str:
    return code_of(session.public_key, context=CODE, at=now())


def session_of_code(code: str) -> Session | None:
    key = key_in(code, context=CODE, at=now())
    return session_open(key, on=today()) if key else None


def let_in(response: HttpResponse, session: Session) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE,
        session.public_key,
        salt=CODE,
        max_age=int(OPEN_FOR.total_seconds()),
        path=reverse("check_in:here"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def session_entered(request: HttpRequest) -> Session | None:
    """The session whose code this telephone has just read."""
    seconds = int(OPEN_FOR.total_seconds())
    key = request.get_signed_cookie(COOKIE, default=None, salt=CODE, max_age=seconds)
    return session_open(key, on=today()) if key else None
