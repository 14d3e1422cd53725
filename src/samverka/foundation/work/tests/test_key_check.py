"""The key check: a key file that does not fit is noticed before anything is read with it."""

import json
from pathlib import Path

import pytest

from samverka.foundation.work import actions, queries
from samverka.toolkit import keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_key_file(tmp_path: Path) -> Path:
    keyring.create(tmp_path / "other.json")
    return tmp_path / "other.json"


def test_the_key_file_the_database_was_marked_with_fits():
    actions.mark_with_key()

    assert queries.key_file_fits()


def test_another_key_file_does_not_fit(settings, other_key_file):
    actions.mark_with_key()

    settings.KEY_FILE = other_key_file

    assert not queries.key_file_fits()


def test_a_key_file_with_another_search_key_does_not_fit(settings, other_key_file, tmp_path):
    actions.mark_with_key()
    mixed = json.loads(settings.KEY_FILE.read_text())
    mixed["search"] = json.loads(other_key_file.read_text())["search"]
    keyring.write(tmp_path / "mixed.json", mixed)

    settings.KEY_FILE = tmp_path / "mixed.json"

    assert not queries.key_file_fits()
