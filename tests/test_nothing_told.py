"""No page, file, search or answer tells of somebody to those who may not know of them.

Xantippa works in Partille, and takes part in a day that the federation holds. Each address of the
application that could tell of her is asked by all to whom it is open, also with her name as the
search, and by one of those to whom it is closed. Either she has protected identity, and nobody but
her employer's unit head is on the list; or she has not, and others than the organiser and the
economist where the day is held see no rows of Partille's.
"""

import io
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from samverka.delivery.activities.actions import Mark, record_attendance
from samverka.delivery.activities.tests.factories import place, training_day
from samverka.foundation.accounts.models import Role
from samverka.register.people import actions as people
from samverka.register.people.models import Person
from tests.people import LONG_AGO, TODAY, appoint
from tests.test_who_may import ROWS
from tests.who_may import groups
from tests.who_may.table import CLOSED, COLUMNS, Row, addresses, answer, closed_to

TOLD = ("Xantippa", "Yxkull", "xantippa@example.org", "0701740699")
# A part of her name, so that the field of the search is not taken for an answer.
SEARCH = {"words": "antipp", "q": "antipp", "user": "antipp"}
# What is no person's: one that stands for the others.
ARGUMENTS = {row.address: row.arguments for row in ROWS if row.arguments}
# Whom the table names for one of the same role; nobody who is not signed in asks here.
COLUMN_OF = {"head": "ulla"}
ASKING = (*COLUMNS[:-1], "head")
# A method, what is sent, and in which way the browser says that it asks.
Way = tuple[str, dict, dict]
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
NOTHING_OF_PERSONS = ("account_", "mfa_", "language", "health", "components", "act_as")
FILES = ("list", "export", "download", "trail_file")
SEARCHES = ("list", "export", "find", "choose", "users", "trail", "news", "history")


@pytest.fixture
def xantippa(cast) -> Person:
    cast.head = appoint("head", Role.UNIT_HEAD, cast.partille)
    made = people.register_person(
        given_name=TOLD[0],
        family_name=TOLD[1],
        email=TOLD[2],
        phone=TOLD[3],
        employer=cast.partille,
        title="Kurator",
        on=LONG_AGO,
        by=cast.head,
    )
    cast.day = training_day(cast, TODAY)
    cast.row = place(cast, cast.day, made, cast.partille)
    cast.session = cast.day.sessions.get()
    cast.of_groups = groups.about(cast, made)
    mark = Mark(key=cast.row.public_key, mark="here")
    record_attendance(session=cast.session, marks=[mark], on=TODAY, by=cast.olga)
    return made


def urls(cast, somebody: Person) -> dict[str, Callable[[], str]]:
    """Every address that could tell of a person, with her own keys where it takes one.

    What an address is about besides is made when it is asked, since one may forbid the other.
    """
    day, session, row = (one.public_key for one in (cast.day, cast.session, cast.row))
    hers = {"key": somebody.public_key, "position": somebody.positions.get().pk}
    month = {"programme_key": cast.programme.public_key, "month": TODAY.replace(day=1)}
    special = {
        "activities:sheet": {"key": session},
        "activities:news": {"key": session},
        "activities:undo": {"key": session, "version": 1},
        "activities:history": {"key": session, "place_key": row},
        "activities:give_back": {"key": row},
        "activities:take_again": {"key": row},
        "people:end_position": hers,
        "people:withdraw_access": {**hers, "user": cast.head.user.public_key},
        "reports:person": {**month, "person_key": somebody.public_key},
        "merge_persons:merge": {"key": somebody.public_key, "other": somebody.public_key},
        "questions:rules": {"programme_key": cast.programme.public_key},
        **cast.of_groups,
    }
    special["people:withdraw_access"].pop("position")
    by_module = {
        "activities": {"key": day},
        "programme": {"key": cast.programme.public_key},
        "reports": month,
        "administration": {"key": cast.olga.user.public_key},
        "appoint": {"key": cast.olga.user.public_key},
    }
    found = {}
    for name in sorted(addresses()):
        if name.startswith(NOTHING_OF_PERSONS):
            continue
        given = special.get(name) or by_module.get(name.split(":")[0], {"key": hers["key"]})
        found[name] = partial(url_of, cast, name, given)
    return found


