"""What somebody last did with each list. How it was narrowed is gone with the session."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from .changes import Became

ADDRESSES, COLUMNS = "lists_asked", "lists_columns"
# Somebody who goes from programme to programme opens many lists, and the session stays small.
REMEMBERED = 30


def asked(request: HttpRequest, path: str) -> str:
    """How the list at an address was last narrowed, as the end of the address."""
    found: str = request.session.get(ADDRESSES, {}).get(path, "")
    return found


def remember(request: HttpRequest, path: str, query: str) -> None:
    """Written only where it changed: most openings of a list store nothing."""
    if asked(request, path) == query:
        return
    kept = {key: value for key, value in request.session.get(ADDRESSES, {}).items() if key != path}
    if query:
        kept[path] = query
    request.session[ADDRESSES] = dict(list(kept.items())[-REMEMBERED:])


def columns(request: HttpRequest, key: str) -> list[str] | None:
    """The columns chosen; None where nobody chose."""
    user = request.user
    kept = user.list_columns if user.is_authenticated else request.session.get(COLUMNS, {})
    found: list[str] | None = kept.get(key)
    return found


def choose_columns(request: HttpRequest, key: str, chosen: list[str]) -> None:
    """Whoever has an account finds them again next time; for others the session keeps them."""
    if request.user.is_authenticated:
        request.user.choose_columns(key, chosen)
    else:
        request.session[COLUMNS] = {**request.session.get(COLUMNS, {}), key: chosen}


@dataclass(frozen=True)
class Kept:
    """A row that a deed changed: its key, what it was, and marks of what it became."""

    key: str
    was: str
    became: Became


def keep_for_undo(request: HttpRequest, key: str, undo: str, rows: Sequence[Kept]) -> str:
    """The rows of the list's last deed, and the token that its undo asks them back by."""
    told = [[row.key, row.was, row.became] for row in rows]
    token: str = _deeds(request).keep(key, undo, told)
    return token


def last_undo(request: HttpRequest, key: str) -> tuple[str, str, list[Kept]]:
    """The token of the list's last deed, the undo it is for, and its rows."""
    token, undo, rows = _deeds(request).last(key)
    return token, undo, [Kept(*row) for row in rows]


def rows_to_undo(request: HttpRequest, token: str) -> list[Kept]:
    """Once only, and only by the undo of that very deed: its address asks."""
    return [Kept(*row) for row in _deeds(request).take(token)]


def _deeds(request: HttpRequest) -> Any:
    """What the user did lately; its table stands above us, so a middleware hands it down."""
    return request.deeds  # type: ignore[attr-defined]
