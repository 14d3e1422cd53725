"""Asks whoever is not signed in to sign in, without losing what they typed."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from . import actions, typed_by
from .holding import draft_address, draft_page, go, hold, page_of

REFUSED = 400
# The page shows the form again, with what is to mend.
TO_MEND = 422


class AsksToSignIn(LoginRequiredMiddleware):
    """Django's own, which keeps what was sent until one has signed in again."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.carried_on, request.is_taken = None, False
        response = cast(HttpResponse, super().__call__(request))
        if request.method == "POST":
            _after_sending(request, response)
        typed_by.remember(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view_func: Callable, view_args: tuple, view_kwargs: dict
    ) -> HttpResponseBase | None:
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None and request.user.is_authenticated and "_carried_on" in request.POST:
            answer = _carried_on(request)
        request.is_taken = answer is None
        return answer

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponse:
        asks_by_itself = bool(getattr(request, "htmx", False))
        if request.method != "POST" and not asks_by_itself:
            return super().handle_no_permission(request, view_func)
        if asks_by_itself and getattr(view_func, "only_looks", False):
            return HttpResponse(status=204)
        held = hold(request)
        come_back = page_of(request)
        if held:
            come_back = reverse("drafts:carry_on", args=[held.public_key])
            messages.info(
                request, _("You were signed out. Sign in, and what you wrote is still there.")
            )
        login = reverse(self.get_login_url(view_func))
        query = urlencode({self.get_redirect_field_name(view_func): come_back})
        return go(request, f"{login}?{query}")


def _carried_on(request: HttpRequest) -> HttpResponse | None:
    """A held form is sent again: once."""
    held = actions.take_held(key=request.POST["_carried_on"], by=request.user)  # type: ignore[arg-type]
    if held is None:
        messages.warning(request, _("This was sent already, or is more than an hour old."))
        return go(request, reverse("drafts:list"))
    request.carried_on = held
    return None


def _after_sending(request: HttpRequest, response: HttpResponse) -> None:
    """What is saved is no draft any more; what was refused waits again."""
    # What never came to its page, since one must sign in or the page was old, is not saved.
    if not request.is_taken or not request.user.is_authenticated:
        return
    held = request.carried_on
    is_refused = response.status_code >= REFUSED and response.status_code != TO_MEND
    # Some pages refuse by a message on the page they lead to.
    is_refused |= any(level >= messages.ERROR for level, _text in request.deeds.said)
    if held and is_refused:
        actions.hold_again(held=held, by=request.user)
    has_moved_on = response.status_code in {302, 303} or "HX-Redirect" in response.headers
    if has_moved_on and not is_refused and (address := draft_address(request)):
        page = draft_page(request)
        actions.drop_draft(address=address, page=page, by=request.user)
