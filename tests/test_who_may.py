"""Closed unless opened: what every address answers everybody.

An address without a row fails here. Rows are in tests/who_may, one file a module.
"""

import importlib
import pkgutil

import pytest

from tests import who_may
from tests.who_may.table import (
    CLOSED,
    COLUMNS,
    Row,
    addresses,
    answer,
    ask,
    closed_to,
    rows_of,
)

MODULES = [
    importlib.import_module(f"{who_may.__name__}.{found.name}")
    for found in pkgutil.iter_modules(who_may.__path__)
]
ROWS = [row for module in MODULES if hasattr(module, "ROWS") for row in rows_of(module)]
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


def test_no_row_is_about_an_address_that_is_gone_and_none_stands_twice():
    written = [(row.method, row.address) for row in ROWS]
    assert not {row.address for row in ROWS} - addresses()
    assert len(written) == len(set(written))


def test_an_address_that_only_takes_a_form_has_a_row_for_sending_it():
    sent = {row.address for row in SENT}
    missing = [row.address for row in READ if "405" in row.answers and row.address not in sent]
    assert not missing, f"Add a POST row in tests/who_may for: {missing}"


@pytest.mark.sqlite
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_the_answer_in_the_table(cast, row: Row):
    responses = ask(row, cast)
    given = {name: answer(response) for name, response in responses.items()}
    as_row = "  ".join([str(row), *given.values()])
    assert given == dict(zip(COLUMNS, row.answers, strict=True)), f"They get: {as_row}"
    for name, response in responses.items():
        assert "default-src 'self'" in response["Content-Security-Policy"], name


@pytest.mark.postgresql
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_postgresql_answers_the_first_who_may_as_the_table_says(cast, row: Row):
    """Who may is decided alike on both; its questions to the database are asked here too."""
    name = next((name for name in COLUMNS if name not in closed_to(row)), COLUMNS[0])
    response = ask(row, cast, names=[name])[name]
    assert answer(response) == row.answers[COLUMNS.index(name)], name


def test_the_table_lets_nobody_send_to_what_is_closed_to_them():
    readers = {row.address: row for row in READ_BY_SOME}
    for row in SENT:
        if row.address in readers:
            may = closed_to(readers[row.address]) - closed_to(row)
            assert not may, f"{row} is open to {may}, who may not read it."


@pytest.mark.sqlite
@pytest.mark.parametrize("row", NEVER_SENT, ids=str)
def test_what_one_may_not_read_one_may_not_send_to(cast, row: Row):
    for name, response in ask(row, cast, method="POST", names=closed_to(row)).items():
        assert answer(response) in CLOSED, name
