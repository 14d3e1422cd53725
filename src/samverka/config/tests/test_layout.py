"""`samverka layout`, as somebody at a terminal meets it."""

import pytest
from django.utils import translation

from samverka.config.command import main
from samverka.publishing.statements.layouts import shipped
from samverka.publishing.statements.models import Layout

pytestmark = pytest.mark.django_db
FILE = """
code: stadens-egen
name: Stadens egen fil
rows: hours
source: Mejl från staden
note: Ingen har jämfört den.
columns:
  - {heading: Nummer, field: number}
  - {heading: Timmar, field: whole_hours}
  - {heading: Projekt, field: text, text: InVäst}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "fil.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def run(*words) -> int:
    with translation.override("en"):
        return main(["layout", *map(str, words)])


def test_the_shipped_layouts_are_there_and_say_that_nobody_has_verified_them():
    there = Layout.objects.filter(version=1)
    codes = {"esf-scb-monthly", "amif-participants", "county-board-grant"}
    assert set(there.values_list("code", flat=True)) == codes
    assert not there.filter(is_verified=True).exists()
    assert all("inte gått att läsa" in layout.note for layout in there)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_shipped_file_read_again_is_the_layout_that_is_there(path, capsys):
    assert run(path) == 0
    assert "version 1" in capsys.readouterr().out


def test_a_changed_file_is_the_next_version_and_the_first_stays(file, capsys):
    run(file)
    file.write_text(FILE.replace("whole_hours", "minutes"), encoding="utf-8")
    assert run(file) == 0
    assert "stadens-egen, version 2" in capsys.readouterr().out
    fields = [
        [column["field"] for column in layout.columns]
        for layout in Layout.objects.filter(code="stadens-egen").order_by("version")
    ]
    assert fields == [["number", "whole_hours", "text"], ["number", "minutes", "text"]]


def test_only_looked_at_nothing_is_loaded(file, capsys):
    assert run(file, "--check") == 0
    assert "3 columns" in capsys.readouterr().out
    assert not Layout.objects.filter(code="stadens-egen").exists()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("field: number", "field: shoe_size", "'shoe_size' is no field"),
        ("field: number", "field: sessions", "cannot be asked of such rows"),
        ("rows: hours", "rows: shoes", "'rows' should be one of"),
        ("source: Mejl från staden", "", "'source' is missing"),
        ("note: Ingen har jämfört den.", "", "Nobody has verified"),
        ("text: InVäst", "note: InVäst", "stands in every row"),
        ("name: Stadens", "nmae: Stadens", "'nmae' is no key"),
        ("code: stadens-egen", "code: Stadens egen", "small letters"),
        ("  - {heading: Nummer, field: number}", "  - {field: number", "cannot be read as YAML"),
        ("rows: hours", "rows: hours\nperiod_months: 13", "from 1 to 12"),
        ("rows: hours", "rows: [hours]", "'rows' should be a text"),
    ],
)
def test_what_is_wrong_in_a_file_is_told_and_nothing_is_loaded(file, capsys, before, after, said):
    file.write_text(FILE.replace(before, after), encoding="utf-8")
    assert run(file) == 1
    assert said in capsys.readouterr().err
    assert not Layout.objects.filter(source="Mejl från staden").exists()


def test_another_kind_of_file_is_no_next_version(file, capsys):
    run(file)
    file.write_text(FILE.replace("rows: hours", "rows: participants"), encoding="utf-8")
    assert run(file) == 1
    assert "a code of its own" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert run(tmp_path / "ingen.yaml") == 1
    assert "cannot be read" in capsys.readouterr().err
