"""Headers and language for every answer."""

import logging
from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from .database import is_there_already
from .languages import LANGUAGES

log = logging.getLogger("samverka.at_once")

NOTHING = "\0"
Handler = Callable[[HttpRequest], HttpResponse]


def security_headers(get_response: Handler) -> Handler:
    """Nothing comes from other hosts, and nothing inline runs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=()"
        )
        return response

    return middleware


def readable(get_response: Handler) -> Handler:
    """No text holds the sign zero, and PostgreSQL refuses it: such an address leads nowhere.

    What people write into forms is told by the form itself.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        address = request.path_info + unquote(request.META.get("QUERY_STRING", ""))
        if NOTHING in address or any(NOTHING in name for name in request.POST):
            raise BadRequest("The sign zero in an address, or in the name of a field.")
        return get_response(request)

    return middleware


def language(get_response: Handler) -> Handler:
    """The chosen language, else Swedish: a browser's setting is not a choice (S37)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    return middleware


def at_once(get_response: Handler) -> Handler:
    """Two sent the same at the same moment: the database took one, and the other is told.

    Actions look whether a thing is there already and say so in words; this is for the moment
    between looking and writing. Nothing was written: the action's transaction is rolled back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def tell(request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if not isinstance(problem, IntegrityError) or not is_there_already(problem):
            return None
        log.warning("The same was sent twice at once: %s", request.path, exc_info=problem)
        return render(request, "409.html", status=409)

    middleware.process_exception = tell
    return middleware
