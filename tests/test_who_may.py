"""Closed unless opened: what every address answers everybody.

An address without a row fails here. Rows are in tests/who_may, one file a module.
"""

import importlib
import pkgutil

import pytest

from tests import who_may
from tests.strict_html import faults_of
from tests.typed import texts_without_draft
from tests.who_may.table import (
    CLOSED,
    COLUMNS,
    Row,
    addresses,
    answer,
    ask,
    closed_to,
    of_each,
    paths,
    rows_of,
    sessions_of,
)

MODULES = [
    importlib.import_module(f"{who_may.__name__}.{found.name}")
    for found in pkgutil.iter_modules(who_may.__path__)
]
# Rows of one file are asked one after the other: its cast comes once, and signs in once.
FILES = {
    module.__name__.rpartition(".")[2]: rows_of(module)
    for module in MODULES
    if hasattr(module, "ROWS")
}
ROWS = [row for rows in FILES.values() for row in rows]
READ = [row for row in ROWS if row.method == "GET"]
SENT = [row for row in ROWS if row.method == "POST"]
READ_BY_SOME = [row for row in READ if "405" not in row.answers]
# What the table does not say of sending, since they only show something.
NEVER_SENT = [
    row
    for row in READ_BY_SOME
    if closed_to(row) and row.address not in {sent.address for sent in SENT}
]


def test_every_address_has_a_row():
    missing = sorted(addresses() - {row.address for row in READ})
    assert not missing, f"Say who may read these, in tests/who_may: {missing}"


def test_no_address_hides_another():
    first: dict[str, str] = {}
    hidden = {name: first[path] for path, name in paths() if first.setdefault(path, name) != name}
    assert not hidden, f"These are never reached, since another page answers there: {hidden}"


def test_no_row_is_about_an_address_that_is_gone_and_none_stands_twice():
    written = [(row.method, row.address) for row in ROWS]
    assert not {row.address for row in ROWS} - addresses()
    assert len(written) == len(set(written))


def test_an_address_that_only_takes_a_form_has_a_row_for_sending_it():
    sent = {row.address for row in SENT}
    missing = [row.address for row in READ if "405" in row.answers and row.address not in sent]
    assert not missing, f"Add a POST row in tests/who_may for: {missing}"


def _is_page(response) -> bool:
    """A whole page, as whoever may read it gets it; parts of pages begin otherwise."""
    is_html = response["Content-Type"].startswith("text/html")
    return is_html and response.status_code == 200 and response.content[:9].lower() == b"<!doctype"


@pytest.mark.sqlite
@pytest.mark.parametrize("name", FILES)
def test_everybody_gets_the_answer_in_the_table(cast, name: str):
    sessions, others, broken = sessions_of(cast), [], []

    def look(row: Row, *about) -> None:
        responses = ask(row, *about, sessions)
        given = tuple(answer(responses[name]) for name in COLUMNS)
        if given != row.answers:
            others.append("  ".join([str(row), *given]))
        for name, response in responses.items():
            assert "default-src 'self'" in response["Content-Security-Policy"], (row, name)
        if page := next(filter(_is_page, responses.values()), None):
            text = page.content.decode()
            faults = [*faults_of(text), *texts_without_draft(row.address, text)]
            broken.extend(f"{row}: {fault}" for fault in faults)

    of_each(FILES[name], cast, look)
    assert not others, "They get:\n" + "\n".join(others)
    assert not broken, "Not whole:\n" + "\n".join(broken)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", FILES)
def test_postgresql_answers_the_first_who_may_as_the_table_says(cast, name: str):
    """Who may is decided alike on both; its questions to the database are asked here too."""
    sessions, others = sessions_of(cast), []

    def look(row: Row, *about) -> None:
        first = next((name for name in COLUMNS if name not in closed_to(row)), COLUMNS[0])
        given = answer(ask(row, *about, sessions, names=[first])[first])
        if given != row.answers[COLUMNS.index(first)]:
            others.append(f"{row}  {first}  {given}")

    of_each(FILES[name], cast, look)
    assert not others, "They get:\n" + "\n".join(others)


def test_the_table_lets_nobody_send_to_what_is_closed_to_them():
    readers = {row.address: row for row in READ_BY_SOME}
    for row in SENT:
        if row.address in readers:
            may = closed_to(readers[row.address]) - closed_to(row)
            assert not may, f"{row} is open to {may}, who may not read it."


@pytest.mark.sqlite
@pytest.mark.parametrize("name", FILES)
def test_what_one_may_not_read_one_may_not_send_to(cast, name: str):
    sessions = sessions_of(cast)

    def look(row: Row, *about) -> None:
        asked = ask(row, *about, sessions, method="POST", names=closed_to(row))
        let_in = {name for name, response in asked.items() if answer(response) not in CLOSED}
        assert not let_in, row

    of_each([row for row in NEVER_SENT if row in FILES[name]], cast, look)
