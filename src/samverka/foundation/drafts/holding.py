"""Keeping what was sent when nobody was signed in any more, or somebody anew."""

import re
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from samverka.foundation.accounts.queries import user_with_key

from . import actions
from .models import HeldForm
from .typed_by import typist

LONGEST_ADDRESS = 500
NAME_OF_PAGE = re.compile(r"[0-9a-f]{1,24}")


def hold(request: HttpRequest) -> HeldForm | None:
    """Keep a form that cannot be taken now, for whoever typed it on a page of ours.

    One that was held before, and did not arrive this time either, is held once.
    """
    who = typist(request) if _is_a_form(request) and _is_from_here(request) else None
    user = user_with_key(who.user) if who else None
    if who is None or user is None:
        return None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return actions.hold_form(
        address=request.get_full_path(),
        page=page_of(request),
        acting=who.acting,
        fields=fields,
        draft=draft_address(request),
        draft_page=draft_page(request),
        had_files=bool(request.FILES),
        instead_of=request.POST.get("_carried_on", ""),
        by=user,
    )


def draft_address(request: HttpRequest) -> str:
    """Where the sent form's draft is kept, if it keeps one."""
    address = request.POST.get("_draft", "")
    return address if is_address(address) else ""


def draft_page(request: HttpRequest) -> str:
    """Which of the pages somebody has open it was sent from, as the page calls itself."""
    page = request.POST.get("draft_page", "")
    return page if NAME_OF_PAGE.fullmatch(page) else ""


def is_address(text: str) -> bool:
    """A page of ours; `//` and `/\\` lead to other sites."""
    is_ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, None)
    return is_ours and len(text) <= LONGEST_ADDRESS


def page_of(request: HttpRequest) -> str:
    """The page that the form stood on, as far as the browser tells."""
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(told)
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return address if is_address(address) else "/"


def go(request: HttpRequest, address: str) -> HttpResponse:
    """To another page, whole also where only a part of this one was asked for."""
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _is_a_form(request: HttpRequest) -> bool:
    """Sent by somebody who pressed a button; scripts that send by themselves keep their own."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    return request.method == "POST" and (
        mode == "navigate" or bool(getattr(request, "htmx", False))
    )


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin")
    return origin in (None, f"{request.scheme}://{request.get_host()}")
