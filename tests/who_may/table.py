"""Reading the tables, and asking an address as everybody in turn."""

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from samverka.foundation.accounts.models import User
from tests.people import Cast

# One of each role, somebody from a municipality outside the programme, and somebody not signed in.
COLUMNS = ("petra", "karin", "erik", "olga", "ulla", "sara", "rut", "ada", "eve", "nobody")
CLOSED = {"login", "403", "404", "405"}
Maker = Callable[[Cast], dict]
Sessions = dict[str, str | None]


@dataclass(frozen=True)
class Row:
    """What one address answers each of the cast, by one method."""

    method: str
    address: str
    answers: tuple[str, ...]
    arguments: Maker | None = field(default=None, compare=False)
    data: Maker | None = field(default=None, compare=False)

    def __str__(self):
        return f"{self.method} {self.address}"


def closed_to(row: Row) -> set[str]:
    """Those whom the row does not let in."""
    return {name for name, given in zip(COLUMNS, row.answers, strict=True) if given in CLOSED}


def rows_of(module: ModuleType) -> list[Row]:
    """The rows of one file; its first line names the columns, so that a table can be read."""
    first, *lines = [line.split() for line in module.ROWS.strip().splitlines() if line.strip()]
    assert tuple(first) == COLUMNS, f"{module.__name__}: the columns are {' '.join(COLUMNS)}"
    arguments = getattr(module, "ARGUMENTS", {})
    data = getattr(module, "DATA", {})
    rows = []
    for method, address, *answers in lines:
        assert len(answers) == len(COLUMNS), f"{module.__name__}: {method} {address}"
        rows.append(
            Row(method, address, tuple(answers), arguments.get(address), data.get(address))
        )
    return rows


def addresses() -> set[str]:
    """The name of every address the application answers to, allauth's too."""
    return _names(get_resolver().url_patterns, "")


def _names(patterns, namespace: str) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"The address {pattern.pattern} has no name."
            found.add(f"{namespace}{pattern.name}")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= _names(pattern.url_patterns, inner)
    return found


def paths() -> list[tuple[str, str]]:
    """Each address as it is written in a link, whatever its parameters are called, with its name."""
    return list(_paths(get_resolver().url_patterns, "", ""))


def _paths(patterns, before: str, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        path = before + re.sub(r"<[^>]+>", "<>", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield path, f"{namespace}{pattern.name}"
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _paths(pattern.url_patterns, path, inner)


def signed_in(user: User) -> str:
    """The session of somebody who signs in once and asks many things."""
    client = Client()
    client.force_login(user)
    return client.session.session_key


def sessions_of(cast: Cast) -> Sessions:
    """Of each of the cast; nobody has none."""
    names = [name for name in COLUMNS if name != "nobody"]
    return {name: signed_in(cast.actor(name).user) for name in names} | {"nobody": None}


# What stands before every page is put together once for all who ask.
SERVER = Client().handler


def browser_of(session: str | None) -> Client:
    """A browser that has been nowhere yet but where one signs in."""
    client = Client()
    client.handler = SERVER
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


@contextmanager
def undone() -> Iterator[None]:
    """What is made or changed in the block, nobody finds after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def of_each(rows: Sequence[Row], cast: Cast, look: Callable[[Row, dict, Cast], object]) -> None:
    """Look at each row, with the keys of its address and those whom it is about.

    What several rows are about is made once; what one of them changes, the next does not find.
    """
    for make in dict.fromkeys(row.arguments for row in rows):
        with undone():
            about = copy.deepcopy(cast)
            keys = make(about) if make else {}
            for row in rows:
                if row.arguments is make:
                    with undone():
                        look(row, keys, about)


def ask(
    row: Row,
    keys: dict,
    about: Cast,
    sessions: Sessions,
    method: str = "",
    names: Iterable[str] = COLUMNS,
) -> dict:
    """The response to each of the cast; what one of them changes, the next does not find."""
    responses = {}
    url = reverse(row.address, kwargs=keys)
    data = row.data(about) if row.data else {}
    for name in names:
        client = browser_of(sessions[name])
        send = client.get if (method or row.method) == "GET" else client.post
        with undone():
            responses[name] = send(url, data)
    return responses


def answer(response) -> str:
    """How the table says it: a status, or "login" when one is sent there."""
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return "login"
    return str(response.status_code)
