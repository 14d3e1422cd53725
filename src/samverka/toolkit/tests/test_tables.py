"""Tables that people send: read as they meant them, or refused with a sentence that helps."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from samverka.toolkit import spreadsheet, tables
from samverka.toolkit.tables import Formula, TableProblem, in_words, limits, open_book


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def book(*rows, **options) -> bytes:
    """A workbook of one sheet, as a spreadsheet program writes it."""
    return workbook({"Blad1": rows}, **options)


def workbook(sheets: dict, hidden=(), merged=()) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write(number, column, value)
            for area in merged:
                sheet.merge_range(area, "Lista")
            if name in hidden:
                sheet.hide()
    return file.getvalue()


def changed(content: bytes, part: str, change) -> bytes:
    """The workbook with one of its parts written anew."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    return file.getvalue()


def read(content: bytes, name: str | None = None) -> tables.Sheet:
    opened = open_book(io.BytesIO(content))
    return opened.read(opened.sheets[0] if name is None else name)


def words(content: bytes) -> list[list[str]]:
    return [[in_words(cell) for cell in row.cells] for row in read(content).rows]


def refusal(content: bytes) -> str:
    with pytest.raises(TableProblem) as problem:
        read(content)
    return str(problem.value)


def test_a_workbook_is_read_with_days_and_numbers_as_what_they_are():
    sheet = read(book(["Namn", "Från", "Timmar"], ["Åsa", dt.date(2026, 3, 1), 7.5]))
    assert [row.number for row in sheet.rows] == [1, 2]
    assert sheet.rows[1].cells == ("Åsa", dt.date(2026, 3, 1), 7.5)


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers():
    assert [row.number for row in read(book(["Namn"], [], [""], ["Åsa"])).rows] == [1, 4]


cells = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12).filter(
        lambda text: text.strip() == text and not text.startswith(("=", "{", "_x"))
    ),
    st.integers(-(10**9), 10**9),
    st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)),
)


@given(st.lists(st.lists(cells, max_size=5), max_size=5))
def test_it_reads_what_another_reader_reads(rows):
    content = spreadsheet.xlsx("Lista", ["A", "B", "C", "D", "E"], rows)
    ours = {row.number: [in_words(cell) for cell in row.cells] for row in read(content).rows}
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    for number, theirs in enumerate(sheet.to_python(), start=1):
        while theirs and theirs[-1] == "":
            theirs.pop()
        expected = [
            in_words(int(cell) if isinstance(cell, float) else cell).strip() for cell in theirs
        ]
        got = ours.get(number, [])
        assert got + [""] * (len(expected) - len(got)) == expected


def test_a_title_over_merged_cells_stands_above_the_heading():
    content = book(["", ""], [], ["Namn", "E-post"], ["Åsa", ""], merged=["A1:B1"])
    sheet = read(content)
    assert tables.found_heading(sheet.rows, {"namn", "e post"}) == 1
    assert [area.name for area in sheet.merged] == ["A1:B1"]


def test_a_heading_is_found_without_a_known_word_where_several_cells_are_filled():
    rows = read(book(["Personal våren"], ["Alfa", "Beta"], ["1", "2"])).rows
    assert tables.found_heading(rows, {"namn"}) == 1


def test_a_computed_cell_is_told_from_one_that_was_written():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        sheet.write_formula("A1", "=B1&C1", None, "Åsa")
    assert read(file.getvalue()).rows[0].cells == (Formula("Åsa"),)


