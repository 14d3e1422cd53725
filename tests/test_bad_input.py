"""Whatever comes into an address or a form, somebody answers: never a server error.

Every address of the table is asked with signs, numbers and days that nobody means, by somebody of
each role and by somebody whose roles have ended. What one row is not asked with, its neighbours
are: each value meets every kind of field, and each role every kind of page. A row is asked with
three of ten values: a module with four rows has met them all.
"""

from collections.abc import Sequence
from functools import partial
from html.parser import HTMLParser

import pytest
from django.urls import NoReverseMatch, reverse

from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.programmes.views.parts import PARTS
from samverka.foundation.accounts.models import User
from samverka.toolkit import keyring, sealing
from tests.people import person
from tests.test_who_may import FILES
from tests.who_may.table import (
    CLOSED,
    COLUMNS,
    Row,
    Sessions,
    browser_of,
    of_each,
    sessions_of,
    signed_in,
    undone,
)

JUNK = (
    "a\0b",
    "9" * 5000,
    "-1",
    "0001-01-01",
    "9999-12-31",
    "\u202eemordnilap 🙂",
    "a " * 1500,
    "²",
    "here ",
    "\x0b[%",
)
# What the views read of an address, and of a form beside the fields that its page shows.
ASKED = """
after before by choice contact ends function known kind lacks last_day med month municipality now
only organisation outcome page person place programme q rad recommended region rotation session
since size sort stage starts state sure text theme title toast unit_type until use user valid_from
value verb via when which words year next
"""
# What turns a list to something else before it is read.
TURNING = ["format", "columns", "clear"]
SENT = [
    "actor",
    "all",
    "another",
    # What is chosen or written beside the button of a deed for several rows.
    "answer",
    "asked",
    "choose",
    "contact",
    "everybody",
    "first",
    "followed_up_on",
    "form",
    "form-TOTAL_FORMS",
    "form-INITIAL_FORMS",
    "form-0-day",
    "function",
    "goal",
    "how",
    "instead",
    "is_public",
    "kind",
    "language",
    "last_day",
    "more",
    "next",
    "outcome",
    "part",
    "reason",
    "result",
    "row",
    "session",
    "up",
    "valid_to",
    "who",
    "version-x",
    "mark-x",
    "time-x",
]
# How many of the values a row is asked with.
MANY = 3
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Fields(HTMLParser):
    """The fields of a page's forms, with what stands in them or could be chosen."""

    def __init__(self):
        super().__init__()
        self.found: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        name, value = facts.get("name"), facts.get("value") or ""
        if tag == "select":
            self.select = name or ""
        if tag in {"input", "button", "textarea", "select"} and name:
            self.found.setdefault(name, value)
        if tag == "option" and self.select and not self.found[self.select]:
            self.found[self.select] = value


@pytest.fixture
def sessions(cast) -> Sessions:
    """Of everybody who signs in, of nobody, and of somebody who holds no role any more."""
    former = User.objects.create(email="former@example.org", name="Fredrik Exempel")
    return sessions_of(cast) | {"former": signed_in(former)}


def some(things: Sequence[str], number: int, many: int) -> list[tuple[int, str]]:
    """So many of them with their places, others for each number, and all of them in turn."""
    places = [(number + step) % len(things) for step in range(many)]
    return [(place, things[place]) for place in places]


def answered(session: str | None, method: str, url: str, data: dict, headers: dict) -> None:
    with undone():
        response = getattr(browser_of(session), method)(url, data, headers=headers)
        b"".join(response)
        assert response.status_code < 500, (method, url, data)


def fields_of(session: str, url: str) -> dict[str, str]:
    fields, page = Fields(), browser_of(session).get(url)
    if page["Content-Type"].startswith("text/html"):
        fields.feed(page.content.decode())
    return fields.found


def one_wrong(data: dict[str, str]) -> list[dict[str, str]]:
    """The form with one field after the other wrong, each in its own way."""
    wrong = JUNK[::-1]
    return [data | {name: wrong[number % len(wrong)]} for number, name in enumerate(sorted(data))]


def who_may(row: Row) -> list[str]:
    return [name for name, given in zip(COLUMNS, row.answers, strict=True) if given not in CLOSED]


def who_asks(row: Row) -> list[str]:
    """The last of those who may; without a role one comes in only where everybody does."""
    may = who_may(row)
    return [*may[-1:], *(["former"] if len(may) >= len(COLUMNS) - 1 else [])] or ["petra"]


# Where nobody may use the method, nothing that is sent is read.
HEARD = {
    name: [row for row in rows if {*row.answers} - {"login"} != {"405"}]
    for name, rows in FILES.items()
}


@pytest.mark.postgresql
@pytest.mark.parametrize("name", HEARD)
def test_nothing_that_is_sent_makes_the_server_fail(cast, sessions, name: str):
    of_each(HEARD[name], cast, partial(send_nonsense, sessions, numbers_of(HEARD[name])))


