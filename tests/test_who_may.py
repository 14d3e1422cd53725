"""Closed unless opened: what every address answers everybody.

An address without a row fails here. Rows are in tests/who_may, one file a module.
"""

import importlib
import pkgutil

import pytest

from tests import who_may
from tests.who_may.table import CLOSED, COLUMNS, Row, addresses, answer, ask, rows_of

MODULES = [
    importlib.import_module(f"{who_may.__name__}.{found.name}")
    for found in pkgutil.iter_modules(who_may.__path__)
]
ROWS = [row for module in MODULES if hasattr(module, "ROWS") for row in rows_of(module)]
READ = [row for row in ROWS if row.method == "GET"]


def test_every_address_has_a_row():
    missing = sorted(addresses() - {row.address for row in READ})
    assert not missing, f"Say who may read these, in tests/who_may: {missing}"


def test_no_row_is_about_an_address_that_is_gone_and_none_stands_twice():
    written = [(row.method, row.address) for row in ROWS]
    assert not {row.address for row in ROWS} - addresses()
    assert len(written) == len(set(written))


def test_an_address_that_only_takes_a_form_has_a_row_for_sending_it():
    sent = {row.address for row in ROWS if row.method == "POST"}
    missing = [row.address for row in READ if "405" in row.answers and row.address not in sent]
    assert not missing, f"Add a POST row in tests/who_may for: {missing}"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_the_answer_in_the_table(cast, row: Row):
    responses = ask(row, cast)
    given = {name: answer(response) for name, response in responses.items()}
    as_row = "  ".join([str(row), *given.values()])
    assert given == dict(zip(COLUMNS, row.answers, strict=True)), f"They get: {as_row}"
    for name, response in responses.items():
        assert "default-src 'self'" in response["Content-Security-Policy"], name


@pytest.mark.sqlite
@pytest.mark.parametrize("row", READ, ids=str)
def test_what_one_may_not_read_one_may_not_send_to(cast, row: Row):
    closed = {name for name, given in zip(COLUMNS, row.answers, strict=True) if given in CLOSED}
    if "405" in row.answers:
        return
    for name, response in ask(row, cast, method="POST").items():
        assert name not in closed or answer(response) in CLOSED, name
