"""What views and lists use of deeds, as `request.deeds`: facts kept for an undo, given once."""

import html
import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.foundation.accounts.models import User
from samverka.toolkit.public_key import new_key

from . import actions, queries
from .models import Deed
from .unchanged import is_as_left, left_in

Handler = Callable[[HttpRequest], HttpResponse]
TITLE = re.compile(r"<title>(.*?)(?: · Samverka)?</title>", re.DOTALL)
GONE = {403, 404, 410}


class Lately:
    """The deeds of whoever asks; nobody signed in has none."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.said: list[tuple[int, str]] = []
        self.shown: list[str] = []
        self._kept: dict[str, dict[str, Any]] = {}
        self._left: list[list] = []

    def keep(self, of_list: str, undo: str, rows: list) -> str:
        """Facts for an undo, and the token by which its address names them."""
        token = new_key()
        self._kept[token] = {"of_list": of_list, "undo": undo, "token": token, "rows": rows}
        return token

    def left(self, row: models.Model, *fields: str) -> None:
        """What the deed left in a row: its undo is not carried out where it says another thing."""
        self._left.append([row._meta.label, row.pk, fields, left_in(row, fields)])

    def last(self, of_list: str) -> tuple[str, str, list]:
        """The token of the list's last deed, the undo it is for, and its facts."""
        if not self.request.user.is_authenticated:
            return "", "", []
        found = queries.lately(self.request.user).filter(of_list=of_list, taken_back_at=None)
        told = deed.told() if (deed := found.first()) else {}
        return told.get("token", ""), told.get("undo", ""), told.get("rows", [])

    def take(self, token: str) -> list:
        """The facts that this very address asks back, once only."""
        if not self.request.user.is_authenticated:
            return []
        told = actions.take(address=self.request.path, by=self.request.user) or {}
        rows: list = told["rows"] if told.get("token") == token else []
        return rows

    def note(self, level: int, said: str, address: str) -> None:
        """A message; one that offers Undo is a deed."""
        self.said.append((level, said))
        if not address.startswith("/") or not self.request.user.is_authenticated:
            return
        kept = next((one for token, one in self._kept.items() if f"/{token}/" in address), {})
        actions.remember(
            address=address,
            told={"said": said, "left": self._left, **kept},
            of_list=kept.get("of_list", ""),
            acting=actor.choice if (actor := getattr(self.request, "actor", None)) else "",
            by=self.request.user,
        )


def lately(get_response: Handler) -> Handler:
    """Give each request its deeds, and write down what came of an undo."""

    def middleware(request: HttpRequest) -> HttpResponse:
        deeds = Lately(request)
        request.deeds = deeds  # type: ignore[attr-defined]
        user, deed = _who_takes_back(request), None
        if user and (deed := queries.to_take_back(user, request.path).first()) is None:
            return _too_late(request, user)
        if deed and not is_as_left(deed):
            return _changed_since(request, deed)
        response = get_response(request)
        if deed:
            return _settled(request, deed, deeds.said, response)
        if deeds.shown:
            _name_page(request, deeds.shown, response)
        return response

    return middleware


def _who_takes_back(request: HttpRequest) -> User | None:
    """Whoever pressed the button of a deed; None where something else was asked."""
    if request.method != "POST" or not request.user.is_authenticated:
        return None
    return request.user if "_undo" in request.POST else None


def _too_late(request: HttpRequest, user: User) -> HttpResponse:
    """Most undo addresses are ordinary ones: pressed twice, they would change what stands now."""
    if queries.is_taken_back(user, request.path):
        messages.info(request, _("It is undone already. Nothing more was changed."))
    else:
        messages.warning(
            request, _("Undo is there for 30 days, for whoever did it. Nothing was changed.")
        )
    return HttpResponseRedirect(reverse("deeds:lately"))


def _changed_since(request: HttpRequest, deed: Deed) -> HttpResponse:
    why = _("It was changed after you did it, and stays as it is now.")
    messages.warning(request, why)
    actions.settle(deed=deed, is_done=False, why=why, by=deed.user)
    return HttpResponseRedirect(reverse("deeds:lately"))


def _settled(
    request: HttpRequest, deed: Deed, said: list[tuple[int, str]], response: HttpResponse
) -> HttpResponse:
    if response.status_code in GONE:
        said = [(messages.ERROR, _("It is gone, or it is no longer yours to change."))]
        messages.error(request, said[0][1])
        response = HttpResponseRedirect(reverse("deeds:lately"))
    worst = max((level for level, _text in said), default=messages.SUCCESS)
    is_done = worst < messages.ERROR and response.status_code < 500
    why = " ".join(text for level, text in said if level >= messages.WARNING)
    actions.settle(deed=deed, is_done=is_done, why=why, by=deed.user)
    return response


def _name_page(request: HttpRequest, shown: list[str], response: HttpResponse) -> None:
    if response.streaming or not request.user.is_authenticated:
        return
    if found := TITLE.search(response.text):
        actions.name_page(
            addresses=shown,
            title=html.unescape(found[1]).strip(),
            page=request.get_full_path(),
            by=request.user,
        )
