import datetime as dt
import io
import re
import zipfile

import pytest
from django.http import Http404
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from samverka.toolkit import spreadsheet

EVENING = dt.datetime(2026, 3, 15, 23, 30, tzinfo=dt.UTC)
AT_HOME = dt.datetime.fromisoformat("2026-03-16T00:30")  # the same instant in Sweden


def read_back(content: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_cells_come_back_as_what_they_are():
    columns = ["Name", "Hours", "Day", "Marked", "Note"]
    rows = [["Amanda", 7.5, dt.date(2026, 3, 16), EVENING, None]]
    assert read_back(spreadsheet.xlsx("People", columns, rows)) == [
        columns,
        ["Amanda", 7.5, dt.date(2026, 3, 16), AT_HOME, ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+46 31 000 00 00", "@SUM(A1)", "-2", "http://x.se"])
def test_a_text_in_a_workbook_is_never_a_formula_or_a_link(text):
    content = spreadsheet.xlsx("Names", ["Name"], [[text]])
    assert read_back(content)[1] == [text]


@pytest.mark.parametrize("text", ["=1+1", "+46 31 000 00 00", "@SUM(A1)", "-2", "\t=1"])
def test_a_text_in_a_csv_file_cannot_begin_a_formula(text):
    line = spreadsheet.csv(["Name"], [[text]]).decode("utf-8-sig").splitlines()[1]
    assert line == f"'{text}"


def test_csv_opens_in_a_swedish_spreadsheet_program():
    content = spreadsheet.csv(["Namn", "Timmar"], [["Åsa; Öckerö", 7.5], [None, -2]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == 'Namn;Timmar\r\n"Åsa; Öckerö";7,5\r\n;-2\r\n'


def test_a_long_title_with_signs_is_still_a_name_of_a_sheet():
    content = spreadsheet.xlsx("Att arbeta med tolk: dag 1/4 [Göteborg] och mer", ["Namn"], [])
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert names == ["Att arbeta med tolk  dag 1 4  G"]


def test_the_address_chooses_the_form_of_the_file():
    request = RequestFactory().get("/", {"format": "csv"})
    response = spreadsheet.download(request, "Föräldrastöd 2026", ["Namn"], [["Amanda"]])
    assert response["Content-Disposition"] == 'attachment; filename="foraldrastod-2026.csv"'
    assert response["Cache-Control"] == "no-store"
    assert response.content.decode("utf-8-sig") == "Namn\r\nAmanda\r\n"


def test_without_a_form_the_file_is_a_workbook():
    response = spreadsheet.download(RequestFactory().get("/"), "people", ["Name"], [["Amanda"]])
    assert response["Content-Disposition"] == 'attachment; filename="people.xlsx"'
    assert read_back(response.content) == [["Name"], ["Amanda"]]


def test_an_unknown_form_is_not_found():
    with pytest.raises(Http404):
        spreadsheet.download(RequestFactory().get("/?format=exe"), "people", ["Name"], [])


def as_written(content: bytes) -> str:
    """The first sheet as it stands in the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("xl/worksheets/sheet1.xml").decode()


def test_a_row_with_a_long_sentence_is_as_high_as_its_lines_and_others_are_not():
    page = as_written(spreadsheet.xlsx("Plan", ["Why"], [["A few words. " * 12], ["Short"]]))

    assert re.search(r'<row r="2"[^>]* ht="45"', page)
    assert not re.search(r'<row r="3"[^>]* ht=', page)


def test_on_paper_a_list_is_no_wider_than_the_paper_and_lies_down_when_it_is_wide():
    narrow = as_written(spreadsheet.xlsx("Plan", ["Case", "Why"], [["H1", "x" * 90]]))
    wide = as_written(spreadsheet.xlsx("Plan", ["Case", "Why"], [["H" * 50, "x" * 90]]))

    assert 'fitToPage="1"' in narrow
    assert 'fitToHeight="0" orientation="portrait"' in narrow
    assert 'orientation="landscape"' in wide