def url_of(cast, name: str, given: dict) -> str:
    try:
        return reverse(name, kwargs=given)
    except NoReverseMatch:
        made = ARGUMENTS.get(name)
        return reverse(name, kwargs=made(cast) if made else None)


def is_heard(row: Row) -> bool:
    return {*row.answers} - {"login"} != {"405"}


def ways(name: str, column: str) -> list[Way]:
    """How an address is asked: as it is, with a search, as a file, by sending something.

    Not by what is closed to the role in that column, whatever it is about: that it stays closed,
    tests/test_who_may asks.
    """
    heard = [row for row in ROWS if row.address == name and is_heard(row)]
    open_by = [row.method.lower() for row in heard if column not in closed_to(row)]
    found: list[Way] = [(method, {}, {}) for method in open_by]
    if "get" in open_by and name.endswith(SEARCHES):
        found += [("get", SEARCH, {}), ("get", SEARCH | {"since": "0"}, FRAGMENT)]
    if "get" in open_by and name.endswith(FILES):
        found += [("get", {"format": form}, {}) for form in ("csv", "xlsx")]
    return found


def ways_of_all(name: str, number: int) -> dict[str, list[Way]]:
    """How each asks; of those to whom it is closed one asks too, another at each address."""
    found = {who: ways(name, COLUMN_OF.get(who, who)) for who in ASKING}
    shut_out = [who for who, by in found.items() if not by]
    if shut_out:
        found[shut_out[number % len(shut_out)]] = every_way(name)
    return found


def every_way(name: str) -> list[Way]:
    heard = [row for row in ROWS if row.address == name and is_heard(row)]
    return [(row.method.lower(), {}, {}) for row in heard]


def content(response) -> str:
    body = b"".join(response)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode(errors="replace")


def is_told(client: Client, by: list[Way], url: str) -> bool:
    """Whether any answer has a word of hers.

    To what is closed to reading nothing is sent: that it is closed too, tests/test_who_may asks.
    """
    closed = False
    for method, data, headers in by:
        if method == "post" and closed:
            continue
        text, closed = asked(client, method, url, data, headers)
        if any(word in text for word in TOLD):
            return True
    return False


def asked(client: Client, method: str, url: str, data: dict, headers: dict) -> tuple[str, bool]:
    """The answer, wherever it leads, and whether it was closed; what it changed is put back."""
    with transaction.atomic():
        response = getattr(client, method)(url, data, headers=headers)
        text = content(response) + response.get("Location", "")
        closed = answer(response) in CLOSED - {"405"}
        if response.status_code == 302 and not closed:
            text += content(client.get(response["Location"]))
        transaction.set_rollback(True)
    return text, closed


def signed_in(cast) -> dict[str, Client]:
    clients = {name: Client() for name in ASKING}
    for name, client in clients.items():
        client.force_login(cast.actor(name).user)
    return clients


def who_is_told(cast, somebody: Person) -> set[str]:
    told: set[str] = set()
    clients = signed_in(cast)
    for number, (address, url_of_it) in enumerate(urls(cast, somebody).items()):
        by = ways_of_all(address, number)
        with transaction.atomic():
            url = url_of_it()
            told |= {
                name for name in clients.keys() - told if is_told(clients[name], by[name], url)
            }
            transaction.set_rollback(True)
    return told


@pytest.mark.sqlite
def test_a_protected_person_is_told_of_to_those_on_the_list_only(cast, xantippa):
    people.protect(person=xantippa, access=[], reason="Chef", on=TODAY, by=cast.head)
    assert who_is_told(cast, xantippa) == {"head"}


@pytest.mark.sqlite
def test_those_of_another_organisation_are_told_of_to_those_who_hold_the_day(cast, xantippa):
    assert who_is_told(cast, xantippa) == {"petra", "erik", "olga", "head"}
