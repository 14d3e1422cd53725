"""`samverka export programme` and the shipped programmes, as somebody at a terminal meets them."""

import pytest
from django.utils import translation

from samverka.config.command import main
from samverka.delivery.programmes.models import Programme
from samverka.workflows.programme_file.tests.file import FILE

pytestmark = pytest.mark.django_db


def run(*words) -> int:
    with translation.override("en"):
        return main(list(map(str, words)))


@pytest.fixture
def loaded(tmp_path, capsys):
    path = tmp_path / "prov.yaml"
    path.write_text(FILE, encoding="utf-8")
    run("import", "programme", path)
    capsys.readouterr()
    return path


def test_what_is_exported_is_as_what_was_loaded(loaded, capsys, tmp_path):
    written = tmp_path / "igen.yaml"
    assert run("export", "programme", "prov", "--to", written) == 0
    assert run("import", "programme", written) == 0
    assert "nothing was changed" in capsys.readouterr().out


def test_without_a_file_it_is_printed(loaded, capsys):
    assert run("export", "programme", "prov") == 0
    assert "namn: Föräldrastöd\nnyckel: prov\n" in capsys.readouterr().out


def test_an_unknown_key_is_told_with_those_that_are(loaded, capsys):
    assert run("export", "programme", "prova") == 1
    assert "Those that are: prov." in capsys.readouterr().err


def test_looking_at_the_shipped_programmes_loads_none_of_them(capsys):
    assert run("import", "programme", "--shipped", "--check") == 0
    assert "invast: InVäst – Integration Västsverige" in capsys.readouterr().out
    assert not Programme.objects.exists()
