"""The code of a session, and the telephones that have read it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from samverka.delivery.activities.models import Session
from samverka.toolkit import short_lived
from samverka.toolkit.clock import now, today

from .queries import session_open

CODE = "code of check-in"


def code_shown(session: Session) -> str:
    return short_lived.code_of(session.public_key, context=CODE, at=now())


def session_of_code(code: str) -> Session | None:
    key = short_lived.key_in(code, context=CODE, at=now())
    return session_open(key, on=today()) if key else None


def let_in(response: HttpResponse, session: Session) -> HttpResponse:
    path = reverse("check_in:here")
    short_lived.let_in(response, session.public_key, context=CODE, path=path)
    return response


def session_entered(request: HttpRequest) -> Session | None:
    """The session whose code this telephone has just read."""
    key = short_lived.key_of(request, context=CODE)
    return session_open(key, on=today()) if key else None
