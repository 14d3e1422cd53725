"""What somebody last did with each list: gone with the session, but for the columns chosen."""

from collections.abc import Sequence

from django.http import HttpRequest

from samverka.toolkit.public_key import new_key

ADDRESSES, COLUMNS, UNDO = "lists_asked", "lists_columns", "lists_undo"
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


def keep_for_undo(request: HttpRequest, key: str, rows: Sequence[str]) -> str:
    """The rows of the list's last deed, and the token they are asked back by."""
    token = new_key()
    request.session[UNDO] = {**request.session.get(UNDO, {}), key: [token, *rows]}
    return token


def rows_to_undo(request: HttpRequest, key: str, token: str) -> list[str]:
    """Once only: what is undone cannot be undone again."""
    kept: dict[str, list[str]] = dict(request.session.get(UNDO, {}))
    found, *rows = kept.get(key, [""])
    if found != token:
        return []
    del kept[key]
    request.session[UNDO] = kept
    return rows
