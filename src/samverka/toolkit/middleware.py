"""Headers and language for every answer."""

from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .languages import LANGUAGES

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
