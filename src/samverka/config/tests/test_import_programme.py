"""`samverka import programme`, as somebody at a terminal meets it."""

from pathlib import Path

import pytest
from django.utils import translation

from samverka.config.command import main
from samverka.delivery.programmes.models import Programme
from samverka.workflows.programme_file.tests.file import FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "prov.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def load(*words) -> int:
    with translation.override("en"):
        return main(["import", "programme", *map(str, words)])


def test_a_file_is_loaded_and_told_row_by_row(file, capsys):
    assert load(file) == 0
    assert "Föräldrastöd: added." in capsys.readouterr().out
    assert Programme.objects.get().slug == "prov"


def test_the_same_file_again_says_that_nothing_was_changed(file, capsys):
    load(file)
    capsys.readouterr()
    assert load(file) == 0
    assert capsys.readouterr().out == (
        "Föräldrastöd is as in the file already; nothing was changed.\n"
    )


def test_checking_loads_nothing(file, capsys):
    assert load(file, "--check") == 0
    assert "can be loaded: Föräldrastöd, 2 goals." in capsys.readouterr().out
    assert not Programme.objects.exists()


def test_every_problem_is_told_and_nothing_is_loaded(file, capsys):
    spoilt = FILE.replace("kommun: Kungälv,", "kommun: Kungelf,").replace("4 dagar", "4 timmar")
    file.write_text(spoilt, encoding="utf-8")
    assert load(file) == 1
    told = capsys.readouterr().err
    assert "There is no municipality called 'Kungelf'." in told
    assert "'4 timmar' at 'måltal' is in another unit than asked for." in told
    assert not Programme.objects.exists()


def test_years_can_be_moved(file):
    load(file, "--move-years", "7")
    assert Programme.objects.get().starts_on.year == 2025


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read"), ("namn: Föräldrastöd".encode("latin-1"), "is not UTF-8 text")],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path, capsys, content, sentence):
    path = tmp_path / "annan.yaml"
    if content:
        path.write_bytes(content)
    assert load(path) == 1
    assert sentence in capsys.readouterr().err
