"""A test that does not run, or that reaches for the network, fails."""

from pathlib import Path

import pytest

from .within import pytest_on

LEAVES_OUT = """
import pytest

def test_skips():
    pytest.skip("not today")

@pytest.mark.skip
def test_is_marked():
    pass

@pytest.mark.xfail
def test_is_expected_to_fail():
    assert False
"""
ASKS_FOR_A_LIBRARY = 'import pytest\npytest.importorskip("no_such_library")\n'
REACHES_OUT = """
import socket

def test_reaches_out():
    with socket.socket() as line:
        line.connect(("192.0.2.1", 80))
"""


def told_on(folder: Path, text: str) -> str:
    (folder / "test_given.py").write_text(text)
    return pytest_on(folder).stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LEAVES_OUT, "2 failed, 1 error"),
        (ASKS_FOR_A_LIBRARY, "Nothing may be skipped"),
        (REACHES_OUT, "A test may not reach 192.0.2.1"),
    ],
    ids=["leaves out", "asks for a library", "reaches out"],
)
def test_it_fails(tmp_path, text, told):
    assert told in told_on(tmp_path, text)
