"""PostgreSQL is asked every question, and no more tests than that takes."""

from pathlib import Path

import pytest

from tools import asked

from .within import pytest_on

# What is asked here is asked by us, not by the tests.
OURS = """
from django.db import transaction

from samverka.foundation.accounts.models import User

def is_anybody_here():
    return User.objects.exists()

def number():
    return User.objects.count()

def names():
    return list(User.objects.order_by("name").values_list("name", flat=True))

@transaction.atomic
def names_for_now():
    return list(User.objects.order_by("name").select_for_update().values_list("name", flat=True))
"""
TESTS = """
import pathlib
import subprocess
import sys

import pytest
from django.db import connection

from samverka.foundation.accounts.models import User

sys.path.insert(0, str(pathlib.Path(__file__).parent / "src" / "samverka"))
import asking

pytestmark = pytest.mark.django_db

def test_is_anybody_here():
    assert not asking.is_anybody_here()

def test_nobody_is_here():
    assert not asking.is_anybody_here()
    assert asking.number() == 0

def test_nobody_is_counted():
    assert asking.number() == 0

def test_nobody_has_a_name():
    assert asking.names() == []

def test_one_has_a_name():
    User.objects.create(email="nils@example.org", name="Nils")
    assert asking.names() == ["Nils"]

def test_two_have_names():
    for name in ("Nora", "Nils"):
        User.objects.create(email=f"{name}@example.org", name=name)
    assert asking.names() == ["Nils", "Nora"]

def test_names_are_locked():
    assert asking.names_for_now() == []

def test_a_table_is_made():
    connection.cursor().execute("CREATE TABLE made (here int)")

def test_a_process_is_started():
    subprocess.run([sys.executable, "-c", ""], check=True)

@pytest.mark.both
def test_is_anybody_here_on_both():
    assert not asking.is_anybody_here()
"""
NOTHING_NEW = {
    "test_is_anybody_here",
    "test_nobody_is_here",
    "test_nobody_has_a_name",
    "test_one_has_a_name",
}


def told_on(folder: Path, *words: str) -> str:
    run = pytest_on(folder, *words)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def left_out(tmp_path_factory) -> Path:
    """A file of the tests that ask nothing new, beside those tests."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "src" / "samverka").mkdir(parents=True)
    (folder / "src" / "samverka" / "asking.py").write_text(OURS)
    (folder / "test_asking.py").write_text(TESTS)
    told_on(folder, f"--note-questions={folder / 'questions'}")
    made = folder / "left-out"
    made.write_text("\n".join(asked.left_out(folder / "questions")))
    return made


def test_what_asks_nothing_new_is_left_out(left_out):
    """Not the lock, nor what finds several, nor what does more than ask, nor what is marked."""
    assert {name.partition("::")[2] for name in left_out.read_text().splitlines()} == NOTHING_NEW


def test_all_the_others_are_run(left_out):
    assert "6 passed, 4 deselected" in told_on(left_out.parent, f"--leave-out={left_out}")