def test_hidden_sheets_are_told_and_not_read():
    opened = open_book(
        io.BytesIO(workbook({"Personal": [["Namn"]], "Gamla": [["Åsa"]]}, hidden=["Gamla"]))
    )
    assert (opened.sheets, opened.hidden) == (["Personal"], ["Gamla"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_in_the_encodings_that_programs_write(encoding):
    assert words("Namn;Ort\r\nÅsa;Öckerö\r\n".encode(encoding)) == [
        ["Namn", "Ort"],
        ["Åsa", "Öckerö"],
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_told_by_the_lines(separator):
    lines = [["Namn", "Ort"], ["Åsa", "Alingsås"], ["Amir", "Ale"]]
    assert words("\n".join(separator.join(line) for line in lines).encode()) == lines


def test_the_separator_may_be_named_on_the_first_line():
    assert words(b"sep=,\nNamn,Ort;plats\nAmir,Ale") == [["Namn", "Ort;plats"], ["Amir", "Ale"]]


def test_a_value_over_two_lines_keeps_the_number_of_its_first():
    assert [row.number for row in read(b'Namn;Ort\n"A\nB";Ale\nC;D').rows] == [1, 2, 4]


def test_what_our_own_csv_guards_comes_back_as_it_was():
    content = spreadsheet.csv(["Telefon"], [["+46701740605"], ["=1+1"]])
    assert words(content) == [["Telefon"], ["+46701740605"], ["=1+1"]]


# --- What cannot be read ------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\r\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(content):
    assert refusal(content).startswith("The file is empty.")


def test_letters_in_the_wrong_encoding_are_told_with_their_line():
    text = "Namn;Ort\nÅsa;Öckerö\nBjörn;Ale\n"
    assert refusal(text.encode() + "Pär;Tjörn".encode("cp1252")).startswith(
        "The letters on line 4 are not readable: “Pär;Tjörn”."
    )
    assert "line 2" in refusal(text.encode().decode("cp1252").encode())
    assert "line 3" in refusal("Namn;Ort\nAmir;Ale\nBjörn;Ale".encode("cp850"))


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line():
    assert "begins on line 3" in refusal(b'Namn;Ort\nAmir;Ale\n"Eva;Ale\nNils;Ale\n')


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n...", "a PDF file"),
        (b"<!DOCTYPE html><table>", "a web page"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel workbook"),
        (b"Namn;\0\0\1Ort", "no file with text"),
    ],
)
def test_another_kind_of_file_is_called_by_its_kind_whatever_its_name(content, what):
    assert what in refusal(content)


def test_a_workbook_with_a_password_is_said_to_have_one():
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert "protected with a password" in refusal(content)


def test_an_archive_of_something_else_is_no_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "a Word document" in refusal(file.getvalue())


def test_a_workbook_that_was_cut_off_is_damaged():
    assert "damaged" in refusal(book(["Namn"], ["Åsa"])[:-80])


def test_a_bomb_is_refused_before_it_is_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(limits.MOST_UNPACKED // 10))
    assert len(file.getvalue()) < 20_000
    assert refusal(file.getvalue()).startswith("Unpacked, the file would be larger than 80 MB")


def test_entities_of_entities_are_refused():
    laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
    content = changed(
        book(["Namn"], ["Åsa"]),
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace("<worksheet", f"{laughs}<worksheet", 1),
    )
    assert "damaged" in refusal(content)


def test_more_than_the_largest_file_is_not_read(monkeypatch):
    monkeypatch.setattr("samverka.toolkit.tables.opening.MOST_BYTES", 1_000_000)
    assert refusal(bytes(1_000_001)).startswith("The file is larger than 1 MB")


def test_more_rows_than_we_take_are_refused(monkeypatch):
    monkeypatch.setattr("samverka.toolkit.tables.sheet.MOST_ROWS", 3)
    assert "more than 50,000 rows" in refusal(b"a;b\n" * 4).replace("3 rows", "50,000 rows")


def test_something_far_out_is_told_by_its_cell():
    row = [""] * 420 + ["x"]
    assert "cell PE1" in refusal(book(row))
    assert "cell OK1" in refusal((";" * 400 + "x;").encode())


def test_a_workbook_whose_sheets_are_all_hidden_says_so():
    content = changed(
        book(["Namn"]),
        "xl/workbook.xml",
        lambda text: text.replace("<sheet ", '<sheet state="hidden" '),
    )
    assert "hidden" in refusal(content)