def numbers_of(rows: Sequence[Row]) -> dict[Row, int]:
    """Which of the values each is asked with: its neighbours in the table with others."""
    return {row: number for number, row in enumerate(rows)}


def send_nonsense(sessions: Sessions, numbers: dict, row: Row, keys: dict, about) -> None:
    url, number = reverse(row.address, kwargs=keys), numbers[row]
    method, may = row.method.lower(), who_may(row)
    data = row.data(about) if row.data else {}
    if may and may[0] != "nobody" and method == "post":
        data = fields_of(sessions[may[0]], url) | data
    first = number * MANY % len(JUNK)
    for place, junk in some(JUNK, first, MANY):
        asked = [*ASKED.split(), *([TURNING[place % 3]] if place > 6 else [])]
        names = asked if method == "get" else [*SENT, *data]
        headers = FRAGMENT if place % 2 else {}
        others = [other for _, other in some([*sessions], number, 3)]
        for name in who_asks(row) + (others if place == first else []):
            answered(sessions[name], method, url, dict.fromkeys(names, junk), headers)
    for wrong in one_wrong(data) if may else []:
        answered(sessions[may[0]], method, url, wrong, {})


IN_AN_ADDRESS = (
    "-1",
    "9" * 5000,
    "9999-12-31",
    "9999-12",
    "0001-01",
    "\u202eemordnilap 🙂",
    "a~b~c",
    "²",
    "%5B%25",
)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", HEARD)
def test_no_key_that_is_made_up_makes_the_server_fail(cast, sessions, name: str):
    rows = [row for row in HEARD[name] if row.arguments]
    of_each(rows, cast, partial(make_up_keys, sessions, numbers_of(HEARD[name])))


def make_up_keys(sessions: Sessions, numbers: dict, row: Row, keys: dict, _about) -> None:
    number = numbers[row]
    asker = next(iter(who_may(row)), "petra")
    for name, key in keys.items():
        # A programme is looked for in one way everywhere.
        many = 1 if name == "programme_key" else MANY
        for _, junk in some(IN_AN_ADDRESS, number * many, many):
            try:
                url = reverse(row.address, kwargs=keys | {name: type(key)(junk)})
            except (NoReverseMatch, TypeError, ValueError):
                continue
            answered(sessions[asker], row.method.lower(), url, {}, {})


@pytest.mark.postgresql
@pytest.mark.parametrize("part", PARTS)
def test_no_name_of_a_fact_makes_the_server_fail(cast, part):
    petra = signed_in(cast.petra.user)
    start = {"programme_key": cast.programme.public_key, "part": part}
    for junk in (*IN_AN_ADDRESS, "~", "~~", "a~-1~9999-99-99", "1~2~3", "a~b"):
        for address in ("programmes:change_part", "programmes:remove_part"):
            url = reverse(address, kwargs=start | {"key": junk})
            answered(petra, "post", url, {}, {})


@pytest.mark.parametrize("address", ["/aktiviteter/a%00b/", "/personer/?words=%00", "/?%00=1"])
def test_the_sign_zero_in_an_address_leads_nowhere(cast, client, address):
    client.force_login(cast.karin.user)
    assert client.get(address).status_code == 400


def test_a_form_larger_than_any_of_ours_is_refused(cast, client):
    client.force_login(cast.olga.user)
    answer = client.post("/aktiviteter/ny/", {"description": "a" * 10_000_000})
    assert answer.status_code == 400


@pytest.mark.parametrize("sign", ["\u202e", "\u2066"])
def test_a_name_cannot_turn_the_line_it_stands_in(cast, client, sign):
    client.force_login(cast.karin.user)
    amanda = person("Amanda", cast.kungalv)
    facts = {"given_name": f"Amanda{sign}", "family_name": "Exempel"}
    answer = client.post(reverse("people:correct", args=[amanda.public_key]), facts)
    assert "given_name" in answer.context["form"].errors


def test_a_sheet_of_a_whole_conference_is_sent_at_once(cast, client):
    client.force_login(cast.olga.user)
    url = reverse("activities:sheet", args=[training_day(cast).sessions.get().public_key])
    assert client.post(url, {f"mark-{number}": "here" for number in range(1500)}).url == url


@pytest.mark.parametrize("body", ["x", "AAAA", "not base64 at all"])
def test_a_damaged_value_says_that_it_does_not_open(body):
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(f"{sealing.current_key()}:{body}", context="person.identity")


def test_a_key_file_is_never_written_into_a_file_that_others_may_read(tmp_path):
    path = tmp_path / "keys.json"
    keyring.create(path)
    (tmp_path / "keys.new").touch(mode=0o644)
    keyring.add_encryption_key(path)
    assert path.stat().st_mode & 0o077 == 0
