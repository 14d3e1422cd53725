"""PostgreSQL is asked every question, and no more tests than that takes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import asked

ROOT = Path(__file__).resolve().parents[2]

IMPORTS = """
import subprocess
import sys

import pytest
from django.db import connection, transaction

from samverka.foundation.accounts.models import User

pytestmark = pytest.mark.django_db
"""
ASKS = """
def test_asks_whether_there_is_anybody():
    assert not User.objects.exists()

def test_asks_the_same_and_how_many_there_are():
    assert not User.objects.exists()
    assert User.objects.count() == 0

def test_asks_how_many_there_are():
    assert User.objects.count() == 0

def test_finds_one():
    User.objects.create(email="nils@example.org", name="Nils")
    assert User.objects.exists()

def test_asks_in_order():
    assert list(User.objects.order_by("name")) == []

def test_asks_in_order_and_locks():
    with transaction.atomic():
        assert list(User.objects.order_by("name").select_for_update()) == []
"""
ASKS_AND_DOES_MORE = """
def test_asks_for_nils():
    assert not User.objects.filter(name="Nils").exists()

def test_asks_for_nora():
    assert not User.objects.filter(name="Nora").exists()

def test_does_more():
"""
MORE = {
    "makes_a_table": "    connection.cursor().execute('CREATE TABLE made (here int)')",
    "starts_a_process": "    subprocess.run([sys.executable, '-c', ''], check=True)",
}


def pytest_on(folder: Path, *words: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", "-c", "pyproject.toml", *words, folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Tests of which it is noted what they ask; in two files one does more than ask."""
    made = tmp_path_factory.mktemp("asked")
    (made / "test_asks.py").write_text(IMPORTS + ASKS)
    for name, line in MORE.items():
        (made / f"test_{name}.py").write_text(IMPORTS + ASKS_AND_DOES_MORE + line)
    pytest_on(made, f"--note-questions={made / 'questions'}")
    return made


def left_out_of(folder: Path, file: str) -> set[str]:
    tests = [test.split("::") for test in asked.left_out(folder / "questions")]
    return {name for path, name in tests if path.endswith(file)}


def test_what_others_ask_is_left_out_but_no_lock_and_no_other_number_of_rows(folder):
    assert left_out_of(folder, "test_asks.py") == {
        "test_asks_whether_there_is_anybody",
        "test_asks_how_many_there_are",
    }


@pytest.mark.parametrize("name", MORE)
def test_a_file_in_which_more_is_done_than_asked_is_run_whole(folder, name):
    assert not left_out_of(folder, f"test_{name}.py")


def test_nothing_but_what_is_left_out_is_not_run(folder):
    file = folder / "left-out"
    file.write_text("\n".join(asked.left_out(folder / "questions")))
    assert "10 passed, 2 deselected" in pytest_on(folder, f"--leave-out={file}")
